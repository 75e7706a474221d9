/** @file The thresholds that the options of a function choose. */
import type { ModelHeader } from '../model/model.js';
import { operatingPoint } from '../model/operating-point.js';
import type { Thresholds } from '../model/thresholds.js';
import { conflict } from './arguments.js';

/** Options that choose thresholds; not both. */
interface PointOptions {
  readonly threshold?: number | undefined;
  readonly operatingPoint?: string | undefined;
}

/** Throws 'usage' if both are given. */
export function rejectTwoChoices({ threshold, operatingPoint: name }: PointOptions): void {
  if (threshold !== undefined && name !== undefined)
    throw conflict('options.operatingPoint', 'options.threshold');
}

/** Returns the thresholds that are asked for; by default the model's own. */
export const chosenThresholds = (
  header: ModelHeader,
  { threshold, operatingPoint: name }: PointOptions,
): Thresholds =>
  threshold === undefined ? operatingPoint(header, name) : { start: threshold, extend: threshold };
