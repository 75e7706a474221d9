import { describe, expect, test, vi } from 'vitest';
import { Random, type RandomState } from '../../src/random.js';
import type { EpochMetrics } from '../../src/training/metrics.js';
import type { TrainingSettings } from '../../src/training/settings.js';
import type { Trainer } from '../../src/training/trainer.js';
import { settings, trainerFor } from './sample.js';

const withTraining = (training: Partial<TrainingSettings['training']>): TrainingSettings => ({
  ...settings,
  training: { ...settings.training, ...training },
});

/** Trains to the end. Returns the metrics of all epochs, and W after each step and after each epoch. */
function trained(trainer: Trainer): {
  metrics: EpochMetrics[];
  steps: Float64Array[];
  epochs: Float64Array[];
} {
  const [metrics, steps, epochs] = [[] as EpochMetrics[], [] as Float64Array[], [] as Float64Array[]];
  const W = (): Float64Array => Float64Array.from(trainer.parts.kernel.parameters.W);
  for (const event of trainer.run()) {
    if (event.kind === 'batch') steps.push(W());
    else {
      metrics.push(event.metrics);
      epochs.push(W());
    }
  }
  return { metrics, steps, epochs };
}

/** Trains to the end and returns the learning rate of every step. */
function ratesOf(trainer: Trainer): number[] {
  const rates: number[] = [];
  for (const name of ['step', 'measuredStep'] as const) {
    const original = trainer.optimizer[name].bind(trainer.optimizer) as (...args: unknown[]) => never;
    vi.spyOn(trainer.optimizer, name).mockImplementation((active, alpha) => {
      rates.push(alpha);
      return original(active, alpha);
    });
  }
  trained(trainer);
  return rates;
}

test('slow batches emit one event each, so that an interrupt need not wait for eight of them', () => {
  const trainer = trainerFor(settings); // its clock goes on by a second each time it is read
  const done: number[] = [];
  for (const event of trainer.run()) {
    if (event.kind === 'epoch') break;
    done.push(event.done);
  }
  const { length } = trainer.parts.objective.centers;
  expect(length).toBeGreaterThan(2);
  expect(done).toEqual(Array.from({ length }, (_, k) => k + 1));
});

describe('the learning rate of a step', () => {
  test.each([1, 4, 7])(
    'linear: falls by the same amount at every step of %d windows, to `end` after the last',
    (batch) => {
      const trainer = trainerFor(withTraining({ batch, rate: { schedule: 'linear', start: 0.4, end: 0.1 } }));
      const rates = ratesOf(trainer);
      const N = settings.training.epochs * Math.ceil(trainer.parts.objective.centers.length / batch);
      expect(rates).toHaveLength(N);
      rates.forEach((rate, k) => void expect(rate).toBeCloseTo(0.4 - (0.3 * k) / N, 12));
    },
  );

  test('inverse-time and step: the same within an epoch, start / (1 + epoch) and half as much every second epoch', () => {
    const n = trainerFor(settings).parts.objective.centers.length;
    const perEpoch = (rates: number[]) => rates.flatMap((rate) => new Array<number>(n).fill(rate));
    const inverse = withTraining({ rate: { schedule: 'inverse-time', start: 0.6, decay: 1 } });
    expect(ratesOf(trainerFor(inverse))).toEqual(perEpoch([0.6, 0.6 / 2, 0.6 / 3, 0.6 / 4]));
    const halving = withTraining({ rate: { schedule: 'step', start: 0.5, factor: 0.5, every: 2 } });
    expect(ratesOf(trainerFor(halving))).toEqual(perEpoch([0.5, 0.5, 0.25, 0.25]));
  });

  test("an epoch's metrics give the rate of its last step", () => {
    const given = withTraining({ batch: 4 });
    const rates = ratesOf(trainerFor(given));
    const { metrics } = trained(trainerFor(given));
    const n = rates.length / metrics.length;
    expect(metrics.map(({ rate }) => rate)).toEqual(metrics.map((_, k) => rates[(k + 1) * n - 1]));
  });
});

describe('averaging', () => {
  test.each([
    [1, 1],
    [2, 1],
    [2, 4],
    [3, 5],
  ])(
    'from epoch %d, every %d steps: the mean of θ after those steps, counted over the whole run',
    (from, every) => {
      const trainer = trainerFor(withTraining({ averaging: { from, every } }));
      const { steps } = trained(trainer);
      const n = steps.length / settings.training.epochs;
      const sampled = steps.filter((_, k) => k >= (from - 1) * n && k % every === 0);
      expect(trainer.averaging?.samples).toBe(sampled.length);
      const mean = trainer.averaging?.of(trainer.parts.kernel.parameters).W ?? [];
      const expected = steps[0].map((_, j) => sampled.reduce((sum, W) => sum + W[j], 0) / sampled.length);
      mean.forEach((w, j) => void expect(w).toBeCloseTo(expected[j], 6));
    },
  );

  test('off: there is no average', () => expect(trainerFor(settings).averaging).toBeUndefined());
});

