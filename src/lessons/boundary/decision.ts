/** @file What a classifier decides over a rectangle of the plane: values on a grid, and what its boundary is like. */
import type { Classifier } from './classifier.js';
import { contours, type Grid, innerLines } from './contour.js';
import type { Frame } from './points.js';

/** Nodes of the grid in each direction. */
const gridSize = 181;

/** What is left of a plane fit of an affine function in float32, as a share of its range. */
const affineTolerance = 1e-4;

/** How a boundary lies in a frame. */
export interface BoundarySummary {
  /** Whether the decision function is affine there, so that the boundary is a straight line. */
  readonly straight: boolean;
  /** a, b, c of the line a x + b y + c = 0, a² + b² = 1; null when it is not straight. */
  readonly line: readonly [number, number, number] | null;
  /** Pieces of the boundary that can be seen. */
  readonly pieces: number;
  /** Share of the frame that is taken for the true class. */
  readonly trueArea: number;
}

/** The values of a classifier's decision on a grid over the frame. */
export function gridOf(classifier: Classifier, { from, to }: Frame): Grid {
  const x = new Float64Array(2 * gridSize * gridSize);
  for (let r = 0; r < gridSize; r++) {
    for (let c = 0; c < gridSize; c++) {
      const at = 2 * (r * gridSize + c);
      x[at] = from[0] + ((to[0] - from[0]) * c) / (gridSize - 1);
      x[at + 1] = from[1] + ((to[1] - from[1]) * r) / (gridSize - 1);
    }
  }
  return { columns: gridSize, rows: gridSize, values: classifier.decide(x) };
}

/** What the boundary on a grid over the frame is like. */
export function summarise(grid: Grid, { from, to }: Frame): BoundarySummary {
  const { values, columns, rows } = grid;
  const last = columns * rows - 1;
  const [origin, right, up] = [values[0], values[columns - 1], values[last - (columns - 1)]];
  let [least, most, error, above] = [origin, origin, 0, 0];
  for (let k = 0; k <= last; k++) {
    const [c, r] = [(k % columns) / (columns - 1), Math.floor(k / columns) / (rows - 1)];
    const plane = origin + (right - origin) * c + (up - origin) * r;
    error = Math.max(error, Math.abs(values[k] - plane));
    least = Math.min(least, values[k]);
    most = Math.max(most, values[k]);
    if (values[k] > 0) above++;
  }
  const straight = error <= affineTolerance * (most - least);
  const a = (right - origin) / (to[0] - from[0]);
  const b = (up - origin) / (to[1] - from[1]);
  const length = Math.sqrt(a * a + b * b);
  return {
    straight,
    line:
      straight && length > 0 ? [a / length, b / length, (origin - a * from[0] - b * from[1]) / length] : null,
    pieces: innerLines(contours(grid, 0), grid).length,
    trueArea: above / (last + 1),
  };
}
