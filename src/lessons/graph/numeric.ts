/**
 * @file Numerical gradients: central differences (f(x + t) − f(x − t)) / 2t for decreasing t, extrapolated to
 * t = 0. Source: Ridders, "Accurate computation of F′(x) and F′(x) F″(x)", Advances in Engineering Software, 1982.
 *
 * Departs from the source: no scale is given. The largest steps at which both sides stay on the branch of x are
 * tried first, then 256 times smaller ones, until the extrapolation has converged: tanh(10⁶ x) changes within
 * 10⁻⁶, and 1/x has another branch beyond 0. Steps are rounded so that x + t and x − t are exact.
 */
import { NerwinError } from '../../error.js';
import type { Graph, Node } from './graph.js';

/** A numerical derivative and the uncertainty left by the extrapolation. */
export interface Estimate {
  /** NaN if the derivative cannot be estimated here. */
  readonly slope: number;
  readonly uncertainty: number;
}

/** The outcome of evaluating f: its value, or why there is none that can be compared with f(x). */
export type Outcome = number | 'other branch' | 'no value';

const shrink = 1.6; // each step is the previous one divided by this
const steps = 14;
const nextScale = 256; // each series of steps begins at the previous one's first step divided by this
const towardsBranch = 16; // while steps leave the branch of x
const converged = 1e-9; // relative uncertainty
const noEstimate: Estimate = { slope: Number.NaN, uncertainty: Number.POSITIVE_INFINITY };

/**
 * Returns the derivative of `f` at `x`. Undefined at a kink: x is on a branch of its own, and every step, to
 * either side, leaves it. The slope is NaN if there is no kink, but no step has values on both sides. `noise` is
 * the rounding error of f, if it is more than that of its value.
 */
export function derivative(f: (x: number) => Outcome, x: number, noise = 0): Estimate | undefined {
  let best: Estimate | undefined;
  let isKink = false;
  let start = 0.1 * Math.max(Math.abs(x), 0.1);
  for (let t = exactStep(x, start); t > 0; t = exactStep(x, start)) {
    const [above, below] = [f(x + t), f(x - t)];
    if (typeof above !== 'number' || typeof below !== 'number') {
      isKink = above === 'other branch' && below === 'other branch';
      start /= towardsBranch;
      continue;
    }
    const estimate = extrapolated(f, x, start, noise);
    if (estimate && !(best && best.uncertainty <= estimate.uncertainty)) best = estimate;
    if (best && best.uncertainty <= converged * Math.abs(best.slope)) return best;
    if (best?.slope === 0 && best.uncertainty <= 2 ** -40 * Math.max(Math.abs(above), Math.abs(below)))
      return best;
    start /= nextScale;
  }
  return best ?? (isKink ? undefined : noEstimate);
}

/** Returns the step t ≈ `size` for which x + t and x − t are exact; 0 if it is too small to change x. */
const exactStep = (x: number, size: number): number => Math.abs(x) + size - Math.abs(x);

/** Ridders' extrapolation from the steps `start`, `start` / 1.6, …; undefined if it has no finite value. */
function extrapolated(
  f: (x: number) => Outcome,
  x: number,
  start: number,
  noise: number,
): Estimate | undefined {
  let best: Estimate | undefined;
  let before: number[] = [];
  const taken: number[] = []; // the steps, which are not exactly 1.6 apart where only few numbers are near x
  for (let n = 0, size = start; n < steps; n++, size /= shrink) {
    const t = exactStep(x, size);
    if (t === 0) break;
    if (t === taken.at(-1)) continue;
    const [above, below] = [f(x + t), f(x - t)];
    if (typeof above !== 'number' || typeof below !== 'number') continue;
    taken.push(t);
    const row = [quotient(above, below, t)];
    const rounding = Math.max(noise, 2 ** -52 * Math.max(Math.abs(above), Math.abs(below))) / t;
    for (const [j, coarser] of before.entries()) {
      const factor = (taken[taken.length - 2 - j] / t) ** 2;
      const last = row[row.length - 1];
      row.push(last + (last - coarser) / (factor - 1));
      const slope = row[row.length - 1];
      const spread = Math.max(Math.abs(slope - last), Math.abs(slope - coarser));
      const uncertainty = spread + rounding;
      if (Number.isFinite(slope) && uncertainty < (best?.uncertainty ?? Number.POSITIVE_INFINITY))
        best = { slope, uncertainty };
    }
    before = row;
  }
  return best;
}

/** (above − below) / 2t, where either the difference or the two quotients may be too large. */
function quotient(above: number, below: number, t: number): number {
  const difference = above - below;
  return Number.isFinite(difference) ? difference / (2 * t) : above / (2 * t) - below / (2 * t);
}

/**
 * Returns ∂output/∂(element `i` of `input`) by evaluating the graph. Steps that cross a kink or a pole of a
 * gate, or leave its domain, are not used; undefined at a kink, see {@link derivative}. The values are restored
 * afterward.
 */
export function numericGradient(graph: Graph, output: Node, input: Node, i: number): Estimate | undefined {
  const values = input.value.slice();
  const at = values[i];
  const here = sides(graph);
  const noise = noiseOf(graph);
  const evaluate = (x: number): Outcome => {
    values[i] = x;
    input.set(values);
    try {
      graph.forward();
    } catch (error) {
      if (error instanceof NerwinError) return 'no value';
      throw error;
    }
    return sides(graph).every((side, k) => side === here[k]) ? output.scalar : 'other branch';
  };
  const estimate = derivative(evaluate, at, noise);
  values[i] = at;
  input.set(values);
  graph.forward();
  return estimate;
}

/**
 * Returns the rounding error that all gates together can cause in the output: 2⁻⁵² Σ |∂f/∂z · z| over what they
 * compute. A difference of nearly equal numbers, such as in 1 / (x² − 2) near √2, makes it large.
 */
function noiseOf(graph: Graph): number {
  let total = 0;
  for (const node of graph.nodes()) {
    if (node.gate.arity === 0 || node.id > graph.tape.differentiated) continue;
    const { gradient, value } = node;
    for (let i = 0; i < value.length; i++)
      total += Math.abs(gradient[i]) * Math.max(2 ** -52 * Math.abs(value[i]), Number.MIN_VALUE);
  }
  return total;
}

/**
 * Returns the branch of each element of each gate that has several, in order; points with equal branches have
 * no kink and no pole between them.
 */
export function sides(graph: Graph): number[] {
  return graph.nodes().flatMap((node) => {
    const { side } = node.gate;
    if (!side) return [];
    const inputs = node.inputs.map(({ value }) => value);
    return Array.from(node.value, (_, i) =>
      side(...inputs.map((value) => value[value.length === 1 ? 0 : i])),
    );
  });
}