describe('the best epoch', () => {
  const metricOf = {
    'dev.entity.f1': ({ dev }: EpochMetrics) => dev.entity.f1,
    'dev.token.f1': ({ dev }: EpochMetrics) => dev.token.f1,
    'dev.averagePrecision': ({ dev }: EpochMetrics) => dev.averagePrecision,
    loss: ({ loss }: EpochMetrics) => -loss,
  };
  const metricNames = Object.keys(metricOf) as (keyof typeof metricOf)[];

  test('of equally good epochs is the first one', () => {
    // steps too small to change θ: all epochs are the same
    const still = withTraining({ rate: { schedule: 'constant', start: 1e-30 } });
    const trainer = trainerFor(still);
    const { metrics } = trained(trainer);
    expect(metrics.map(({ best }) => best)).toEqual([true, false, false, false]);
    expect(trainer.best?.epoch).toBe(1);
  });

  test.each(metricNames)(
    'by %s is the first with the highest value, and its θ and threshold are kept',
    (metric) => {
      const given = { ...withTraining({ epochs: 8 }), selection: { metric, patience: 0 } };
      const trainer = trainerFor(given);
      const { metrics, epochs } = trained(trainer);
      const values = metrics.map(metricOf[metric]);
      const first = values.indexOf(Math.max(...values));
      expect(trainer.best).toMatchObject({ epoch: first + 1, value: values[first] });
      expect(Float64Array.from(trainer.best?.parameters.W ?? [])).toEqual(epochs[first]);
      expect(trainer.best?.thresholds.start).toBe(metrics[first].dev.threshold);
      const records = values.map((value, k) => values.slice(0, k).every((earlier) => earlier < value));
      expect(metrics.map(({ best }) => best)).toEqual(records);
    },
  );

  test('with averaging keeps the mean of θ, not the last θ', () => {
    const trainer = trainerFor(withTraining({ averaging: { from: 1, every: 1 } }));
    const { steps } = trained(trainer);
    const { epoch, parameters } = trainer.best ?? { epoch: 0, parameters: undefined };
    const sampled = steps.slice(0, (epoch * steps.length) / settings.training.epochs);
    parameters?.W.forEach((w, j) => {
      expect(w).toBeCloseTo(sampled.reduce((sum, W) => sum + W[j], 0) / sampled.length, 6);
    });
    expect(epoch).toBeGreaterThan(0);
  });

  test('decides when patience runs out', () => {
    const still = withTraining({ epochs: 9, rate: { schedule: 'constant', start: 1e-30 } });
    for (const patience of [1, 3]) {
      const { metrics } = trained(trainerFor({ ...still, selection: { metric: 'loss', patience } }));
      const best = metrics.filter(({ best }) => best).at(-1)?.epoch ?? 0;
      expect(metrics.length).toBe(Math.min(9, best + patience));
    }
  });
});

test('the order and the draws of an epoch come from two streams of their own, 16 + 2e and 17 + 2e for epoch e from 0', () => {
  const trainer = trainerFor(settings);
  const { objective } = trainer.parts;
  const { batch } = objective;
  const [orders, states] = [[] as number[][], [] as RandomState[]];
  vi.spyOn(objective, 'batch').mockImplementation((centers, random) => {
    const { epoch, done } = trainer.position;
    if (done === 0) states.push(random.state);
    orders[epoch] = [...(orders[epoch] ?? []), ...centers];
    return batch.call(objective, centers, random);
  });
  trained(trainer);
  const stream = (number: number): Random => Random.seeded(settings.seed, number);
  const expected = orders.map((_, e) => {
    const order = objective.centers.slice();
    stream(16 + 2 * e).shuffle(order);
    return [...order];
  });
  expect(orders).toEqual(expected);
  expect(states).toEqual(orders.map((_, e) => stream(17 + 2 * e).state));
  expect(orders).toHaveLength(settings.training.epochs);
});

test('the strategy hard mines before every epoch but the first, whose weights are random', () => {
  const trainer = trainerFor(settings);
  const mine = vi.spyOn(trainer.parts.objective, 'mine');
  const mined: number[] = [];
  for (const event of trainer.run()) if (event.kind === 'epoch') mined.push(mine.mock.calls.length);
  expect(mined).toEqual([0, 1, 2, 3]);
});
