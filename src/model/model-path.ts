/** @file The file of a model that is named by a path: a model file, or the folder of a run. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';

const nameInRun = 'model.safetensors';

/** Returns `path`, or the model inside if it is a run folder. Throws 'model' for a folder without one. */
export function modelFileOf(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return path;
  const file = join(path, nameInRun);
  if (isThere(file, 'model')) return file;
  throw new NerwinError(
    'model',
    `${path}: there is no ${nameInRun} in this folder`,
    'give a model file, or the folder of a complete run',
  );
}
