/** @file The gradients of the variables of a graph beside numeric ones. */
import type { Node } from './graph.js';
import { type Estimate, numericGradient } from './numeric.js';

/** A variable's gradient against the numeric one. */
export interface Check {
  readonly node: Node;
  /** Numeric gradient in the node's shape; NaN where there is none, at a kink. */
  readonly numeric: Float64Array;
  /** ‖gradient − numeric‖ / max(‖gradient‖, ‖numeric‖) over the elements that are not at a kink; 0 when both are 0. */
  readonly error: number;
  /** Number of elements at a kink, set aside. */
  readonly kinks: number;
  /** Whether each of them agrees by itself. */
  readonly ok: boolean;
}

const bound = 1e-6; // the largest relative error of one element that passes

/**
 * Checks the gradients of `output` with respect to `parameters`, after `backward(output)`. The bound allows for what
 * the numeric gradient itself leaves uncertain, which matters where f is large and its slope small.
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
      ok: kept.every((i) => agree(gradient[i], estimates[i]!)),
    };
  });
}

function agree(gradient: number, { slope, uncertainty }: Estimate): boolean {
  return Math.abs(gradient - slope) <= bound * Math.max(Math.abs(gradient), Math.abs(slope)) + uncertainty;
}

function norm(numbers: readonly number[]): number {
  return Math.sqrt(numbers.reduce((total, number) => total + number * number, 0));
}
