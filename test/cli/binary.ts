/** The compiled command, run as its own process: what a user runs. `npm test` builds it first. */
import { type ChildProcess, spawn } from 'node:child_process';
import { builtPath } from '../../src/built.js';

/** Its path. Throws if it is not built, or older than the sources. */
export const binary = builtPath('bin/nerwin.js');

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `nerwin` to its end. `during` is given the process while it runs. */
export function nerwin(
  args: readonly string[],
  options: {
    input?: string;
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    during?: (child: ChildProcess) => void;
  } = {},
): Promise<Outcome> {
  const { cwd, env = { ...process.env, NO_COLOR: '1', COLUMNS: '' }, input = '', during } = options;
  const child = spawn(process.execPath, [binary, ...args], { cwd, env, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.on('error', () => {}); // a command may end before it has read its input
  child.stdin.end(input);
  during?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
