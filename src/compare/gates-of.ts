/** @file Turns gates, as they are written in a gates file or on the command line, into gates that can be judged. */
import { type GatesFile, readGatesFile } from '../config/gates-file.js';
import { NerwinError } from '../error.js';
import { demandMetric } from './comparison.js';
import { type Direction, type Directions, directionOf, knownDirection } from './direction.js';
import { type ClosenessRule, type Gate, needsBaseline } from './gate.js';
import { type Moment, momentForms, needsDirection, parseMoment } from './moment.js';
import type { RunSource } from './source.js';

type Written = GatesFile['gates'][number];

/** The gates of a file, and the differences between runs that it accepts. */
export interface ReadGates {
  readonly gates: readonly Gate[];
  readonly ignore: readonly string[];
}

/**
 * Reads the gates of a comparison; `declared` directions override those in the file.
 * @throws {NerwinError} like {@link readGatesFile}; `usage` if no source has a metric, if a direction is needed and unknown, or, with
 * `hint`, if a gate needs a baseline and there is none.
 */
export function gatesFrom(
  file: string,
  declared: Directions,
  { baselines, runs }: { readonly baselines: readonly RunSource[]; readonly runs: readonly RunSource[] },
  hint: string,
): ReadGates {
  const { gates: written, directions, ignore } = readGatesFile(file);
  for (const { metric, line } of written) demandMetric(metric, [...baselines, ...runs], { file, line });
  const gates = written.map((gate) => gateOf(gate, { ...directions, ...declared }, file));
  const needing = gates.find(needsBaseline);
  if (baselines.length > 0 || !needing) return { gates, ignore };
  throw new NerwinError(
    'usage',
    `${file}:${needing.origin?.line}: the gate of ${needing.metric} needs a baseline, and compare got only one run`,
    hint,
  );
}

/** Throws 'usage' for the first of the metrics that no run has. */
export function demandMetrics(metrics: readonly string[], sources: readonly RunSource[]): void {
  for (const metric of metrics) demandMetric(metric, sources);
}

function gateOf(written: Written, directions: Directions, file: string): Gate {
  const { metric, at: moment = 'every', test, alpha = 0.05, line } = written;
  const at = parseMoment(moment);
  if (!at) throw new NerwinError('config', `${file}:${line}: at: found ${moment}, expected ${momentForms}`);
  const closeness = closenessOf(written);
  const declared = written.direction ? { ...directions, [metric]: written.direction } : directions;
  return checkedGate(
    {
      metric,
      at,
      direction: directionOf(metric, declared),
      closeness:
        closeness ?? (test && written['fail-on'] ? { ...exactly, failOn: written['fail-on'] } : undefined),
      bounds: {
        threshold: written.threshold,
        minAbsoluteChange: written.min_absolute_change,
        minRelativeChange: written.min_relative_change,
        atLeast: written['at-least'],
        atMost: written['at-most'],
      },
      test: test && { kind: test, alpha },
      allowNaN: written['allow-nan'] ?? false,
      origin: { file, line },
    },
    declared,
  );
}

const exactly: ClosenessRule = { failOn: 'different', atol: 0, rtol: 0, outside: 0, band: 0 };

/** Returns the rule that compares with the baseline; undefined if the gate has none. */
function closenessOf(written: Written): ClosenessRule | undefined {
  const { atol, rtol, outside = 0, against, test } = written;
  const [failOn, worseBy] = [written['fail-on'], written['worse-by']];
  if (test && worseBy === undefined && atol === undefined && rtol === undefined) return undefined;
  if (
    worseBy === undefined &&
    atol === undefined &&
    rtol === undefined &&
    failOn === undefined &&
    against === undefined
  )
    return undefined;
  const band = against === 'band' ? (written.band ?? 2) : 0;
  if (worseBy !== undefined) return { ...exactly, ...amountOf(worseBy), failOn: 'worse', outside, band };
  return {
    failOn:
      failOn ?? (against !== undefined && atol === undefined && rtol === undefined ? 'worse' : 'different'),
    atol: atol ?? 0,
    rtol: relativeOf(rtol ?? 0),
    outside,
    band,
  };
}

/** `0.005` is absolute, `0.5 %` is relative to the baseline. */
const amountOf = (amount: number | string): { atol: number } | { rtol: number } =>
  typeof amount === 'number' ? { atol: amount } : { rtol: relativeOf(amount) };

/** Returns a share: `0.5 %` is 0.005. */
export const relativeOf = (amount: number | string): number =>
  typeof amount === 'number' ? amount : Number(amount.replace('%', '')) / 100;

/**
 * Returns the gate.
 * @throws {NerwinError} `usage` if it needs a direction that is not known.
 */
export function checkedGate(gate: Gate, declared: Directions): Gate {
  const { metric, at, closeness, bounds } = gate;
  const need = (purpose: string): Direction => knownDirection(metric, declared, purpose);
  if (closeness?.failOn === 'worse') need('a gate that fails on worse values');
  if (needsDirection(at)) need(`the moment ${(at satisfies Moment).kind}`);
  if (bounds.threshold !== undefined) need('threshold');
  if (bounds.minAbsoluteChange !== undefined || bounds.minRelativeChange !== undefined)
    need('a required improvement');
  return gate;
}
