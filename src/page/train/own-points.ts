/**
 * @file The points of the plane: the built-in sets, and points that the reader placed, which the address holds as
 * five characters each: x and y in 256 steps over the frame (hexadecimal), then the class.
 */
import { drawPoints, type PointSet } from '../../lessons/boundary/point-sets.js';
import type { Points } from '../../lessons/boundary/points.js';
import { Random } from '../../random.js';
import type { Kind } from '../address.js';

/** The plane shows [−2, 2] on both axes. */
export const reach = 2;
const count = 120;
export const maxPoints = 300;

/** The noise of each set, so that all points are inside the frame. */
const noise: Readonly<Record<PointSet, number>> = { gaussians: 0.32, circles: 0.08, spiral: 0.03, xor: 0.05 };
const scale: Readonly<Record<PointSet, number>> = { gaussians: 1, circles: 1.5, spiral: 1.7, xor: 1.6 };

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly isTrue: boolean;
}

/** The points of a built-in set. */
export function setOf(set: PointSet, seed: number): Placed[] {
  const { x, isTrue } = drawPoints(set, count, noise[set], Random.seeded(seed, 1));
  return Array.from(isTrue, (one, k) => {
    const inside = (value: number) => Math.max(-reach, Math.min(reach, value * scale[set]));
    return { x: inside(x[2 * k]), y: inside(x[2 * k + 1]), isTrue: one === 1 };
  });
}

export const pointsOf = (placed: readonly Placed[]): Points => ({
  title: 'points',
  axes: ['x₁', 'x₂'],
  x: Float64Array.from(placed.flatMap(({ x, y }) => [x, y])),
  isTrue: Uint8Array.from(placed, ({ isTrue }) => Number(isTrue)),
  names: ['class 0', 'class 1'],
});

const step = (2 * reach) / 255;

export const placedKind: Kind<readonly Placed[] | undefined> = {
  parse: (text) => {
    const cells = text.match(/[0-9a-f]{4}[01]/g) ?? [];
    if (cells.join('') !== text || cells.length > maxPoints) return undefined;
    const at = (cell: string, from: number) => Number.parseInt(cell.slice(from, from + 2), 16) * step - reach;
    return cells.map((cell) => ({ x: at(cell, 0), y: at(cell, 2), isTrue: cell[4] === '1' }));
  },
  print: (placed) =>
    (placed ?? [])
      .map(({ x, y, isTrue }) => {
        const hex = (value: number) =>
          Math.max(0, Math.min(255, Math.round((value + reach) / step)))
            .toString(16)
            .padStart(2, '0');
        return hex(x) + hex(y) + Number(isTrue);
      })
      .join(''),
};
