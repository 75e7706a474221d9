/** @file Runs `nerwin` as a process of low priority, with a time limit; for the attacks. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtPath } from '../../src/built.js';

/** A process that runs or waits longer hangs. The time in which somebody has stopped it (SIGSTOP) does not count. */
const patience = 120; // seconds

export interface Outcome {
  /** The exit code; null after a signal. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly seconds: number;
  readonly hangs: boolean;
}

export interface CommandOptions {
  /** Ends the process after this many milliseconds. */
  readonly kill?: { readonly after: number; readonly signal: NodeJS.Signals } | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

/** Runs the compiled command with `args`. */
export function command(args: readonly string[], { kill, env, cwd }: CommandOptions = {}): Promise<Outcome> {
  const started = performance.now();
  const child = spawn('nice', ['-n', '10', process.execPath, builtPath('bin/nerwin.js'), ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err, hangs] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const killer = kill && setTimeout(() => child.kill(kill.signal), kill.after);
  let waited = 0;
  const limit = setInterval(() => {
    if (!isStopped(child.pid)) waited++;
    if (waited < patience) return;
    hangs = true;
    child.kill('SIGKILL');
  }, 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(killer);
      clearInterval(limit);
      resolve({ code, signal, out, err, seconds: (performance.now() - started) / 1000, hangs });
    });
  });
}

/** True if the process is stopped by a signal: state T in /proc/PID/stat. */
function isStopped(pid: number | undefined): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text[text.lastIndexOf(')') + 2] === 'T'; // the name before it can hold spaces and parentheses
  } catch {
    return false;
  }
}

/** True if the process ended with a bug: exit code 1, or a stack. */
export const isBug = ({ code, err }: Pick<Outcome, 'code' | 'err'>): boolean =>
  code === 1 || /^ {4}at /m.test(err);
