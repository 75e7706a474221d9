/** @file Comparison of runs in the library. */
import type { MetricComparison } from '../compare/comparison-json.js';
import { directionOf } from '../compare/direction.js';
import type { FailOn } from '../compare/gate.js';
import { currentName } from '../training/metrics.js';
import { throwIfAborted } from './abort.js';
import { checkOptions, type Expectation, kinds, oneOf, required, wrong } from './arguments.js';

/** Options of {@link compare}; they mean what the options of `nerwin compare` mean. */
export interface CompareOptions {
  /** Two or more run folders or metrics files; the first is the baseline. */
  readonly runs: readonly string[];
  /** Metrics to compare, such as `dev.entity.f1`; only `loss` by default. */
  readonly metrics?: readonly string[] | undefined;
  /** Relative tolerance; 0 by default. A value v is close to the baseline's b if |v − b| ≤ atol + rtol · |b|. */
  readonly rtol?: number | undefined;
  /** Absolute tolerance; 0 by default. */
  readonly atol?: number | undefined;
  /** Which differences fail: all (`different`, the default), or only those for the worse. */
  readonly failOn?: FailOn | undefined;
  /** If it is aborted before the runs are read, the comparison ends with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

const texts = (least: number, what: string): Expectation => ({
  expected: `a list of ${what}`,
  holds: (value) =>
    Array.isArray(value) && value.length >= least && value.every((item) => typeof item === 'string'),
});
const isTolerance: Expectation = {
  expected: 'a number, 0 or more',
  holds: (value) => Number.isFinite(value) && Number(value) >= 0,
};

/**
 * Compares metrics of runs with those of the first one, epoch by epoch. Returns one comparison per metric and
 * network: what `nerwin compare --json` prints. Throws a `NerwinError`: `file` if a run has no metrics, `usage` if a
 * metric is unknown or an argument is wrong.
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { compare } from 'nerwin';
 *
 * await writeFile('a.jsonl', '{"epoch":1,"loss":0.5}\n{"epoch":2,"loss":0.25}\n');
 * await writeFile('b.jsonl', '{"epoch":1,"loss":0.5}\n{"epoch":2,"loss":0.26}\n');
 * const [{ equal, firstDifference }] = await compare({ runs: ['a.jsonl', 'b.jsonl'] });
 * console.log(equal, firstDifference?.epoch); // → false 2
 * ```
 */
export async function compare(options: CompareOptions): Promise<MetricComparison[]> {
  checkOptions('options', options, {
    runs: required(texts(2, 'two or more run folders or metrics files')),
    metrics: texts(1, 'names of metrics'),
    rtol: isTolerance,
    atol: isTolerance,
    failOn: oneOf(['worse', 'different']),
    signal: kinds.isSignal,
  });
  const { runs, metrics = ['loss'], rtol = 0, atol = 0, failOn = 'different' } = options;
  throwIfAborted(options.signal);
  const { readRunSource } = await import('../compare/run-source.js');
  const { compareRuns } = await import('../compare/comparison.js');
  const { comparisonObjects } = await import('../compare/comparison-json.js');
  const [baseline, ...others] = runs.map((name, k) =>
    readRunSource(name, { role: k === 0 ? 'baseline' : 'run' }),
  );
  const gates = metrics.map((name, k) => {
    const metric = currentName(name);
    const direction = directionOf(metric);
    if (failOn === 'worse' && direction === undefined)
      throw wrong(`options.metrics[${k}]`, 'a metric of which nerwin knows whether higher is better', name);
    const closeness = { failOn, rtol, atol, outside: 0, band: 0 };
    return { metric, at: { kind: 'every' } as const, direction, closeness, bounds: {}, allowNaN: false };
  });
  return comparisonObjects(compareRuns({ baselines: [baseline], runs: others, gates }));
}
