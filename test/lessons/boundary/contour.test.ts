import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contours, innerLines, type Ring } from '../../../src/lessons/boundary/contour.js';

/** Twice the area inside a ring, positive when it runs counter-clockwise. */
const area = (ring: Ring): number =>
  ring.reduce((sum, [x, y], k) => {
    const [u, v] = ring[(k + 1) % ring.length];
    return sum + (x * v - u * y);
  }, 0);

test('one high node by hand: a diamond around it, crossed half-way', () => {
  const grid = { columns: 3, rows: 3, values: [0, 0, 0, 0, 2, 0, 0, 0, 0] };
  const [ring, ...others] = contours(grid, 1);
  expect(others).toEqual([]);
  expect(new Set(ring.map(String))).toEqual(new Set(['1,0.5', '1.5,1', '1,1.5', '0.5,1']));
  expect(area(ring)).toBe(1);
  expect(innerLines([ring], grid)).toEqual([[...ring, ring[0]]]);
});

test('all above: one ring along the border, and no line inside', () => {
  const grid = { columns: 3, rows: 2, values: [1, 1, 1, 1, 1, 1] };
  const rings = contours(grid, 0);
  expect(rings).toHaveLength(1);
  expect(area(rings[0])).toBe(2 * 2);
  expect(innerLines(rings, grid)).toEqual([]);
  expect(contours(grid, 1)).toEqual([]); // equal is not above
});

test('a function of x alone: one straight line from border to border', () => {
  const grid = { columns: 4, rows: 3, values: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3] };
  const lines = innerLines(contours(grid, 1.25), grid);
  expect(lines).toHaveLength(1);
  expect(lines[0].every(([x]) => x === 1.25)).toBe(true);
  expect(lines[0].map(([, y]) => y).sort()).toEqual([0, 1, 2]);
});

test.each([
  [0.4, 2],
  [0.6, 1],
])('a saddle with corners 1, 0, 1, 0 at level %d has %d lines apart or joined', (level, joined) => {
  // The middle is ½: below it the high corners are joined, above they are apart.
  const rings = contours({ columns: 2, rows: 2, values: [1, 0, 0, 1] }, level);
  expect(rings).toHaveLength(joined === 2 ? 1 : 2);
});

test('rings enclose exactly the nodes above the level, for any values', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 30, maxLength: 30 }), (values) => {
      const grid = { columns: 6, rows: 5, values };
      const rings = contours(grid, 0.5);
      for (let k = 0; k < 30; k++) {
        const [c, r] = [k % 6, Math.floor(k / 6)];
        if (c === 0 || r === 0 || c === 5 || r === 4) continue; // rings run through nodes of the border
        const turns = rings.reduce((sum, ring) => sum + windings(ring, c, r), 0);
        expect(turns).toBe(values[k] > 0.5 ? 1 : 0);
      }
    }),
  );
});

/** How often a ring runs around a point, by its crossings of the ray to the right. */
function windings(ring: Ring, x: number, y: number): number {
  return ring.reduce((sum, [a, b], k) => {
    const [c, d] = ring[(k + 1) % ring.length];
    if (b <= y === d <= y) return sum;
    const at = a + ((y - b) / (d - b)) * (c - a);
    return at > x ? sum + (d > b ? 1 : -1) : sum;
  }, 0);
}
