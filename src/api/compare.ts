/** @file Comparison of runs in the library. */
import type { MetricComparison } from '../compare/comparison-json.js';
import { directionOf } from '../compare/direction.js';
import { type FailOn, type Gate, usualBand } from '../compare/gate.js';
import type { ReadGates } from '../compare/gates-of.js';
import type { RunSource } from '../compare/source.js';
import { currentName } from '../training/metrics.js';
import { throwIfAborted } from './abort.js';
import { checkOptions, conflict, type Expectation, kinds, oneOf, required, wrong } from './arguments.js';

/** Options of {@link compare}; they mean what the options of `nerwin compare` mean. */
export interface CompareOptions {
  /**
   * Run folders or metrics files; the first is the baseline, unless `baselines` or `golden` names others. A folder of repeated
   * runs stands for all of them.
   */
  readonly runs: readonly string[];
  /** The baselines. */
  readonly baselines?: readonly string[] | undefined;
  /** A golden file as the baseline; by default all metrics in it are compared. */
  readonly golden?: string | undefined;
  /** A gates file, instead of metrics, tolerances and `failOn`; gates with bounds need no baseline. */
  readonly gates?: string | undefined;
  /** Accept differences in what the runs are made of: `config`, `corpora`, `versions`, or one such as `config.seed`. */
  readonly ignore?: readonly string[] | undefined;
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
 * metric is unknown or an argument is wrong, `config` if the gates file is wrong.
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
 *
 * @example Gates of a file
 * ```ts
 * import { compare } from 'nerwin';
 * import { writeFile } from 'node:fs/promises';
 *
 * await writeFile('new.jsonl', '{"epoch":1,"loss":0.5}\n{"epoch":2,"loss":0.25}\n');
 * await writeFile('gates.yaml', 'gates:\n  - { metric: loss, at: last, at-most: 0.3 }\n');
 * const judged = await compare({ runs: ['new.jsonl'], gates: 'gates.yaml' });
 * console.log(judged.every(({ passed }) => passed)); // → true
 * ```
 */
export async function compare(options: CompareOptions): Promise<MetricComparison[]> {
  checkOptions('options', options, {
    runs: required(texts(1, 'one or more run folders or metrics files')),
    baselines: texts(1, 'one or more run folders or metrics files'),
    golden: kinds.isText,
    gates: kinds.isText,
    ignore: texts(1, 'names of differences'),
    metrics: texts(1, 'names of metrics'),
    rtol: isTolerance,
    atol: isTolerance,
    failOn: oneOf(['worse', 'different']),
    signal: kinds.isSignal,
  });
  throwIfAborted(options.signal);
  const { compareRuns } = await import('../compare/comparison.js');
  const { comparisonObjects } = await import('../compare/comparison-json.js');
  const sources = await sourcesOf(options);
  const { gates, ignore } = await gatesOf(options, sources);
  return comparisonObjects(
    compareRuns({ ...sources, gates, ignore: [...(options.ignore ?? []), ...ignore] }),
  );
}

interface Sources {
  readonly baselines: readonly RunSource[];
  readonly runs: readonly RunSource[];
}

/** Reads the baselines and the runs. */
async function sourcesOf({ runs, baselines, golden, gates }: CompareOptions): Promise<Sources> {
  if (golden !== undefined && baselines !== undefined) throw conflict('options.golden', 'options.baselines');
  const isFirst =
    golden === undefined && baselines === undefined && !(gates !== undefined && runs.length === 1);
  if (isFirst && runs.length < 2)
    throw wrong('options.runs', 'a list of two or more run folders or metrics files', runs);
  const { readRunSource } = await import('../compare/run-source.js');
  const { repeatedRuns } = await import('../compare/repeated-runs.js');
  const { readGolden } = await import('../compare/golden-file.js');
  const read = (names: readonly string[], role: 'baseline' | 'run'): RunSource[] =>
    names.flatMap(repeatedRuns).map((name) => readRunSource(name, { role }));
  const named = baselines ?? (isFirst ? runs.slice(0, 1) : []);
  return {
    baselines: golden === undefined ? read(named, 'baseline') : [readGolden(golden)],
    runs: read(isFirst ? runs.slice(1) : runs, 'run'),
  };
}

/** Returns the gates of the file, or one for each metric. */
async function gatesOf(options: CompareOptions, sources: Sources): Promise<ReadGates> {
  const { baselines } = sources;
  const { golden, gates: file, rtol = 0, atol = 0, failOn = 'different' } = options;
  if (file !== undefined) {
    for (const key of ['metrics', 'rtol', 'atol', 'failOn'] as const)
      if (options[key] !== undefined) throw conflict(`options.${key}`, 'options.gates');
    const { gatesFrom } = await import('../compare/gates-of.js');
    return gatesFrom(file, {}, sources, 'pass it as the first of options.runs, or as options.baselines');
  }
  const { goldenContents } = await import('../compare/golden-file.js');
  const names = options.metrics ?? (golden === undefined ? ['loss'] : goldenContents(baselines[0]));
  const gates = names.map((name, k): Gate => {
    const metric = currentName(name);
    const direction = directionOf(metric);
    if (failOn === 'worse' && direction === undefined)
      throw wrong(`options.metrics[${k}]`, 'a metric of which nerwin knows whether higher is better', name);
    const closeness = { failOn, rtol, atol, outside: 0, band: usualBand(baselines.length) };
    return { metric, at: { kind: 'every' }, direction, closeness, bounds: {}, allowNaN: false };
  });
  return { gates, ignore: [] };
}
