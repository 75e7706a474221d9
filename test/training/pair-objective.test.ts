import { describe, expect, test, vi } from 'vitest';
import { Random } from '../../src/random.js';
import type { TrainingSettings } from '../../src/training/settings.js';
import { corpus, kernelFor, objectiveFor, settings } from './sample.js';

/** Small enough that no pair comes over its kink, large enough for scores in float32. */
const step = 2 ** -11;

/** J of one batch with draws that are always the same, and the kernel and objective that gave it. */
function problem(loss: TrainingSettings['loss']) {
  const given: TrainingSettings = {
    ...settings,
    loss,
    corruption: { ...settings.corruption, strategy: 'uniform' },
    training: { ...settings.training, batch: 6 }, // the batch here has 4, as the last one of an epoch can
  };
  const kernel = kernelFor(given, 'float64');
  const objective = objectiveFor(given, kernel);
  objective.initialize(Random.seeded(2));
  objective.restore({ mined: new Int32Array(0), anchor: 0.1 });
  const centers = objective.centers.subarray(0, 4);
  const batch = () => objective.batch(centers, Random.seeded(9));
  const J = (): number => {
    const { loss: sum, terms } = batch();
    return loss.reduction === 'mean' ? sum / terms : sum;
  };
  return { kernel, objective, batch, J };
}

describe.each(['margin', 'anchored'] as const)('%s', (kind) => {
  test.each(['mean', 'sum'] as const)('%s: dθ is the numeric derivative of J', (reduction) => {
    const { kernel, batch, J } = problem({ kind, margin: 1, reduction });
    const { active } = batch();
    kernel.accumulate(active);
    const { layout, gradients, parameters } = kernel;
    const hand = {
      W: gradients.W.slice(),
      b: gradients.b.slice(),
      u: gradients.u.slice(),
      S: new Float64Array(parameters.S.length),
    };
    for (let k = 0; k < gradients.touched; k++) {
      const row = gradients.rows[k] * layout.stride;
      hand.S.set(gradients.S.subarray(k * layout.stride, (k + 1) * layout.stride), row);
    }
    const largest = Math.max(...hand.u.map(Math.abs));
    for (const name of ['W', 'b', 'u', 'S'] as const) {
      const theta = parameters[name];
      for (let k = 0; k < theta.length; k++) {
        if (k % layout.stride >= layout.H) continue; // padding
        const kept = theta[k];
        theta[k] = kept + step;
        const up = J();
        theta[k] = kept - step;
        const down = J();
        theta[k] = kept;
        const numeric = (up - down) / (2 * step);
        expect(Math.abs(numeric - hand[name][k]), `${name}[${k}]`).toBeLessThan(4e-3 * largest);
      }
    }
  });
});

test("anchored: the anchor's step is −α times the numerical derivative of J", () => {
  const { objective, batch, J } = problem({ kind: 'anchored', margin: 1, reduction: 'mean' });
  const at = (anchor: number): number => {
    objective.restore({ mined: new Int32Array(0), anchor });
    return J();
  };
  const small = 2 ** -12;
  const numeric = (at(0.1 + small) - at(0.1 - small)) / (2 * small);
  objective.restore({ mined: new Int32Array(0), anchor: 0.1 });
  batch();
  objective.descend(0.5);
  expect(objective.save().anchor).toBeCloseTo(0.1 - 0.5 * numeric, 5);
});

test('anchored is an upper bound of the pair loss with twice the margin', () => {
  const anchored = problem({ kind: 'anchored', margin: 0.5, reduction: 'sum' });
  const pairs = problem({ kind: 'margin', margin: 1, reduction: 'sum' });
  expect(anchored.J()).toBeGreaterThanOrEqual(pairs.J());
});

describe.each(['margin', 'anchored'] as const)('%s: the outcome of a batch', (kind) => {
  const { batch, kernel } = problem({ kind, margin: 1, reduction: 'mean' });
  const [B, K, a] = [4, 3, 0.1];
  const scoring = vi.spyOn(kernel, 'score');
  const outcome = batch();
  const [, s = []] = scoring.mock.lastCall ?? []; // true windows first, then K corrupt ones for each
  const pairs = Array.from({ length: B * K }, (_, k) => [s[Math.floor(k / K)], s[B + k]]);
  const terms = pairs.map(([true_, corrupt]) =>
    kind === 'margin'
      ? [Math.max(0, 1 - true_ + corrupt)]
      : [Math.max(0, 1 - true_ + a), Math.max(0, 1 - a + corrupt)],
  );

  test('has the summed loss, the number of pairs, and of those with a loss', () => {
    expect(outcome.loss).toBeCloseTo(
      terms.flat().reduce((sum, term) => sum + term),
      5,
    );
    const insideMargin = terms.filter((parts) => parts.some((term) => term > 0)).length;
    expect(outcome).toMatchObject({ terms: B * K, windows: B * (1 + K), insideMargin });
  });

  test('has a gradient for every window of such a pair and for no other', () => {
    const inLoss = new Set<number>();
    terms.forEach((parts, k) => {
      const [trueLoss, corruptLoss = trueLoss] = parts;
      if (trueLoss > 0) inLoss.add(Math.floor(k / K));
      if (corruptLoss > 0) inLoss.add(B + k);
    });
    expect([...kernel.active.subarray(0, outcome.active)].sort((x, y) => x - y)).toEqual(
      [...inLoss].sort((x, y) => x - y),
    );
  });
});

test('windows are mined from the second epoch on, and only by the strategy hard', () => {
  const mines = (strategy: TrainingSettings['corruption']['strategy']): boolean[] => {
    const given = { ...settings, corruption: { ...settings.corruption, strategy } };
    const objective = objectiveFor(given, kernelFor(given));
    return [0, 1, 2].map((epoch) => objective.mines(epoch));
  };
  expect(mines('hard')).toEqual([false, true, true]);
  for (const strategy of ['uniform', 'sentence', 'replace-center'] as const)
    expect(mines(strategy)).toEqual([false, false, false]);
});

test('mining asks for exact scores only above its guess, and mines as with all scores exact', () => {
  const kernel = kernelFor(settings);
  const objective = objectiveFor(settings, kernel);
  objective.initialize(Random.seeded(2));
  const { labels } = corpus.corpus;
  const scores = Float32Array.from(labels, (label, c) =>
    label === 3 ? Number.NEGATIVE_INFINITY : Math.sin(c),
  );
  const asked: number[] = [];
  objective.mine((above) => {
    asked.push(above);
    return scores.map((score) => (score > above ? score : above - 1));
  });
  expect(asked[0]).toBeGreaterThan(Number.NEGATIVE_INFINITY);
  const truth = [...objective.centers].map((center) => scores[center]).sort((x, y) => x - y);
  const bound = truth[Math.floor(0.25 * (truth.length - 1))] - 1;
  const outside = [...labels.keys()].filter((c) => labels[c] === 0);
  expect([...objective.save().mined]).toEqual(outside.filter((c) => scores[c] > bound));
});

test('dropout draws a new mask for every batch; without it, nothing is drawn for it', () => {
  const drawsOf = (dropout: number): number => {
    const given = { ...settings, training: { ...settings.training, dropout, batch: 2 } };
    const objective = objectiveFor(given, kernelFor(given));
    const random = Random.seeded(1);
    const bits = vi.spyOn(random, 'bits');
    objective.batch(objective.centers.subarray(0, 2), random);
    return bits.mock.calls.length;
  };
  expect(drawsOf(0.5) - drawsOf(0)).toBe(1);
});
