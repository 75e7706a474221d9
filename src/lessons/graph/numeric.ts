/**
 * @file Numerical gradients: central differences (f(x + t) − f(x − t)) / 2t for
 * decreasing t, extrapolated to t = 0.
 * Source: Ridders, "Accurate computation of F′(x) and F′(x) F″(x)", Advances in Engineering Software, 1982.
 */
import { NerwinError } from '../../error.js';
import type { Graph, Node } from './graph.js';

/** A numerical derivative and the uncertainty left by the extrapolation. */
export interface Estimate {
  readonly slope: number;
  readonly uncertainty: number;
}

const shrink = 1.6; // each step is the previous one divided by this
const steps = 14;

/**
 * Returns the derivative of `f` at `x`; f returns undefined where it is not valid.
 * Undefined if no step is valid.
 */
export function derivative(f: (x: number) => number | undefined, x: number): Estimate | undefined {
  let best: Estimate | undefined;
  let before: number[] = [];
  let step = 0.1 * Math.max(Math.abs(x), 0.1);
  for (let n = 0; n < 4 * steps && before.length < steps; n++, step /= shrink) {
    const [above, below] = [f(x + step), f(x - step)];
    if (above === undefined || below === undefined) continue; // step too large: across a kink or outside the domain
    const row = [(above - below) / (x + step - (x - step))];
    const rounding = (2 ** -52 * Math.max(Math.abs(above), Math.abs(below))) / step;
    let factor = 1;
    for (const coarser of before) {
      factor *= shrink * shrink;
      const last = row[row.length - 1];
      row.push((last * factor - coarser) / (factor - 1));
      const spread = Math.max(Math.abs(row[row.length - 1] - last), Math.abs(row[row.length - 1] - coarser));
      const uncertainty = spread + rounding;
      if (!best || uncertainty < best.uncertainty) best = { slope: row[row.length - 1], uncertainty };
    }
    before = row;
  }
  return best;
}

/**
 * Returns ∂output/∂(element `i` of `input`) by evaluating the graph. Steps that cross a kink of a
 * gate or leave the domain are not used; undefined if no step is left, that is, at a kink. The
 * values are restored afterwards.
 */
export function numericGradient(graph: Graph, output: Node, input: Node, i: number): Estimate | undefined {
  const values = input.value.slice();
  const at = values[i];
  const here = sides(graph);
  const evaluate = (x: number): number | undefined => {
    values[i] = x;
    input.set(values);
    try {
      graph.forward();
    } catch (error) {
      if (error instanceof NerwinError) return undefined;
      throw error;
    }
    return sides(graph).every((side, k) => side === here[k]) ? output.scalar : undefined;
  };
  const estimate = derivative(evaluate, at);
  values[i] = at;
  input.set(values);
  graph.forward();
  return estimate;
}

/**
 * Returns the side of its kinks for each element of each gate, in order; points with equal
 * sides have no kink between them.
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
