/**
 * @file What more training data would bring. The error of a learner falls about as a power of the number of examples (Hestness et al.
 * 2017; Rosenfeld et al. 2020):
 *
 *   1 − F1(n) = a n^(−b),   log(1 − F1) = log a − b log n,
 *
 * fitted by least squares in logarithms.
 */
import { maximum } from '../extremes.js';
import { exp } from '../network/exponential.js';
import { log } from '../network/logarithm.js';

/** Scores after training on a share of the corpus. */
export interface SizePoint {
  readonly share: number;
  /** Sentences that training used. */
  readonly sentences: number;
  /** Entity F1. */
  readonly dev: number;
  readonly test: number | null;
  readonly run: string;
}

export interface PowerLaw {
  readonly a: number;
  /** The slope: the error is divided by 2^b with each doubling of the data. */
  readonly b: number;
  /** Root mean square of the residuals of log(1 − F1). */
  readonly residual: number;
  /** F1 that the fit expects with this many sentences. */
  readonly expected: readonly { readonly sentences: number; readonly f1: number }[];
}

export interface LearningCurve {
  readonly points: readonly SizePoint[];
  /** The fit to F1 on dev; null with fewer than two sizes, or if some F1 is 1. */
  readonly fit: PowerLaw | null;
}

/** Fits the curve; it is extended to twice and four times the largest size. */
export function learningCurve(points: readonly SizePoint[]): LearningCurve {
  const sizes = new Set(points.map(({ sentences }) => sentences));
  if (sizes.size < 2 || points.some(({ dev }) => dev >= 1)) return { points, fit: null };
  const x = points.map(({ sentences }) => log(sentences));
  const y = points.map(({ dev }) => log(1 - dev));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const b = -(
    x.reduce((sum, value, k) => sum + (value - mx) * (y[k] - my), 0) /
    x.reduce((sum, value) => sum + (value - mx) * (value - mx), 0)
  );
  const at = (n: number): number => my - b * (log(n) - mx); // log(1 − F1)
  const squares = points.map(({ sentences }, k) => {
    const difference = y[k] - at(sentences);
    return difference * difference;
  });
  const largest = maximum(sizes);
  return {
    points,
    fit: {
      a: exp(my + b * mx),
      b,
      residual: Math.sqrt(mean(squares)),
      expected: [2, 4].map((times) => ({ sentences: times * largest, f1: 1 - exp(at(times * largest)) })),
    },
  };
}
