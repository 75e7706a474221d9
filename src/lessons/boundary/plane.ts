/**
 * @file Points as a corpus of windows, so that the training code of models trains on them: a point is a
 * sentence of one word, the window has radius 0, and x is the point itself, d = 2. Both coordinates are
 * standardized, (x − mean) / deviation, so that one learning rate suits every set of points. This does not
 * change the shape of the boundary.
 */
import { begin, type EncodedCorpus, outside, padding } from '../../windows/encoded-corpus.js';
import type { Inputs } from '../../windows/inputs.js';
import type { Points } from './points.js';

/** Mean and standard deviation used to standardize coordinates. */
export interface Standard {
  readonly mean: readonly [number, number];
  readonly deviation: readonly [number, number];
}

/** Returns the mean and standard deviation of both coordinates; a deviation of 0 counts as 1. */
export function standardOf({ x }: Pick<Points, 'x'>): Standard {
  const n = x.length / 2;
  const measured = ([0, 1] as const).map((axis) => {
    let mean = 0;
    for (let k = axis; k < x.length; k += 2) mean += x[k] / n;
    let variance = 0;
    for (let k = axis; k < x.length; k += 2) variance += ((x[k] - mean) * (x[k] - mean)) / n;
    return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
  });
  const [first, second] = [measured[0], measured[1]];
  return { mean: [first.mean, second.mean], deviation: [first.deviation, second.deviation] };
}

/** Returns the standardized coordinates (n, 2) of points (n, 2). */
export const standardised = (x: Float64Array, { mean, deviation }: Standard): Float32Array =>
  Float32Array.from(x, (value, k) => (value - mean[(k % 2) as 0 | 1]) / deviation[(k % 2) as 0 | 1]);

/** Returns the corpus of the points: the word of sentence k is row k + 1; row 0 is the padding. */
export function corpusOf({ isTrue }: Pick<Points, 'isTrue'>): EncodedCorpus {
  const n = isTrue.length;
  const rows = new Int32Array(2 * n + 1);
  const labels = new Uint8Array(2 * n + 1).fill(padding);
  for (let k = 0; k < n; k++) {
    rows[2 * k + 1] = k + 1;
    labels[2 * k + 1] = isTrue[k] ? begin : outside;
  }
  const starts = Int32Array.from({ length: n + 1 }, (_, k) => 2 * k + 1);
  return { radius: 0, rows, labels, starts, contexts: [], documentEnds: Int32Array.of(n), tokens: n };
}

/** Returns the vectors for the rows of {@link corpusOf}, from standardized points (n, 2). */
export function inputsOf(x: Float32Array): Inputs {
  const n = x.length / 2;
  return {
    d: 2,
    X: x,
    dense: Int32Array.from({ length: n + 1 }, (_, row) => row - 1),
    featureStart: new Int32Array(n + 2),
    features: new Int32Array(0),
  };
}
