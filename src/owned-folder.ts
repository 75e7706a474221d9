/**
 * @file A folder in which commands write files whose names the user did not choose: a run, a series of runs, a report, a page. One
 * process at a time writes there. In runs and series, a manifest lists what was written; all other files are the user's, and stay
 * as they are.
 */
import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NerwinError, withPath } from './error.js';
import { isTemporaryName, makeFolder, removeFile, removeIfEmpty, removeLeftovers } from './file.js';
import { demandLock, FolderLock, isLockName } from './folder-lock.js';
import { isThere } from './is-there.js';
import { type Manifest, readManifest, writeManifest } from './manifest.js';

/** The manifest of a folder that is no run. It is hidden, because such a folder may hold a site or a corpus. */
const hiddenManifest = '.nerwin-files.json';

export class OwnedFolder {
  /** `lockText` is the text of the lock under which files are written here, if another thread has taken it. */
  constructor(
    readonly path: string,
    public lockText?: string,
  ) {}

  /** True if there is no such folder, or nothing in it but what killed processes left. */
  get isVacant(): boolean {
    return this.entries.length === 0;
  }

  /** True if files were claimed here, even if none of them is left. */
  get isOwned(): boolean {
    return isThere(join(this.path, hiddenManifest));
  }

  /** What is in the folder, without what killed processes left and the manifest of a folder that is no run. */
  get entries(): string[] {
    if (!isThere(this.path)) return [];
    const entries = withPath('file', this.path, () => readdirSync(this.path));
    return entries.filter((name) => !isLockName(name) && !isTemporaryName(name) && name !== hiddenManifest);
  }

  /**
   * Creates the folder if necessary and locks it for this process. Removes what processes left that were killed
   * while they wrote to it. The function returned unlocks the folder, and removes it if it was created here and is
   * empty by then, or files were only claimed. Throws 'file' if another process holds it.
   */
  lock(): () => void {
    const created = makeFolder(resolve(this.path));
    const lock = withCleanup(created, () => FolderLock.take(this.path));
    this.lockText = lock.text;
    const release = (): void => {
      this.lockText = undefined;
      try {
        // Files were claimed, and none was written.
        if (created.length > 0 && this.isVacant) removeFile(join(this.path, hiddenManifest));
      } catch {
        // an empty list that stays does no harm
      }
      lock.release();
      for (const folder of created.reverse()) removeIfEmpty(folder);
    };
    try {
      this.clean();
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }

  /** Runs `action` while the folder is locked; see {@link lock}. */
  async locked<T>(action: (folder: this) => Promise<T>): Promise<T> {
    const release = this.lock();
    try {
      return await action(this);
    } finally {
      release();
    }
  }

  /** Throws 'file' if this process has lost its lock, for example because the folder was deleted. */
  demandLock(): void {
    if (this.lockText !== undefined) demandLock(this.path, this.lockText);
  }

  /** Runs `write` under the lock. If it fails because the folder was deleted meanwhile, the error says so. */
  whileLocked<T>(write: () => T): T {
    this.demandLock();
    try {
      return write();
    } catch (error) {
      this.demandLock();
      throw error;
    }
  }

  /**
   * Registers files that are about to be written, by their paths relative to the folder. Throws 'file' if one of
   * them exists and nerwin did not write it.
   */
  claim(claimed: readonly string[]): void {
    const manifest = this.manifest;
    const known = new Set(manifest.files);
    const fresh = claimed.filter((name) => !known.has(name));
    this.demandFree(fresh);
    if (fresh.length > 0 || !this.isOwned) this.write({ ...manifest, files: [...manifest.files, ...fresh] });
  }

  /** Registers those of these files that exist as written by nerwin: an earlier version, which kept no manifest, wrote them. */
  adopt(files: readonly string[]): void {
    const { manifest } = this;
    const found = files.filter((name) => isTaken(join(this.path, name)));
    this.write({ ...manifest, files: [...new Set([...manifest.files, ...found])] });
  }

  /**
   * Throws 'file' if one of these files exists. By itself for folders whose contents show that nerwin wrote them, such
   * as a page: they need no manifest.
   */
  demandFree(files: readonly string[]): void {
    const foreign = files.find((name) => isTaken(join(this.path, name)));
    if (foreign === undefined) return;
    throw new NerwinError(
      'file',
      `${join(this.path, foreign)}: ${this.writer} would replace this file, which it did not write`,
      'move the file to another folder, or choose another --output',
    );
  }

  /** What writes to the folder, for messages. */
  protected readonly writer: string = 'nerwin';

  /** Removes what killed processes left. */
  protected clean(): void {
    const below = this.manifest.files.map((name) => dirname(join(this.path, name)));
    for (const folder of new Set([this.path, ...below])) removeLeftovers(folder, () => true);
  }

  protected get manifest(): Manifest {
    return readManifest(join(this.path, hiddenManifest)) ?? { files: [], earlier: {} };
  }

  protected write(manifest: Manifest): void {
    writeManifest(join(this.path, hiddenManifest), manifest);
  }
}

/** True if there is anything with this path, even a link that leads nowhere. */
export const isTaken = (path: string): boolean =>
  withPath('file', path, () => lstatSync(path, { throwIfNoEntry: false })) !== undefined;

/** Runs `action`; if it fails, removes the folders, the innermost last in the list, as far as they are empty. */
function withCleanup<T>(folders: readonly string[], action: () => T): T {
  try {
    return action();
  } catch (error) {
    for (const folder of [...folders].reverse()) removeIfEmpty(folder);
    throw error;
  }
}
