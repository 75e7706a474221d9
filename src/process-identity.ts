/**
 * @file Identifies a process beyond its number, so that what a dead process left behind (a lock, a temporary file) is recognized even
 * after its number was given to another process.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { parseJson } from './json.js';

/** A process. Fields that a system does not tell are empty. */
export interface ProcessIdentity {
  readonly host: string;
  /** The namespace of process numbers: containers on one host have one each. */
  readonly space: string;
  /** Changes whenever the machine starts. */
  readonly boot: string;
  readonly pid: number;
  /** When the process started, in clock ticks since the machine started. */
  readonly started: string;
}

let own: ProcessIdentity | undefined;

/** Returns the identity of this process. */
export function thisProcess(): ProcessIdentity {
  own ??= {
    host: hostname(),
    space: told(() => readlinkSync('/proc/self/ns/pid')),
    boot: told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    pid: process.pid,
    started: startOf(process.pid) ?? '',
  };
  return own;
}

/** True if the process is certainly dead. A process on another host or in another container counts as alive. */
export function isDead({ host, space, boot, pid, started }: ProcessIdentity): boolean {
  const here = thisProcess();
  if (host !== here.host) return false;
  if (boot !== here.boot) return true; // the machine was started again
  if (space !== here.space) return false;
  if (!isRunning(pid)) return true;
  const start = startOf(pid);
  return start !== undefined && started !== '' && start !== started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // signal 0 only asks
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another user's
  }
}

/** Returns field 22 of /proc/PID/stat; undefined where there is no such file. A zombie counts as dead. */
function startOf(pid: number): string | undefined {
  const text = told(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // the name before it can hold spaces and parentheses
  return fields[0] === 'Z' ? 'dead' : fields[19];
}

function told(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Returns the process that a text of {@link identityText} describes; undefined if it describes none. */
export function identityOf(text: string): ProcessIdentity | undefined {
  try {
    const { host, space, boot, pid, started } = parseJson(text) as Partial<ProcessIdentity>;
    const isWhole = [host, space, boot, started].every((field) => typeof field === 'string');
    return isWhole && Number.isSafeInteger(pid) && Number(pid) > 0
      ? ({ host, space, boot, pid, started } as ProcessIdentity)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Returns this process as a line of text. */
export const identityText = (): string => `${JSON.stringify(thisProcess())}\n`;
