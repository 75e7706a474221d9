import { describe, expect, test } from 'vitest';
import { Random } from '../../src/random.js';
import type { TrainingSettings } from '../../src/training/settings.js';
import { kernelFor, objectiveFor, settings } from './sample.js';

/** Small enough that no pair comes over its kink, large enough for scores in float32. */
const step = 2 ** -11;

/** J of one batch with draws that are always the same, and the kernel and objective that gave it. */
function problem(loss: TrainingSettings['loss']) {
  const given: TrainingSettings = {
    ...settings,
    loss,
    corruption: { ...settings.corruption, strategy: 'uniform' },
    training: { ...settings.training, batch: 4 },
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
