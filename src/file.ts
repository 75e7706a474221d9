/** @file Writing a file whole or not at all. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { asPathError, withPath } from './error.js';

/**
 * Writes `contents` to a temporary file beside `path` and renames it, so that a reader never sees half a file and
 * a failure leaves what was there. Throws a {@link NerwinError} that names `path`.
 */
export function writeAtomically(path: string, contents: string | Uint8Array): void {
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, contents, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asPathError('file', path, error);
  }
}

/** A file written piece by piece, that takes its name only when it is whole. */
export class AtomicFile {
  readonly #temporary: string;
  readonly #descriptor: number;

  constructor(readonly path: string) {
    this.#temporary = `${path}.${crypto.randomUUID()}.tmp`;
    this.#descriptor = withPath('file', path, () => openSync(this.#temporary, 'wx'));
  }

  write(text: string): void {
    withPath('file', this.path, () => writeFileSync(this.#descriptor, text));
  }

  /** Gives the file its name. */
  commit(): void {
    closeSync(this.#descriptor);
    withPath('file', this.path, () => renameSync(this.#temporary, this.path));
  }

  /** Takes back what was written. */
  abandon(): void {
    closeSync(this.#descriptor);
    rmSync(this.#temporary, { force: true });
  }
}

/**
 * Makes a folder and those above it. Step by step, since Node's own recursive mkdir never returns on file systems that
 * answer "no such file" to a new folder, such as /proc.
 */
export function makeFolder(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  withPath('file', path, () => mkdirSync(path));
}
