/** @file The shipped model, and the operating points of a model. */
import { existsSync } from 'node:fs';
import { NerwinError } from '../error.js';
import { packagePath } from '../package.js';
import type { ModelHeader } from './model.js';
import type { Thresholds } from './thresholds.js';

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

/** Returns the thresholds of a named operating point, or the model's default thresholds without a name. */
export function operatingPoint({ thresholds, operatingPoints }: ModelHeader, name?: string): Thresholds {
  if (name === undefined || name === 'balanced') return thresholds;
  const found = operatingPoints[name];
  if (found && Object.hasOwn(operatingPoints, name)) return found;
  const names = ['balanced', ...Object.keys(operatingPoints)].join(', ');
  throw new NerwinError('usage', `the model has no operating point '${name}'`, `available: ${names}`);
}
