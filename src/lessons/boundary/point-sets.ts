/**
 * @file The built-in point sets; half of the points are in each class:
 *
 * - `gaussians`: a normal distribution around each of two centers; a line separates them.
 * - `circles`: a ring inside a ring.
 * - `spiral`: two arms that wind around each other.
 * - `xor`: a square in four quarters; opposite quarters belong to the same class.
 */
import type { Random } from '../../random.js';
import { direction, normal } from './chance.js';
import type { Points } from './points.js';

export const pointSets = ['gaussians', 'circles', 'spiral', 'xor'] as const;
export type PointSet = (typeof pointSets)[number];

/** The default standard deviation of the noise of each set. */
const usualNoise: Readonly<Record<PointSet, number>> = {
  gaussians: 0.6,
  circles: 0.08,
  spiral: 0.03,
  xor: 0.05,
};

const titles: Readonly<Record<PointSet, string>> = {
  gaussians: 'Two Gaussians',
  circles: 'Two circles',
  spiral: 'Two spirals',
  xor: 'XOR',
};

const turns = 1.25; // of each arm of the spiral

/** Returns point `k` of a set before noise; it is in the positive class if k is odd. */
function place(set: PointSet, k: number, random: Random): readonly [number, number] {
  const isTrue = k % 2 === 1;
  switch (set) {
    case 'gaussians':
      return isTrue ? [1, 0.7] : [-1, -0.7];
    case 'circles': {
      const [cos, sin] = direction(2 * Math.PI * random.uniform());
      const radius = isTrue ? 0.45 : 1;
      return [radius * cos, radius * sin];
    }
    case 'spiral': {
      const along = Math.sqrt(random.uniform()); // square root: outer turns are longer
      const [cos, sin] = direction(2 * Math.PI * turns * along + (isTrue ? Math.PI : 0));
      const radius = 0.08 + 0.92 * along;
      return [radius * cos, radius * sin];
    }
    case 'xor': {
      const [x, y] = [0.06 + 0.94 * random.uniform(), 0.06 + 0.94 * random.uniform()];
      const sign = k % 4 < 2 ? 1 : -1; // each quarter in turn, so that all have the same number of points
      return [sign * x, (isTrue ? sign : -sign) * y];
    }
  }
}

/** Draws `count` points of a set, with normal noise of standard deviation `noise` on both coordinates. */
export function drawPoints(
  set: PointSet,
  count: number,
  noise: number = usualNoise[set],
  random: Random,
): Points {
  const x = new Float64Array(2 * count);
  const isTrue = new Uint8Array(count);
  for (let k = 0; k < count; k++) {
    const [first, second] = place(set, k, random);
    x[2 * k] = first + noise * normal(random);
    x[2 * k + 1] = second + noise * normal(random);
    isTrue[k] = k % 2;
  }
  return { title: titles[set], axes: ['x₁', 'x₂'], x, isTrue, names: ['class 0', 'class 1'] };
}
