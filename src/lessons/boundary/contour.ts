/**
 * @file Contours of a function on a grid: closed curves around all regions above a level, by marching squares
 * (Lorensen & Cline 1987, in the plane), with linear interpolation along grid edges.
 *
 * The grid is extended by one row and column on each side, below every level and at the same place as the
 * border. Curves that reach the border therefore run along it, and every curve is closed. At a saddle, the
 * mean of the four corners decides.
 */

/** A function on a grid, columns from left to right, rows from bottom to top; coordinates are column and row. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>; // (rows, columns)
}

/** A closed curve, its first point not repeated; the region above the level is to its left. */
export type Ring = readonly (readonly [number, number])[];

/** Sides of a cell. */
const [bottom, right, top, left] = [0, 1, 2, 3] as const;
type Segment = readonly [from: number, to: number];

/**
 * The sides through which curves enter and leave a cell. The index is a bit mask of the corners above the
 * level: 1 bottom left, 2 bottom right, 4 top right, 8 top left.
 */
const steps: readonly (readonly Segment[])[] = [
  [],
  [[bottom, left]],
  [[right, bottom]],
  [[right, left]],
  [[top, right]],
  [
    [bottom, left],
    [top, right],
  ],
  [[top, bottom]],
  [[top, left]],
  [[left, top]],
  [[bottom, top]],
  [
    [right, bottom],
    [left, top],
  ],
  [[right, top]],
  [[left, right]],
  [[bottom, right]],
  [[left, bottom]],
  [],
];

/** The same for saddles whose mean is above the level: the two high corners are connected. */
const joined: Readonly<Record<number, readonly Segment[]>> = {
  5: [
    [bottom, right],
    [top, left],
  ],
  10: [
    [right, top],
    [left, bottom],
  ],
};

/** Returns all curves at `level`. A value equal to the level is not above it. */
export function contours(grid: Grid, level: number): Ring[] {
  const { columns, rows } = grid;
  const isAbove = (c: number, r: number): boolean => valueAt(grid, c, r) > level;
  const next = new Map<number, number>(); // from the edge where a curve enters a cell to the edge where it leaves
  for (let r = -1; r < rows; r++) {
    for (let c = -1; c < columns; c++) {
      const corners =
        (isAbove(c, r) ? 1 : 0) +
        (isAbove(c + 1, r) ? 2 : 0) +
        (isAbove(c + 1, r + 1) ? 4 : 0) +
        (isAbove(c, r + 1) ? 8 : 0);
      const isHigh = corners in joined && middle(grid, c, r) > level;
      const edges = [
        edge(grid, c, r, 0),
        edge(grid, c + 1, r, 1),
        edge(grid, c, r + 1, 0),
        edge(grid, c, r, 1),
      ];
      for (const [from, to] of isHigh ? joined[corners] : steps[corners]) next.set(edges[from], edges[to]);
    }
  }
  const rings: Ring[] = [];
  for (const start of next.keys()) {
    const ring: [number, number][] = [];
    for (let at = start, to = next.get(at); to !== undefined; at = to, to = next.get(at)) {
      next.delete(at);
      ring.push(crossing(grid, level, at));
    }
    if (ring.length > 0) rings.push(ring);
  }
  return rings;
}

/** Returns the value at a node; −∞ outside the grid. */
const valueAt = ({ columns, rows, values }: Grid, c: number, r: number): number =>
  c < 0 || r < 0 || c >= columns || r >= rows ? Number.NEGATIVE_INFINITY : values[r * columns + c];

/** Returns the mean of the four corners of the cell whose bottom left corner is (c, r). */
const middle = (grid: Grid, c: number, r: number): number =>
  (valueAt(grid, c, r) + valueAt(grid, c + 1, r) + valueAt(grid, c, r + 1) + valueAt(grid, c + 1, r + 1)) / 4;

/** Returns the number of the edge from node (c, r) to the right (0) or upwards (1). */
const edge = ({ columns }: Grid, c: number, r: number, direction: 0 | 1): number =>
  2 * ((r + 1) * (columns + 2) + c + 1) + direction;

/** Returns the point where an edge crosses the level; nodes outside the grid count as on the border. */
function crossing(grid: Grid, level: number, number: number): [number, number] {
  const direction = number % 2;
  const node = (number - direction) / 2;
  const [c, r] = [(node % (grid.columns + 2)) - 1, Math.floor(node / (grid.columns + 2)) - 1];
  const [toC, toR] = direction === 0 ? [c + 1, r] : [c, r + 1];
  const [a, b] = [valueAt(grid, c, r), valueAt(grid, toC, toR)];
  if (a === Number.NEGATIVE_INFINITY) return [toC, toR];
  if (b === Number.NEGATIVE_INFINITY) return [c, r];
  const share = (level - a) / (b - a);
  return [c + share * (toC - c), r + share * (toR - r)];
}

/**
 * Returns the parts of curves that do not run along the border: open lines, and rings whose
 * first point is repeated at the end.
 */
export function innerLines(
  rings: readonly Ring[],
  { columns, rows }: Pick<Grid, 'columns' | 'rows'>,
): Ring[] {
  const isBorder = ([x, y]: readonly [number, number], [u, v]: readonly [number, number]): boolean =>
    (x === u && (x === 0 || x === columns - 1)) || (y === v && (y === 0 || y === rows - 1));
  return rings.flatMap((ring) => {
    const first = ring.findIndex((point, k) => isBorder(point, ring[(k + 1) % ring.length]));
    if (first < 0) return [[...ring, ring[0]]];
    const lines: (readonly [number, number])[][] = [];
    let line: (readonly [number, number])[] = [];
    for (let k = 1; k <= ring.length; k++) {
      const [from, to] = [ring[(first + k) % ring.length], ring[(first + k + 1) % ring.length]];
      if (line.length === 0) line.push(from);
      if (!isBorder(from, to)) line.push(to);
      else {
        if (line.length > 1) lines.push(line);
        line = [];
      }
    }
    return lines;
  });
}
