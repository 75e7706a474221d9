/** @file The comparison of runs: every gate on every network, what differs in what the runs were made of, and the verdict. */

import { NerwinError } from '../error.js';
import { maximum } from '../extremes.js';
import type { CurveComparison, Failure } from './compared.js';
import { type Curve, curveOf, unknownMetric } from './curve.js';
import { compareCurves } from './curve-comparison.js';
import { type FactDifference, factDifferences, factText } from './facts.js';
import { fewestForBand, type Gate, needsBaseline } from './gate.js';
import { leanFacts } from './golden.js';
import type { RunSource } from './source.js';
import { type TestOutcome, testGroups } from './test-outcome.js';

/** A metric of the comparison, with the outcome of its significance test if the gate has one. */
export interface ComparedMetric extends CurveComparison {
  readonly gate: Gate;
  readonly test: TestOutcome | null;
}

export interface RunComparison {
  readonly baselines: readonly string[];
  readonly runs: readonly string[];
  readonly metrics: readonly ComparedMetric[];
  /** What differs in config, corpora, vectors and versions. */
  readonly differences: readonly FactDifference[];
  /** All of them, in order; empty if the comparison passes. */
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
  readonly passed: boolean;
}

export interface ComparisonRequest {
  /** None if every gate is absolute. */
  readonly baselines: readonly RunSource[];
  readonly runs: readonly RunSource[];
  readonly gates: readonly Gate[];
  /** Names of facts whose differences are accepted: `config.seed`, `config`, `all`. */
  readonly ignore?: readonly string[];
}

/**
 * Judges `runs` by `gates`.
 * @throws {NerwinError} `usage` if a metric is in no run, or a gate needs a baseline and there is none.
 */
export function compareRuns({ baselines, runs, gates, ignore = [] }: ComparisonRequest): RunComparison {
  const metrics: ComparedMetric[] = [];
  const failures: Failure[] = [...networkFailures(baselines, runs)];
  for (const gate of gates) {
    if (needsBaseline(gate) && baselines.length === 0)
      throw new NerwinError(
        'usage',
        `${gate.metric}: the gate needs a baseline, and there is none`,
        'nerwin compare BASELINE RUN',
      );
    for (const one of judged(gate, baselines, runs)) {
      if ('rule' in one) metrics.push(one);
      for (const failure of 'rule' in one ? one.failures : [one]) failures.push(failure);
    }
  }
  const differences = differencesOf(baselines, runs, ignore);
  const [grave, mild] = [
    differences.filter((one) => isGrave(one, gates)),
    differences.filter((one) => !isGrave(one, gates)),
  ];
  const all = [...failures, ...grave.map(factFailure)];
  return {
    baselines: baselines.map(({ name }) => name),
    runs: runs.map(({ name }) => name),
    metrics,
    differences,
    failures: all,
    warnings: [
      ...warningsOf(baselines, runs, gates),
      ...metrics.flatMap((one) => [...divergedBaselines(one)]),
      ...metrics.flatMap((one) => [...nanWarnings(one)]),
      ...mild.map((one) => `${one.run}: ${factText(one)}`),
    ],
    passed: all.length === 0,
  };
}

/** True if the metric belongs to the finished model and not to an epoch. */
const isFinal = (metric: string, sources: readonly RunSource[]): boolean =>
  !hasCurve(metric, sources) && sources.some(({ finals }) => finals.has(metric));

const hasCurve = (metric: string, sources: readonly RunSource[]): boolean =>
  sources.some(({ networks }) => networks.some(({ rows }) => rows.some(({ values }) => values.has(metric))));

/** Throws 'usage' if no run has the metric; `origin` is where the gate is written. */
export function demandMetric(metric: string, sources: readonly RunSource[], origin?: Gate['origin']): void {
  if (isFinal(metric, sources) || hasCurve(metric, sources)) return;
  const { message, hint } = unknownMetric(
    metric,
    sources.flatMap((source) => source.networks),
    sources.flatMap(({ finals }) => [...finals.keys()]),
  );
  throw new NerwinError('usage', origin ? `${origin.file}:${origin.line}: ${message}` : message, hint);
}

