import { describe, expect, test, vi } from 'vitest';
import { configSchema } from '../../src/config/schema.js';
import { CorpusScorer } from '../../src/evaluation/corpus-scorer.js';
import { evaluate } from '../../src/evaluation/evaluate.js';
import { goldOf } from '../../src/evaluation/gold.js';
import { LoopsTable } from '../../src/kernels/table.js';
import { layoutFor } from '../../src/model/model.js';
import { initialize, zeroParameters } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';
import { classesOf } from '../../src/training/classes.js';
import { DevEvaluator, ruleOf } from '../../src/training/dev-evaluator.js';
import type { EpochMetrics } from '../../src/training/metrics.js';
import { seedOf, type TrainingData, TrainingSession, tableFor } from '../../src/training/training-session.js';
import { corpus, kernelFor, settings, trainerFor } from './sample.js';

const limits = { threads: 1, tableBytes: 2 ** 20 };

/** The sample's data, with `settings` unless others are given. */
function dataWith(more: Record<string, unknown> = {}): TrainingData {
  const input = { ...settings, corpus: { train: 'a', dev: 'b' }, vectors: { file: 'v' }, ...more };
  const config = configSchema.parse(input);
  const classes = config.model.kind === 'softmax' ? classesOf(config) : undefined;
  return {
    config,
    layout: layoutFor(2, classes?.names.length ?? config.model.hidden, 1, corpus.features),
    head: classes ? 'log-odds' : config.model.activation,
    inputs: corpus.encoder.rows.inputs(),
    classes,
    train: corpus.corpus,
    dev: corpus.corpus,
    parts: [],
  };
}

/** The metrics of a network trained in a session, without speeds. */
function metricsOf(session: TrainingSession, network: number): Partial<EpochMetrics>[] {
  const metrics: Partial<EpochMetrics>[] = [];
  for (const event of session.newTrainer(network).run())
    if (event.kind === 'epoch') metrics.push(event.metrics);
  session.close();
  return metrics;
}

test('network k of a run has the seed seed + k, modulo 2³²', () => {
  expect([0, 1, 7].map((network) => seedOf(3, network))).toEqual([3, 4, 10]);
  expect(seedOf(4_294_967_295, 1)).toBe(0);
});

describe('a session', () => {
  test('trains as a trainer made by hand, mining included', () => {
    const byHand: Partial<EpochMetrics>[] = [];
    for (const event of trainerFor(settings).run()) if (event.kind === 'epoch') byHand.push(event.metrics);
    expect(metricsOf(new TrainingSession(dataWith(), limits, () => 0), 0)).toEqual(byHand);
  });

  test('trains network 2 as the first network of a run with a seed higher by 2', () => {
    const third = metricsOf(new TrainingSession(dataWith(), limits, () => 0), 2);
    const first = metricsOf(new TrainingSession(dataWith({ seed: settings.seed + 2 }), limits, () => 0), 0);
    expect(third).toEqual(first);
  });

  test.each([
    ['hard', true],
    ['uniform', false],
    ['sentence', false],
  ])('with the strategy %s has a scorer for mining: %s', (strategy, mines) => {
    const session = new TrainingSession(dataWith({ corruption: { strategy } }), limits, () => 0);
    expect(session.newTrainer(0).parts.scorer !== undefined).toBe(mines);
    session.close();
  });

  test('of a softmax has all tokens as examples and lowers its loss; it never mines', () => {
    const model = { ...settings.model, kind: 'softmax' };
    const data = dataWith({ model, training: { ...settings.training, dropout: 0, batch: 5 } });
    const session = new TrainingSession(data, limits, () => 0);
    const { objective, scorer, kernel } = session.newTrainer(0).parts;
    expect(objective.centers).toHaveLength(corpus.corpus.tokens);
    expect([scorer, kernel.layout.H]).toEqual([undefined, 2]);
    const losses = metricsOf(session, 0).map(({ loss }) => loss ?? Number.NaN);
    losses.slice(1).forEach((loss, k) => void expect(loss).toBeLessThan(losses[k]));
  });

  test('uses the weights of parts for true windows and for corrupt ones', () => {
    const parts = [{ end: corpus.corpus.labels.length, weight: 3 }];
    const session = new TrainingSession({ ...dataWith(), parts }, limits, () => 0);
    const once = trainerFor(settings).parts.objective.centers;
    expect(session.newTrainer(0).parts.objective.centers).toHaveLength(3 * once.length);
    session.close();
  });

  test('frees the memory and the threads of kernel and table', () => {
    const session = new TrainingSession(dataWith(), limits, () => 0);
    const close = vi.spyOn(session.kernel, 'close');
    session.close();
    expect(close).toHaveBeenCalledOnce();
  });
});

test('a table has room for all rows if its memory allows, and for at least 4,096', () => {
  const data = dataWith({ kernel: 'loops' });
  const many = { ...data, inputs: { ...data.inputs, dense: new Int32Array(1_000_000) } };
  const rows = (tableBytes: number): number =>
    tableFor(many, data.layout, { threads: 1, tableBytes }).capacity;
  const row = 4 * data.layout.slots.length * data.layout.stride; // bytes
  expect([rows(6000 * row), rows(2 ** 40), rows(1)]).toEqual([6000, 1_000_001, 4096]);
});

describe('evaluation on dev', () => {
  test('chooses thresholds by token F1 only if that selects the best epoch', () => {
    const of = (metric: typeof settings.selection.metric) =>
      ruleOf({
        selection: { metric, patience: 0 },
        decision: { ...settings.decision, thresholds: 'edges' },
      });
    expect(of('dev.token.f1')).toEqual({ thresholds: 'edges', goal: 'token' });
    for (const metric of ['dev.entity.f1', 'dev.averagePrecision', 'loss'] as const)
      expect(of(metric)).toEqual({ thresholds: 'edges', goal: 'entity' });
  });

  test('reports the scores at the thresholds that it found', () => {
    const { layout } = kernelFor(settings);
    const theta = zeroParameters(layout);
    initialize(theta, layout, 1, Random.seeded(5));
    const table = new LoopsTable(layout, 'tanh', 100);
    const inputs = corpus.encoder.rows.inputs();
    const evaluator = new DevEvaluator(table, inputs, corpus.corpus, settings);
    const { metrics, thresholds } = evaluator.judge(theta);
    const scores = new CorpusScorer(table, inputs, corpus.corpus).score(theta);
    const { token, entity } = evaluate(scores, corpus.corpus, goldOf(corpus.corpus), thresholds);
    expect(metrics).toMatchObject({ token, entity, threshold: thresholds.start });
  });
});
