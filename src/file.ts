/** @file Writes files completely or not at all. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { asPathError, codeOf, withPath } from './error.js';
import { isDead, thisProcess } from './process-identity.js';

/**
 * Writes `contents` to a temporary file next to `path` and renames it, so that a reader never sees half a
 * file, and a failure or a power cut leaves the old one or the new one. A link stays a link, and its target is
 * replaced; a pipe or a device is written directly. A replaced file keeps its mode. Throws a `NerwinError` with
 * `path`.
 */
export function writeAtomically(path: string, contents: string | Uint8Array): void {
  writePieces(path, [contents]);
}

/** Like {@link writeAtomically}, with contents in several pieces. */
export function writePieces(path: string, pieces: Iterable<string | NodeJS.ArrayBufferView>): void {
  const file = new AtomicFile(path);
  try {
    for (const piece of pieces) file.write(piece);
  } catch (error) {
    file.abandon();
    throw error;
  }
  file.commit();
}

/**
 * A file written piece by piece, which gets its name only when it is complete; see {@link writeAtomically}.
 */
export class AtomicFile {
  readonly #target: string;
  /** Undefined if the pieces go straight to the target. */
  readonly #temporary: string | undefined;
  #descriptor: number | undefined;

  constructor(readonly path: string) {
    const { target, isDirect, mode } = withPath('file', path, () => targetOf(path));
    this.#target = target;
    this.#temporary = isDirect ? undefined : temporaryName(target);
    if (!isDirect && !cleaned.has(target)) {
      removeLeftovers(dirname(target), (name) => name === basename(target));
      cleaned.add(target);
    }
    this.#descriptor = withPath('file', path, () =>
      this.#temporary === undefined ? openSync(target, 'w') : openSync(this.#temporary, 'wx'),
    );
    if (this.#temporary === undefined || mode === undefined) return;
    try {
      chmodIfAllowed(this.#temporary, mode);
    } catch (error) {
      this.abandon();
      throw asPathError('file', path, error);
    }
  }

  write(contents: string | NodeJS.ArrayBufferView): void {
    withPath('file', this.path, () => writeFileSync(this.#open, contents));
  }

  /**
   * Gives the file its name. Its contents reach the disk before its name does, and the name before this returns.
   * A failure, of `close` too, removes the temporary file: disks over a network tell only then that they are full.
   */
  commit(): void {
    try {
      if (this.#temporary !== undefined) fsyncSync(this.#open);
      this.#close();
      if (this.#temporary === undefined) return;
      renameSync(this.#temporary, this.#target);
    } catch (error) {
      this.abandon();
      throw asPathError('file', this.path, error);
    }
    syncFolder(dirname(this.#target));
  }

  /** Removes what was written. */
  abandon(): void {
    try {
      this.#close();
    } catch {
      // the file is removed anyway, and the error that led here is the one to report
    }
    if (this.#temporary !== undefined) removeFile(this.#temporary);
  }

  get #open(): number {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    return this.#descriptor;
  }

  #close(): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined; // closed even if `close` fails: the number may already be another file's
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Throws a `NerwinError` if `path` cannot be written: for a command that finds out before it reads for minutes. A file at
 * `path` stays as it is.
 */
export function demandWritable(path: string): void {
  if (!withPath('file', path, () => targetOf(path)).isDirect) new AtomicFile(path).abandon();
}

/** The files beside which this process has looked for leftovers; a folder such as /tmp takes long to list. */
const cleaned = new Set<string>();

interface Target {
  readonly target: string;
  /** True if it is a pipe or a device, so that nothing can replace it. */
  readonly isDirect: boolean;
  /** The mode of the file that is replaced. */
  readonly mode?: number;
}

function targetOf(path: string): Target {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return { target: path, isDirect: false };
  const isFile = status.isFile();
  if (status.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
  if (isFile) accessSync(path, constants.W_OK); // a rename would replace a file that its owner protects
  return {
    target: realpathSync(path),
    isDirect: !isFile,
    ...(isFile ? { mode: status.mode & 0o7777 } : {}),
  };
}

/** File systems without modes, such as exFAT, refuse to set them. */
function chmodIfAllowed(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(codeOf(error))) throw error;
  }
}

/** Makes the names in a folder durable. Windows and some network disks cannot; there the system decides when. */
export function syncFolder(path: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    fsyncSync(descriptor);
  } catch (error) {
    if (['EIO', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))) throw asPathError('file', path, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Returns a name next to `target` that no other process uses and that tells which process does: its number and
 * start in hexadecimal, and for short a hash of where it runs.
 */
function temporaryName(target: string): string {
  const { pid, started } = thisProcess();
  return `${target}.${pid}-${started || 0}.${placeHash()}.${crypto.randomUUID().slice(0, 8)}.tmp`;
}

const temporaryPattern = /^(.*)\.(\d+)-(\d+)\.([0-9a-f]{8})\.[0-9a-f]{8}\.tmp$/;

/** Returns a hash (FNV-1a) of this machine's name, container and start, in hexadecimal. */
export function placeHash(): string {
  const { host, space, boot } = thisProcess();
  let h = 0x811c9dc5;
  for (const unit of Buffer.from(`${host}\n${space}\n${boot}`)) h = Math.imul(h ^ unit, 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}

/** True for the name of a temporary file of nerwin. */
export const isTemporaryName = (name: string): boolean => temporaryPattern.test(name);

/**
 * Removes the temporary files in `folder` that processes of this machine left behind when they were killed;
 * `isOurs` is asked for the name of the file that was to be written.
 */
export function removeLeftovers(folder: string, isOurs: (name: string) => boolean): void {
  for (const entry of namesIn(folder)) {
    const [, name, pid, started, place] = temporaryPattern.exec(entry) ?? [];
    if (name === undefined || place !== placeHash() || !isOurs(name)) continue;
    const writer = { ...thisProcess(), pid: Number(pid), started: started === '0' ? '' : started };
    if (isDead(writer)) removeFile(join(folder, entry));
  }
}

/** Returns the names in a folder; none if it cannot be listed, for then nothing in it can be removed either. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Creates a folder and those above it, step by step, because Node's own recursive mkdir never returns on file
 * systems that answer "no such file" to a new folder, such as /proc. A power cut after this returns leaves them there.
 * Returns the folders that it created, the outermost first; if it fails, it leaves none.
 */
export function makeFolder(path: string): string[] {
  const isThere = (): boolean => existsSync(path) && statSync(path).isDirectory();
  if (isThere()) return [];
  const above = dirname(path);
  const made = above === path ? [] : makeFolder(above);
  try {
    withPath('file', path, () => {
      try {
        mkdirSync(path);
        made.push(path);
      } catch (error) {
        if (!isThere()) throw error; // another thread may have created it
      }
    });
    syncFolder(above);
  } catch (error) {
    for (const folder of made.reverse()) removeIfEmpty(folder);
    throw error;
  }
  return made;
}

/** Removes a file, if there is one. In one system call: `rmSync` asks for the file first, which can fail too. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) throw error;
  }
}

/** Removes a folder if it is empty and may be removed: one that stays does no harm. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // it holds files, or is not ours
  }
}
