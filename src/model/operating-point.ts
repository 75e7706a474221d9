/** @file The operating points of a model: named pairs of thresholds. */
import { NerwinError } from '../error.js';
import type { ModelHeader } from './model.js';
import type { Thresholds } from './thresholds.js';

/** Returns the thresholds of a named operating point, or the model's default thresholds without a name. */
export function operatingPoint({ thresholds, operatingPoints }: ModelHeader, name?: string): Thresholds {
  if (name === undefined || name === 'balanced') return thresholds;
  const found = operatingPoints[name];
  if (found && Object.hasOwn(operatingPoints, name)) return found;
  const names = ['balanced', ...Object.keys(operatingPoints)].join(', ');
  throw new NerwinError('usage', `the model has no operating point '${name}'`, `available: ${names}`);
}
