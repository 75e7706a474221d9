/** @file Checks of model files in the library. */
import { type VerifiedFile, verifyModel as verify } from '../model/verify-model.js';
import { wrong } from './arguments.js';

/**
 * Reads a whole model or checkpoint and compares all checksums. Returns what `nerwin model verify --json` prints. Throws a
 * `NerwinError` of code `model` if the file is damaged.
 *
 * @example
 * ```ts
 * import { fileURLToPath } from 'node:url';
 * import modelUrl from 'nerwin/model';
 * import { verifyModel } from 'nerwin/tools';
 *
 * const { kind, hasChecksums } = verifyModel(fileURLToPath(modelUrl));
 * console.log(kind, hasChecksums); // → model true
 * ```
 */
export function verifyModel(file: string): VerifiedFile {
  if (typeof file !== 'string') throw wrong('file', 'the path of a model or a checkpoint', file);
  return verify(file);
}
