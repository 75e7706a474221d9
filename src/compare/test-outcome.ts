/** @file Applies a significance test to two groups of runs: the baselines and the new runs. */
import { significant } from '../document/number-format.js';
import { NerwinError } from '../error.js';
import type { Failure } from './compared.js';
import type { Curve } from './curve.js';
import { metricText } from './failure.js';
import type { Gate } from './gate.js';
import { momentText, readings } from './moment.js';
import { type Alternative, meanAndSd, permutation, type SignificanceTest, welch } from './significance.js';

/** The values of one side of a test. */
export interface TestedGroup {
  readonly values: readonly number[];
  readonly mean: number;
  readonly sd: number;
}

export interface TestOutcome {
  readonly kind: SignificanceTest;
  readonly alternative: Alternative;
  readonly alpha: number;
  readonly p: number;
  readonly baseline: TestedGroup;
  readonly runs: TestedGroup;
  /** One sentence. */
  readonly text: string;
  readonly failure: Failure | null;
}

/**
 * Tests whether the new runs are significantly worse than the baselines, or different if no direction is known.
 * @throws {NerwinError} `usage` if there are too few runs.
 */
export function testGroups(
  gate: Gate,
  baselines: readonly Curve[],
  runs: readonly Curve[],
  network: number | null,
): TestOutcome {
  const { metric, at, direction, test, closeness, origin } = gate;
  if (!test) throw new Error('the gate has no test');
  const values = readings(at, [...baselines, ...runs], direction).map(({ value }) => value ?? Number.NaN);
  const [a, b] = [values.slice(0, baselines.length), values.slice(baselines.length)];
  demandRuns(test.kind, a, b, metric);
  const alternative: Alternative =
    closeness?.failOn === 'different' || !direction
      ? 'different'
      : direction === 'higher'
        ? 'lower'
        : 'higher';
  const isComplete = values.every(Number.isFinite);
  const { p, smallest } = !isComplete
    ? { p: 0, smallest: 0 }
    : test.kind === 'welch'
      ? { p: welch(a, b, alternative), smallest: 0 }
      : permutation(a, b, alternative);
  const [baseline, later] = [a, b].map((group) => ({ values: group, ...meanAndSd(group) }));
  const what = alternative === 'different' ? 'different' : 'worse';
  const shown = ({ mean, sd, values: { length } }: TestedGroup) =>
    `${significant(mean, 5)} ± ${significant(sd, 2)} (n = ${length})`;
  const isHopeless =
    smallest >= test.alpha ? `; with so few runs p cannot be below ${significant(smallest, 2)}` : '';
  const text = `${metricText({ metric, network })} at ${momentText(at)}: ${shown(later)}, baseline ${shown(baseline)}; ${what} with p = ${significant(p, 3)} (${test.kind})${isHopeless}`;
  const failure: Failure | null =
    p < test.alpha
      ? {
          kind: 'significant',
          metric,
          network,
          run: runs.map(({ name }) => name).join(', '),
          epoch: null,
          baseline: baseline.mean,
          value: later.mean,
          difference: later.mean - baseline.mean,
          limit: null,
          text: isComplete
            ? `${text}, below ${test.alpha}`
            : `${metric}: a value is missing or not a number, so it cannot be tested`,
          place: origin ?? (runs[0].file === undefined ? null : { file: runs[0].file, line: 1 }),
        }
      : null;
  return { kind: test.kind, alternative, alpha: test.alpha, p, baseline, runs: later, text, failure };
}

function demandRuns(
  kind: SignificanceTest,
  a: readonly number[],
  b: readonly number[],
  metric: string,
): void {
  const least = kind === 'welch' ? 2 : 1;
  if (a.length >= 2 && b.length >= least) return;
  throw new NerwinError(
    'usage',
    `${metric}: the ${kind} test needs two baselines and ${least === 2 ? 'two new runs' : 'a new run'} or more, found ${a.length} and ${b.length}`,
    'make runs with other seeds with `nerwin train --repeat 3`, and compare their folders: `nerwin compare NEW --baseline OLD`',
  );
}