/** Yields the comparisons of one gate, one per network, and a failure for each run that lacks the metric. */
function* judged(
  gate: Gate,
  baselines: readonly RunSource[],
  runs: readonly RunSource[],
): Generator<ComparedMetric | Failure> {
  const sources = [...baselines, ...runs];
  const { metric } = gate;
  const final = isFinal(metric, sources);
  const networks = final ? 1 : maximum(sources.map((source) => source.networks.length));
  demandMetric(metric, sources, gate.origin);
  for (let k = 0; k < networks; k++) {
    const curve = (source: RunSource): Curve | undefined => curveIn(source, metric, final ? null : k);
    const there = (source: RunSource): boolean => final || k < source.networks.length;
    const lacking = sources.filter((source) => there(source) && (curve(source)?.values.size ?? 0) === 0);
    for (const source of lacking)
      yield metricFailure(metric, source, baselines.includes(source), gate, final);
    const [base, later] = [baselines, runs].map((group) =>
      group.flatMap((source) => (there(source) && !lacking.includes(source) ? (curve(source) ?? []) : [])),
    );
    if (later.length === 0 || (baselines.length > 0 && base.length === 0)) continue;
    yield comparedMetric(
      final ? { ...gate, at: { kind: 'final' } } : gate,
      base,
      later,
      networks > 1 ? k + 1 : null,
    );
  }
}

function comparedMetric(
  gate: Gate,
  baselines: readonly Curve[],
  runs: readonly Curve[],
  network: number | null,
): ComparedMetric {
  const { metric, at, direction, closeness, bounds, allowNaN, origin } = gate;
  const { atol = 0, rtol = 0, ...rule } = closeness ?? {};
  const band = baselines.length < fewestForBand ? 0 : (closeness?.band ?? 0);
  const comparison = compareCurves(
    metric,
    [...baselines, ...runs],
    { atol, rtol },
    {
      ...rule,
      band,
      baselines: baselines.length,
      at,
      direction,
      bounds,
      allowNaN,
      network,
      origin,
      mustBeClose: closeness !== undefined && gate.test === undefined,
    },
  );
  const test = gate.test ? testGroups(gate, baselines, runs, network) : null;
  return {
    ...comparison,
    gate,
    test,
    failures: [...comparison.failures, ...(test?.failure ? [test.failure] : [])],
  };
}

function curveIn(
  { name, networks, finals }: RunSource,
  metric: string,
  network: number | null,
): Curve | undefined {
  if (network !== null) return networks[network] && curveOf(metric, name, networks[network]);
  const value = finals.get(metric);
  return { name, values: new Map(value === undefined ? [] : [[0, value]]), file: networks[0].file };
}

const nowhere = { epoch: null, baseline: null, value: null, difference: null, limit: null } as const;

function metricFailure(
  metric: string,
  source: RunSource,
  isBaseline: boolean,
  gate: Gate,
  final: boolean,
): Failure {
  const why =
    final && source.isUnfinished ? ': the run is not finished (it was stopped or has diverged)' : '';
  const who = isBaseline ? `the baseline ${source.name}` : source.name;
  return {
    ...nowhere,
    kind: 'no metric',
    metric,
    network: null,
    run: source.name,
    text: `${metric}: ${who} does not have this metric${why}`,
    place: gate.origin ?? { file: source.networks[0].file, line: 1 },
  };
}

/** Networks of a bag that have no counterpart. */
function networkFailures(baselines: readonly RunSource[], runs: readonly RunSource[]): Failure[] {
  if (baselines.length === 0) return [];
  const expected = baselines[0].networks.length;
  return [...baselines.slice(1), ...runs].flatMap(({ name, networks }): Failure[] =>
    networks.length === expected
      ? []
      : [
          {
            ...nowhere,
            kind: 'no network',
            metric: null,
            network: Math.min(expected, networks.length) + 1,
            run: name,
            text: `${name} has ${counted(networks.length)}, the baseline ${baselines[0].name} has ${expected}`,
            place: { file: networks[0].file, line: 1 },
          },
        ],
  );
}

