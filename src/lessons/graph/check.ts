/** @file The gradients of the variables of a graph next to numerical ones. */
import type { Node } from './graph.js';
import { type Estimate, numericGradient } from './numeric.js';

/** A variable's gradient and its numerical gradient. */
export interface Check {
  readonly node: Node;
  /** Numerical gradient in the node's shape; NaN at a kink, where there is none. */
  readonly numeric: Float64Array;
  /**
   * ‖gradient − numeric‖ / max(‖gradient‖, ‖numeric‖) over the elements that are
   * not at a kink; 0 if both are 0.
   */
  readonly error: number;
  /** Number of elements skipped because they are at a kink. */
  readonly kinks: number;
  /** True if every element agrees. */
  readonly ok: boolean;
}

const bound = 1e-6; // largest relative error allowed for one element

/**
 * Checks the gradients of `output` with respect to `parameters`, after `backward(output)`. The bound allows
 * for the uncertainty of the numerical gradient, which matters where f is large and its slope is small.
 */
export function checkGradients(output: Node, parameters: readonly Node[]): Check[] {
  return parameters.map((node) => {
    const gradient = node.gradient.slice();
    const estimates = Array.from(gradient, (_, i) => numericGradient(node.graph, output, node, i));
    const numeric = Float64Array.from(estimates, (estimate) => estimate?.slope ?? Number.NaN);
    const kept = estimates.flatMap((estimate, i) => (estimate ? [i] : []));
    const distance = norm(kept.map((i) => gradient[i] - numeric[i]));
    const size = Math.max(norm(kept.map((i) => gradient[i])), norm(kept.map((i) => numeric[i])));
    return {
      node,
      numeric,
      error: size === 0 ? 0 : distance / size,
      kinks: gradient.length - kept.length,
      ok: estimates.every((estimate, i) => estimate === undefined || agree(gradient[i], estimate)),
    };
  });
}

function agree(gradient: number, { slope, uncertainty }: Estimate): boolean {
  return Math.abs(gradient - slope) <= bound * Math.max(Math.abs(gradient), Math.abs(slope)) + uncertainty;
}

function norm(numbers: readonly number[]): number {
  return Math.sqrt(numbers.reduce((total, number) => total + number * number, 0));
}
