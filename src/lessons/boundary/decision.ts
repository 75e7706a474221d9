/** @file The decision function of a classifier over a rectangle: its values on a grid, and its boundary. */
import type { Classifier } from './classifier.js';
import { contours, type Grid, innerLines } from './contour.js';
import type { Frame } from './points.js';

/** Nodes of the grid in each direction. */
const gridSize = 181;

/** An affine function in float32 may differ from its fitted plane by this fraction of its range. */
const affineTolerance = 1e-4;

/** The decision boundary within a frame. */
export interface BoundarySummary {
  /** True if the decision function is affine in the frame, so that the boundary is a straight line. */
  readonly straight: boolean;
  /** a, b, c of the line a x + b y + c = 0, a² + b² = 1; null if the boundary is not straight. */
  readonly line: readonly [number, number, number] | null;
  /** Number of visible pieces of the boundary. */
  readonly pieces: number;
  /** Fraction of the frame that is classified as positive. */
  readonly trueArea: number;
}

/** Returns the values of a classifier's decision function on a grid over the frame. */
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

/** Returns the boundary of a decision function on a grid over the frame. */
export function summarize(grid: Grid, { from, to }: Frame): BoundarySummary {
  const { values, columns, rows } = grid;
  const last = columns * rows - 1;
  const [origin, right, up] = [values[0], values[columns - 1], values[last - (columns - 1)]];
  let [min, max, error, above] = [origin, origin, 0, 0];
  for (let k = 0; k <= last; k++) {
    const [c, r] = [(k % columns) / (columns - 1), Math.floor(k / columns) / (rows - 1)];
    const plane = origin + (right - origin) * c + (up - origin) * r;
    error = Math.max(error, Math.abs(values[k] - plane));
    min = Math.min(min, values[k]);
    max = Math.max(max, values[k]);
    if (values[k] > 0) above++;
  }
  const straight = error <= affineTolerance * (max - min);
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
