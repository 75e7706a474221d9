/** @file The operating points of a model: named pairs of thresholds. */
import { NerwinError } from '../error.js';
import { isObject } from '../json.js';
import type { ModelHeader } from './model.js';
import type { Thresholds } from './thresholds.js';

/** Returns all operating points, `balanced` first. */
export const pointsOf = ({
  thresholds,
  operatingPoints,
}: Pick<ModelHeader, 'thresholds' | 'operatingPoints'>): Record<string, Thresholds> => ({
  balanced: thresholds,
  ...operatingPoints,
});

/** Returns the margin that a network was trained with; null for a softmax, or if the model does not say. */
export function marginOf({ kind, config }: Pick<ModelHeader, 'kind' | 'config'>): number | null {
  const { loss } = config;
  if (kind === 'softmax' || !isObject(loss)) return null;
  return typeof loss.margin === 'number' ? loss.margin : null;
}

/** Returns the thresholds of a named operating point, or the model's default thresholds without a name. */
export function operatingPoint({ thresholds, operatingPoints }: ModelHeader, name?: string): Thresholds {
  if (name === undefined || name === 'balanced') return thresholds;
  const found = operatingPoints[name];
  if (found && Object.hasOwn(operatingPoints, name)) return found;
  const names = ['balanced', ...Object.keys(operatingPoints)].join(', ');
  throw new NerwinError('usage', `the model has no operating point '${name}'`, `available: ${names}`);
}
