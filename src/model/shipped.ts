/** @file The shipped model. */
import { existsSync } from 'node:fs';
import { NerwinError } from '../error.js';
import { packagePath } from '../package.js';

/** Returns the path of the shipped model. Throws 'model' if it is missing. */
export function shippedModelPath(): string {
  const path = packagePath('data/model/default.safetensors');
  if (existsSync(path)) return path;
  throw new NerwinError(
    'model',
    `${path}: the shipped model is missing`,
    'reinstall nerwin, or choose a model with --model',
  );
}
