/** @file A gate: what a metric of a new run must fulfill, compared with a baseline or on its own. */
import type { Direction } from './direction.js';
import type { Moment } from './moment.js';
import type { SignificanceTest } from './significance.js';

/** Which differences fail: all, or only those for the worse. */
export type FailOn = 'worse' | 'different';

export interface Tolerance {
  /** Relative to the baseline's value. */
  readonly rtol: number;
  readonly atol: number;
}

/** A value v is close to the baseline b if |v − b| ≤ atol + rtol · |b| + band · sd, bounds included. */
export interface ClosenessRule extends Tolerance {
  readonly failOn: FailOn;
  /** Share of epochs, 0 … 1, that may lie outside; never the last, the best, or one that is not a number. */
  readonly outside: number;
  /** Number of standard deviations of the baselines that are allowed on top; 0 without a band. */
  readonly band: number;
}

/** Fewer baselines have no band. */
export const fewestForBand = 3;

/** Returns the band that is used if nobody names one. */
export const usualBand = (baselines: number): number => (baselines >= fewestForBand ? 2 : 0);

/** Bounds that hold with or without a baseline. The first three are those of MLflow's MetricThreshold; all include the bound. */
export interface Bounds {
  /** v ≥ threshold, or v ≤ threshold for a metric that is better lower. */
  readonly threshold?: number | undefined;
  /** Better than the baseline by at least this. */
  readonly minAbsoluteChange?: number | undefined;
  /** Better than the baseline by at least this share of |b|; if b is 0, by at least 1e-10. */
  readonly minRelativeChange?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

export interface Gate {
  readonly metric: string;
  readonly at: Moment;
  /** Undefined if it is not known and nothing needs it. */
  readonly direction: Direction | undefined;
  readonly closeness?: ClosenessRule | undefined;
  readonly bounds: Bounds;
  /** Fails if the difference between the groups of runs is significant. */
  readonly test?: { readonly kind: SignificanceTest; readonly alpha: number } | undefined;
  /** True if NaN or infinity in both runs is no failure. */
  readonly allowNaN: boolean;
  /** Where the gate is written, for annotations. */
  readonly origin?: { readonly file: string; readonly line: number } | undefined;
}

/** True if the gate cannot be judged without a baseline. */
export const needsBaseline = ({ closeness, bounds, test }: Gate): boolean =>
  closeness !== undefined ||
  test !== undefined ||
  bounds.minAbsoluteChange !== undefined ||
  bounds.minRelativeChange !== undefined;

/** Returns the rules of a gate in words. */
export function ruleText({ closeness, bounds, test }: Gate): string {
  const rules: string[] = [];
  if (closeness) rules.push(closenessText(closeness));
  const { threshold, minAbsoluteChange, minRelativeChange, atLeast, atMost } = bounds;
  if (threshold !== undefined) rules.push(`at least as good as ${threshold}`);
  if (atLeast !== undefined) rules.push(`at least ${atLeast}`);
  if (atMost !== undefined) rules.push(`at most ${atMost}`);
  if (minAbsoluteChange !== undefined) rules.push(`better than the baseline by ${minAbsoluteChange} or more`);
  if (minRelativeChange !== undefined)
    rules.push(`better than the baseline by ${percentText(minRelativeChange)} or more`);
  if (test) rules.push(`not significantly ${closeness?.failOn ?? 'worse'} (${test.kind}, p < ${test.alpha})`);
  return rules.join('; ');
}

function closenessText({ failOn, atol, rtol, band, outside }: ClosenessRule): string {
  const parts = [
    ...(atol > 0 ? [String(atol)] : []),
    ...(rtol > 0 ? [`${percentText(rtol)} of the baseline`] : []),
    ...(band > 0 ? [`${band} standard deviations of the baselines`] : []),
  ];
  const limit = parts.join(' + ');
  const stray = outside > 0 ? `, except in ${percentText(outside)} of the epochs` : '';
  if (failOn === 'worse') return (limit ? `not worse by more than ${limit}` : 'not worse') + stray;
  return (limit ? `not different by more than ${limit}` : 'equal') + stray;
}

const percentText = (share: number): string => `${Number((100 * share).toPrecision(12))} %`;
