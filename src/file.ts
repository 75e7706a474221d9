/** @file Writing a file whole or not at all. */
import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { asPathError } from './error.js';

/**
 * Writes `contents` to a temporary file beside `path` and renames it, so that a reader never sees half a file and
 * a failure leaves what was there. Throws a {@link NerwinError} that names `path`.
 */
export function writeAtomically(path: string, contents: string | Uint8Array): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(temporary, contents, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asPathError('file', path, error);
  }
}
