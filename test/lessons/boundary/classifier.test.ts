import { assert, describe, expect, test } from 'vitest';
import { trainNetwork, trainSoftmax } from '../../../src/lessons/boundary/classifier.js';
import { gridOf, summarize } from '../../../src/lessons/boundary/decision.js';
import { mostCorrect } from '../../../src/lessons/boundary/most-correct.js';
import { drawPoints, type PointSet } from '../../../src/lessons/boundary/point-sets.js';
import { frameOf } from '../../../src/lessons/boundary/points.js';
import { activations } from '../../../src/network/activation.js';
import { Random } from '../../../src/random.js';

const options = { seed: 1, epochs: 100, rate: 0.7, hidden: 16, activation: 'tanh' } as const;
const pointsOf = (set: PointSet, count = 200) => drawPoints(set, count, undefined, Random.seeded(1, 1));

test.each(['circles', 'xor'] as const)('%s: the linear one guesses, the network separates', (set) => {
  const points = pointsOf(set);
  expect(trainSoftmax(points, options).correct / 200).toBeLessThan(0.65);
  expect(trainNetwork(points, options).correct / 200).toBeGreaterThan(0.97);
});

test('two Gaussians: a line is enough', () => {
  const points = pointsOf('gaussians');
  expect(trainSoftmax(points, options).correct).toBeGreaterThan(190);
  expect(trainNetwork(points, options).correct).toBeGreaterThan(190);
});

describe('the decision function over the frame', () => {
  const points = pointsOf('circles');
  const frame = frameOf(points, 0.08);
  const summaryOf = (classifier: ReturnType<typeof trainSoftmax>) =>
    summarize(gridOf(classifier, frame), frame);

  test('of the softmax is affine, and its line is where it decides', () => {
    const softmax = trainSoftmax(points, options);
    const { straight, line } = summaryOf(softmax);
    expect(straight).toBe(true);
    assert(line);
    const [a, b, c] = line;
    expect(a * a + b * b).toBeCloseTo(1, 6);
    for (let k = 0; k < 200; k++) {
      const [x, y] = [points.x[2 * k], points.x[2 * k + 1]];
      const height = a * x + b * y + c;
      if (Math.abs(height) > 1e-3) expect(softmax.decide(Float64Array.of(x, y))[0] > 0).toBe(height > 0);
    }
  });

  test.each(activations)('of the network with %s is affine for identity alone', (activation) => {
    const { straight, line } = summaryOf(trainNetwork(points, { ...options, epochs: 30, activation }));
    expect(straight).toBe(activation === 'identity');
    expect(line === null).toBe(activation !== 'identity');
  });
});

test('the same seed gives the same decisions, another seed others', () => {
  const points = pointsOf('xor', 60);
  const decisions = (seed: number) => trainNetwork(points, { ...options, seed, epochs: 5 }).decide(points.x);
  expect(decisions(1)).toEqual(decisions(1));
  expect(decisions(2)).not.toEqual(decisions(1));
});

test('a loss that is not finite is an error, with a hint that names the option', () => {
  const points = pointsOf('xor', 60);
  expect(() => trainNetwork(points, { ...options, rate: 100, activation: 'identity' })).toThrow(
    expect.objectContaining({ code: 'diverged', hint: 'lower --rate' }),
  );
});

test('the best threshold by hand', () => {
  expect(mostCorrect(Float32Array.of(1, 2, 3, 4), Uint8Array.of(0, 0, 1, 1))).toBe(2.5);
  expect(mostCorrect(Float32Array.of(4, 3, 2, 1), Uint8Array.of(0, 1, 0, 0))).toBe(4); // none above: 3 of 4
  expect(mostCorrect(Float32Array.of(1, 1), Uint8Array.of(1, 1))).toBeLessThan(1);
  expect(mostCorrect(Float32Array.of(1, 1, 0), Uint8Array.of(1, 1, 0))).toBe(0.5);
});
