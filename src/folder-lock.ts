/**
 * @file A lock on a folder, so that only one process writes to it: a file that names its owner. The lock of a
 * process that has died does not count.
 */
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf, NerwinError, withPath } from './error.js';
import { removeFile } from './file.js';
import { identityOf, identityText, isDead } from './process-identity.js';
import { readWhole, sizeLimits } from './whole-file.js';

const lockName = 'lock';
const breakerName = 'lock.breaking';

const unfinished = /^lock\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** True for the names of lock files, those of processes killed while they were taking a lock included. */
export const isLockName = (name: string): boolean =>
  name === lockName || name === breakerName || unfinished.test(name);

export class FolderLock {
  readonly #file: string;
  /** The lock file before it has its name. */
  readonly #unfinished: string;
  /** The contents of the lock file; see {@link demandLock}. Each lock has its own, because a process can hold several. */
  readonly text = `${identityText().trimEnd()} ${crypto.randomUUID()}\n`;

  private constructor(readonly folder: string) {
    this.#file = join(folder, lockName);
    this.#unfinished = join(folder, `${lockName}.${crypto.randomUUID()}`);
  }

  /**
   * Takes the lock of an existing folder. Throws 'file' if a living process holds it, or if the folder cannot be
   * written; then nothing is left in it.
   */
  static take(folder: string): FolderLock {
    const lock = new FolderLock(folder);
    try {
      withPath('file', folder, () => {
        if (!lock.#create(lockName)) {
          lock.#breakIfDead();
          if (!lock.#create(lockName)) throw lock.#taken();
        }
        removeUnfinished(folder);
      });
    } catch (error) {
      lock.#abandon();
      throw error;
    }
    return lock;
  }

  /** Gives the lock back, unless another process has it by now. One that cannot be read is ours: it was, when it was taken. */
  release(): void {
    let isOwn = true;
    try {
      isOwn = textOf(this.#file) === this.text;
    } catch {
      // removed all the same
    }
    if (isOwn) removeFile(this.#file);
  }

  /** Removes what {@link take} left when it failed. */
  #abandon(): void {
    try {
      removeFile(this.#unfinished);
      this.release();
    } catch {
      // the error that led here is the one to report; the next start removes what is left
    }
  }

  /**
   * Creates the file `name` with its contents in one step, so that no other process ever reads an empty one, not even
   * after a power cut. Returns false if it exists.
   */
  #create(name: string): boolean {
    const path = join(this.folder, name);
    try {
      this.#write(this.#unfinished);
      linkSync(this.#unfinished, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK'].includes(codeOf(error))) throw error;
      return this.#createWithoutLinks(path);
    } finally {
      removeFile(this.#unfinished);
    }
  }

  /** For file systems without hard links, such as exFAT. */
  #createWithoutLinks(path: string): boolean {
    try {
      this.#write(path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** Writes the text into a new file. */
  #write(path: string): void {
    const descriptor = openSync(path, 'wx');
    try {
      writeFileSync(descriptor, this.text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * Removes the lock if its owner is dead. Only one process at a time may do so: without the second lock, a slow
   * one could remove the lock that a fast one has just taken.
   */
  #breakIfDead(): void {
    if (!isDeadText(textOf(this.#file))) return;
    const breaker = join(this.folder, breakerName);
    if (!this.#create(breakerName)) {
      if (isDeadText(textOf(breaker))) removeFile(breaker); // killed in the middle of it
      if (!this.#create(breakerName)) return;
    }
    try {
      if (isDeadText(textOf(this.#file))) renameSync(this.#file, breaker);
    } finally {
      removeFile(breaker);
    }
  }

  #taken(): NerwinError {
    const text = textOf(this.#file);
    const owner = identityOf(ownerText(text));
    if (text !== undefined && text !== '' && !owner)
      return new NerwinError(
        'file',
        `${this.#file}: this file is in the way of the lock that nerwin keeps here while it writes`,
        'move the file to another folder, or choose another --output',
      );
    const who = owner ? `process ${owner.pid} on ${owner.host}` : 'another process';
    return new NerwinError(
      'file',
      `${this.folder}: ${who} is writing to this folder`,
      `wait for it to end, or choose another --output; if it no longer runs, delete ${this.#file}`,
    );
  }
}

/**
 * Throws 'file' if `folder` no longer has the lock with the contents `text`: it was deleted, moved or taken over, so
 * that nothing more may be written to it. Threads call it too.
 */
export function demandLock(folder: string, text: string): void {
  if (textOf(join(folder, lockName)) === text) return;
  const isThere = statSync(folder, { throwIfNoEntry: false }) !== undefined;
  throw new NerwinError(
    'file',
    isThere
      ? `${folder}: the lock file of this run was removed or replaced while it ran`
      : `${folder}: the folder was deleted or moved while the run was writing to it`,
    'leave a run folder alone while a run writes to it; start the run again',
  );
}

/** Removes locks that processes were still writing when they were killed. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => unfinished.test(name))) {
    const path = join(folder, name);
    if (isDeadText(textOf(path))) removeFile(path);
  }
}

const ownerText = (text: string | undefined): string => text?.slice(0, text.lastIndexOf(' ')) ?? '';

/** True if the text of a lock names a dead process. */
function isDeadText(text: string | undefined): boolean {
  const owner = text === undefined ? undefined : identityOf(ownerText(text));
  return owner !== undefined && isDead(owner);
}

/** Returns the contents of a lock file; undefined if there is none. A pipe or a device has none that could be waited for. */
function textOf(path: string): string | undefined {
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) return '';
    return readWhole(path, 'file', sizeLimits.settings).toString();
  } catch (error) {
    if (error instanceof NerwinError && ['ENOENT', 'ENOTDIR'].includes(codeOf(error.cause))) return undefined;
    throw error;
  }
}
