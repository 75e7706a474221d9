/** @file The gradients of the variables of a graph next to numerical ones. */
import { maximum } from '../../extremes.js';
import type { Node } from './graph.js';
import { type Estimate, numericGradient } from './numeric.js';

/** A variable's gradient and its numerical gradient. */
export interface Check {
  readonly node: Node;
  /** Numerical gradient in the node's shape; NaN where there is none: at a kink, or where it cannot be checked. */
  readonly numeric: Float64Array;
  /**
   * ‖gradient − numeric‖ / max(‖gradient‖, ‖numeric‖) over the elements that were compared; 0 if both are 0, NaN
   * if none was compared.
   */
  readonly error: number;
  /** Number of elements skipped because they are at a kink. */
  readonly kinks: number;
  /** Number of elements that cannot be checked here, because the numerical gradient is too uncertain. */
  readonly unchecked: number;
  /** True if every element that is not at a kink was compared and agrees. */
  readonly ok: boolean;
}

type Verdict = 'agrees' | 'differs' | 'unchecked' | 'kink';

const bound = 1e-6; // largest relative error allowed for one element
const certain = 0.01; // largest relative uncertainty of a numerical gradient that says anything

/**
 * Checks the gradients of `output` with respect to `parameters`, after `backward(output)`. The bound allows
 * for the uncertainty of the numerical gradient, which matters where f is large and its slope is small.
 */
export function checkGradients(output: Node, parameters: readonly Node[]): Check[] {
  return parameters.map((node) => {
    const gradient = node.gradient.slice();
    const estimates = Array.from(gradient, (_, i) => numericGradient(node.graph, output, node, i));
    const verdicts = estimates.map((estimate, i) => verdictOf(gradient[i], estimate));
    const count = (verdict: Verdict): number => verdicts.filter((other) => other === verdict).length;
    const compared = estimates.flatMap((estimate, i) =>
      estimate && verdicts[i] !== 'unchecked' ? [[gradient[i], estimate.slope] as const] : [],
    );
    const [kinks, unchecked] = [count('kink'), count('unchecked')];
    return {
      node,
      numeric: Float64Array.from(estimates, (estimate, i) =>
        estimate && verdicts[i] !== 'unchecked' ? estimate.slope : Number.NaN,
      ),
      error: compared.length === 0 && unchecked > 0 ? Number.NaN : relativeError(compared),
      kinks,
      unchecked,
      ok: unchecked + count('differs') === 0,
    };
  });
}

function verdictOf(gradient: number, estimate: Estimate | undefined): Verdict {
  if (estimate === undefined) return 'kink';
  const { slope, uncertainty } = estimate;
  const size = Math.max(Math.abs(gradient), Math.abs(slope));
  const difference = Math.abs(gradient - slope);
  if (!Number.isFinite(size) || !Number.isFinite(uncertainty)) return 'unchecked';
  if (difference <= bound * size) return 'agrees';
  if (uncertainty > certain * size) return 'unchecked';
  return difference <= bound * size + uncertainty ? 'agrees' : 'differs';
}

/** The relative distance of two vectors, given as pairs of elements. */
function relativeError(pairs: readonly (readonly [number, number])[]): number {
  const largest = maximum([0, ...pairs.flat().map(Math.abs)]);
  if (largest === 0) return 0;
  const norm = (numbers: readonly number[]): number =>
    Math.sqrt(numbers.reduce((total, number) => total + (number / largest) ** 2, 0)); // no square overflows
  const size = Math.max(norm(pairs.map(([a]) => a)), norm(pairs.map(([, b]) => b)));
  return norm(pairs.map(([a, b]) => a - b)) / size;
}
