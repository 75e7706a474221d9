/** @file Whether a file exists. `existsSync` takes a disk that fails for a file that is not there. */
import { statSync } from 'node:fs';
import { asPathError, codeOf, type ErrorCode } from './error.js';

const absent: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/** True if there is something at `path`. Throws a `NerwinError` with `code` if the system cannot tell. */
export function isThere(path: string, code: ErrorCode = 'file'): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (absent.has(codeOf(error))) return false;
    throw asPathError(code, path, error);
  }
}
