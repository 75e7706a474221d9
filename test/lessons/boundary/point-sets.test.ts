import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { direction, normal } from '../../../src/lessons/boundary/chance.js';
import { drawPoints, pointSets } from '../../../src/lessons/boundary/point-sets.js';
import { Random } from '../../../src/random.js';

test('direction is (cos, sin) within 1e-13 up to 1,000', () => {
  fc.assert(
    fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (angle) => {
      const [cos, sin] = direction(angle);
      expect(Math.abs(cos - Math.cos(angle))).toBeLessThan(1e-13);
      expect(Math.abs(sin - Math.sin(angle))).toBeLessThan(1e-13);
    }),
  );
});

test('normal draws: mean 0, deviation 1, 68 % within one deviation', () => {
  const random = Random.seeded(3);
  const draws = Array.from({ length: 20_000 }, () => normal(random));
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + value * value, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  expect(draws.filter((value) => Math.abs(value) < 1).length / draws.length).toBeCloseTo(0.683, 1);
});

describe.each(pointSets)('%s', (set) => {
  test('half of each class, the same for the same seed, another for another', () => {
    const draw = (seed: number) => drawPoints(set, 200, undefined, Random.seeded(seed));
    expect(draw(1).isTrue.reduce((sum, one) => sum + one, 0)).toBe(100);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(2).x).not.toEqual(draw(1).x);
    expect(draw(1).x.every(Number.isFinite)).toBe(true);
  });
});

test('without noise the sets lie where they should', () => {
  const random = Random.seeded(1);
  const circles = drawPoints('circles', 50, 0, random);
  const xor = drawPoints('xor', 50, 0, random);
  for (let k = 0; k < 50; k++) {
    const radius = Math.hypot(circles.x[2 * k], circles.x[2 * k + 1]);
    expect(radius).toBeCloseTo(circles.isTrue[k] ? 0.45 : 1, 12);
    expect(xor.x[2 * k] * xor.x[2 * k + 1] > 0).toBe(xor.isTrue[k] === 1);
  }
});
