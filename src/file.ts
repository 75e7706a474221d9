/** @file Writes files completely or not at all. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { asPathError, withPath } from './error.js';

/**
 * Writes `contents` to a temporary file next to `path` and renames it, so that a reader never sees half a
 * file, and a failure leaves the old one. A link stays a link, and its target is replaced; a pipe or a device
 * is written directly. Throws a `NerwinError` with `path`.
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
  readonly #descriptor: number;

  constructor(readonly path: string) {
    const [target, isDirect] = withPath('file', path, () => targetOf(path));
    this.#target = target;
    this.#temporary = isDirect ? undefined : `${target}.${crypto.randomUUID()}.tmp`;
    this.#descriptor = withPath('file', path, () =>
      this.#temporary === undefined ? openSync(target, 'w') : openSync(this.#temporary, 'wx'),
    );
  }

  write(contents: string | NodeJS.ArrayBufferView): void {
    withPath('file', this.path, () => writeFileSync(this.#descriptor, contents));
  }

  /** Gives the file its name. */
  commit(): void {
    closeSync(this.#descriptor);
    if (this.#temporary === undefined) return;
    try {
      renameSync(this.#temporary, this.#target);
    } catch (error) {
      rmSync(this.#temporary, { force: true });
      throw asPathError('file', this.path, error);
    }
  }

  /** Removes what was written. */
  abandon(): void {
    closeSync(this.#descriptor);
    if (this.#temporary !== undefined) rmSync(this.#temporary, { force: true });
  }
}

/** The target of a path, and whether it is neither a file nor a folder, so that nothing can replace it. */
function targetOf(path: string): [target: string, isDirect: boolean] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status) return [path, false];
  return [realpathSync(path), !status.isFile() && !status.isDirectory()];
}

/**
 * Creates a folder and those above it, step by step, because Node's own recursive mkdir never returns on file
 * systems that answer "no such file" to a new folder, such as /proc.
 */
export function makeFolder(path: string): void {
  const isThere = (): boolean => existsSync(path) && statSync(path).isDirectory();
  if (isThere()) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above);
  withPath('file', path, () => {
    try {
      mkdirSync(path);
    } catch (error) {
      if (!isThere()) throw error; // another thread may have created it
    }
  });
}
