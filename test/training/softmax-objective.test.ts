import { describe, expect, test } from 'vitest';
import { CorpusScorer } from '../../src/evaluation/corpus-scorer.js';
import { LoopsKernel } from '../../src/kernels/loops.js';
import { LoopsTable } from '../../src/kernels/table.js';
import { layoutFor } from '../../src/model/model.js';
import type { Precision, Real } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';
import { classesOf } from '../../src/training/classes.js';
import { SoftmaxObjective } from '../../src/training/softmax-objective.js';
import { entityMark } from '../../src/windows/encoded-corpus.js';
import { corpus as sample, settings } from './sample.js';

/** The sample's tokens in three classes: O, locations, and every third of the others. */
const marked = {
  ...sample.corpus,
  entities: Uint8Array.from(sample.corpus.labels, (label, position) => {
    if (label === 1 || label === 2) return entityMark(1, label === 1);
    return label === 0 && position % 3 === 0 ? entityMark(2, true) : 0;
  }),
};

function problem(types: string[], precision: Precision, reduction: 'mean' | 'sum' = 'mean') {
  const given = {
    ...settings,
    loss: { ...settings.loss, reduction },
    training: { ...settings.training, batch: 12, dropout: 0 }, // more than in any batch here, as before the last batch of an epoch
  };
  const classes = classesOf({ model: { ...settings.model, types }, locations: ['LOC'] });
  const inputs = sample.encoder.rows.inputs();
  const layout = layoutFor(2, classes.names.length, 1, sample.features);
  const kernel = new LoopsKernel(
    { layout, activation: 'identity', inputs, capacity: 9, dropout: 0 },
    precision,
  );
  const corpus = types.length > 0 ? marked : sample.corpus;
  return {
    kernel,
    layout,
    inputs,
    corpus,
    classes,
    objective: new SoftmaxObjective(kernel, corpus, classes, given),
  };
}

test('every token is an example, and at θ = 0 each costs log C', () => {
  const { objective, corpus } = problem(['LOC', 'PER'], 'float64');
  objective.initialize();
  expect(objective.centers).toHaveLength(corpus.tokens);
  const { loss, terms, windows, active } = objective.batch(
    objective.centers.subarray(0, 9),
    Random.seeded(1),
  );
  expect(loss).toBeCloseTo(9 * Math.log(3), 12);
  expect([terms, windows, active]).toEqual([9, 9, 9]);
});

describe.each([
  ['two classes', []],
  ['three classes', ['LOC', 'PER']],
])('%s', (_name, types) => {
  test.each(['mean', 'sum'] as const)(
    '%s: every gradient is within 1e-7 of its central difference',
    (reduction) => {
      const { kernel, layout, objective } = problem(types, 'float64', reduction);
      objective.initialize();
      const { parameters, gradients } = kernel;
      const random = Random.seeded(4);
      for (const part of [parameters.W, parameters.b, parameters.S]) {
        for (let k = 0; k < part.length; k++)
          if (k % layout.stride < layout.H) part[k] = random.uniform() - 0.5;
      }
      const centers = objective.centers.subarray(0, 9);
      const J = (): number => objective.batch(centers, random).loss / (reduction === 'mean' ? 9 : 1);
      kernel.accumulate(objective.batch(centers, random).active);
      const dS = new Float64Array(parameters.S.length);
      for (let k = 0; k < gradients.touched; k++) {
        const row = gradients.S.subarray(k * layout.stride, (k + 1) * layout.stride);
        dS.set(row, gradients.rows[k] * layout.stride);
      }
      const pairs: [Real, Real][] = [
        [parameters.W, gradients.W],
        [parameters.b, gradients.b],
        [parameters.S, dS],
      ];
      for (const [theta, dtheta] of pairs) {
        for (let k = 0; k < theta.length; k++) {
          if (k % layout.stride >= layout.H) continue;
          const kept = theta[k];
          theta[k] = kept + 1e-5;
          const above = J();
          theta[k] = kept - 1e-5;
          const below = J();
          theta[k] = kept;
          expect(Math.abs((above - below) / 2e-5 - dtheta[k])).toBeLessThan(1e-7);
        }
      }
      expect(gradients.u.every((value) => value === 0)).toBe(true);
    },
  );
});

test('steps along −dθ lower the loss of the batch, and leave u as it is', () => {
  const { kernel, objective, classes } = problem(['LOC', 'PER'], 'float32');
  objective.initialize();
  const centers = objective.centers.subarray(0, 9);
  const losses = Array.from({ length: 30 }, () => {
    const { loss, active } = objective.batch(centers, Random.seeded(1));
    kernel.step(active, 0.005);
    return loss;
  });
  losses.slice(1).forEach((loss, k) => void expect(loss).toBeLessThan(losses[k]));
  expect([...kernel.parameters.u.subarray(0, 3)]).toEqual(classes.isLocation.map((is) => (is ? 1 : -1)));
});

test('a table gives the log-odds of location and the likeliest class', () => {
  const { kernel, layout, inputs, corpus, objective } = problem(['LOC', 'PER'], 'float32');
  objective.initialize();
  const centers = objective.centers.subarray(0, 9);
  for (let k = 0; k < 20; k++) kernel.step(objective.batch(centers, Random.seeded(1)).active, 0.2);
  objective.batch(centers, Random.seeded(1));
  const [odds, likeliest] = (['log-odds', 'class'] as const).map((head) => {
    const table = new LoopsTable(layout, head, inputs.dense.length + 1);
    return new CorpusScorer(table, inputs, corpus).score(kernel.parameters);
  });
  for (let i = 0; i < 9; i++) {
    const z = [...kernel.h.subarray(i * layout.stride, i * layout.stride + 3)];
    const [O, LOC, PER] = z.map((value) => Math.exp(value)) as [number, number, number];
    expect(odds[centers[i]]).toBeCloseTo(Math.log(LOC / (O + PER)), 5);
    expect(likeliest[centers[i]]).toBe(z.indexOf(Math.max(...z)));
  }
});