const counted = (networks: number): string => `${networks} ${networks === 1 ? 'network' : 'networks'}`;

function differencesOf(
  baselines: readonly RunSource[],
  runs: readonly RunSource[],
  ignore: readonly string[],
): FactDifference[] {
  const isGolden = [...baselines, ...runs].some((source) => source.isGolden);
  const named = ({ name, facts }: RunSource) => ({
    name,
    facts: isGolden && facts ? leanFacts(facts) : facts,
  });
  const ignored = [...ignore, ...(baselines.length > 1 ? ['config.seed'] : [])];
  return factDifferences(baselines.map(named), runs.map(named), ignored);
}

/**
 * A difference fails if the gates ask for equality; for gates that only forbid worse values, it fails if the
 * values were measured on other data. Versions never fail: what counts is whether the values moved.
 */
function isGrave({ name }: FactDifference, gates: readonly Gate[]): boolean {
  if (name.startsWith('versions.')) return false;
  return gates.some((gate) => {
    if (!needsBaseline(gate)) return false;
    if (gate.closeness?.failOn === 'different') return true;
    const measured = gate.metric.startsWith('test.') ? 'corpora.test' : 'corpora.dev';
    return name === measured && /^(final\.)?(dev|test)\./.test(gate.metric);
  });
}

const factFailure = (difference: FactDifference): Failure => ({
  ...nowhere,
  kind: 'other experiment',
  metric: null,
  network: null,
  run: difference.run,
  text: `${difference.run} has another config or other data: ${factText(difference)}`,
  place: null,
});

/** Says which of several baselines are left out of their mean, because a value is not finite. */
function* divergedBaselines({ metric, at, baselines }: ComparedMetric): Generator<string> {
  for (const { name, values } of baselines)
    for (const [x, value] of values) {
      if (Number.isFinite(value)) continue;
      yield `${name}: ${metric} is ${value}${at === 'final' ? '' : ` in epoch ${x}`}; the mean of the baselines leaves out what is not finite`;
      break;
    }
}

function* nanWarnings({ metric, names, epochs, failures }: ComparedMetric): Generator<string> {
  for (const { epoch, statuses, values } of epochs)
    for (const [index, status] of statuses.entries()) {
      if (!status.startsWith('not finite') || failures.some((one) => one.epoch === epoch)) continue;
      const who = status === 'not finite' ? names[index + 1] : `the baseline ${names[0]}`;
      yield `${metric} in epoch ${epoch}: ${String(values[status === 'not finite' ? index + 1 : 0])} in ${who}`;
    }
}

function* warningsOf(
  baselines: readonly RunSource[],
  runs: readonly RunSource[],
  gates: readonly Gate[],
): Generator<string> {
  for (const { name, networks, isUnfinished } of [...baselines, ...runs]) {
    for (const { notes } of networks) yield* notes;
    if (isUnfinished)
      yield `${name}: the run is not finished: it was stopped, has diverged, or is still running`;
  }
  if (
    baselines.length > 0 &&
    baselines.length < fewestForBand &&
    gates.some(({ closeness }) => (closeness?.band ?? 0) > 0)
  )
    yield `${baselines.length === 1 ? 'one baseline is' : 'two baselines are'} no band (that takes three or more): no standard deviation is allowed`;
  for (const { metric, closeness } of gates)
    if (closeness && closeness.rtol > 0 && baselines.some((source) => hasZero(source, metric)))
      yield `${metric}: the baseline is 0 somewhere, where only the absolute tolerance counts`;
}

const hasZero = ({ networks, finals }: RunSource, metric: string): boolean =>
  finals.get(metric) === 0 ||
  networks.some(({ rows }) => rows.some(({ values }) => values.get(metric) === 0));
