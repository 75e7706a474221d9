/** @file The output of a model: z → score s, the units or classes behind it, and δ = ∂s/∂z. */

import type { Model } from '../../model/model.js';
import { type Activation, activationOf, derivativeOf } from '../../network/activation.js';
import { logOdds, softmax } from '../../network/softmax.js';
import type { Graph, Node } from '../graph/graph.js';
import { vector } from '../graph/tensor.js';

/** A hidden unit of the network, or a class of the softmax classifier. */
export interface Unit {
  readonly name: string;
  readonly z: number;
  /** f(z); for a class, its probability. */
  readonly h: number;
  readonly u: number;
  /** The term u h of the network's score; 0 for a class. */
  readonly share: number;
}

/** A score and its terms. */
export interface Score {
  readonly s: number;
  readonly delta: Float64Array; // (H), ∂s/∂z
  readonly units: readonly Unit[]; // (H)
}

/** Returns the score of z (H) and its terms. */
export interface OutputView {
  score(z: Float64Array): Score;
  /** Builds the same on a graph; `u` is the node of u. */
  onGraph(graph: Graph, z: Node): Node;
}

/** Returns the output view of a model. */
export function outputViewOf({ header, parameters, layout }: Model): OutputView {
  const u = Float64Array.from(parameters.u.subarray(0, layout.H));
  return header.kind === 'softmax'
    ? softmaxHead(u, header.classes)
    : networkHead(u, header.activation as Activation);
}

/** s = uᵀ f(z);   δ = u ∘ f′(z). */
function networkHead(u: Float64Array, activation: Activation): OutputView {
  const f = activationOf(activation, 'float64');
  const derivative = derivativeOf(activation, 'float64');
  return {
    score(z) {
      const h = z.map(f);
      const units = Array.from(z, (zi, i) => ({
        name: `unit ${i}`,
        z: zi,
        h: h[i],
        u: u[i],
        share: u[i] * h[i],
      }));
      const s = units.reduce((sum, { share }) => sum + share, 0);
      return { s, delta: h.map((hi, i) => u[i] * derivative(hi)), units };
    },
    onGraph: (graph, z) => graph.dot(graph.parameter('u', vector(u)), graph.call(activation, z).named('h')),
  };
}

/** s = log Σ_{locations} e^{z_c} − log Σ_{others} e^{z_c};   δ_c = ± e^{z_c} / (the sum that contains c). */
function softmaxHead(u: Float64Array, classes: readonly string[]): OutputView {
  const C = u.length;
  const sideOf = (c: number): number => (u[c] > 0 ? 1 : -1);
  return {
    score(z) {
      const p = new Float64Array(C);
      softmax(z, 0, C, p, 0);
      const side = (sign: number): number => p.reduce((sum, pc, c) => sum + (sideOf(c) === sign ? pc : 0), 0);
      const sums = { inside: side(1), outside: side(-1) };
      const delta = p.map((pc, c) => (sideOf(c) > 0 ? pc / sums.inside : -pc / sums.outside));
      const units = Array.from(z, (zc, c) => ({
        name: classes[c] ?? `class ${c}`,
        z: zc,
        h: p[c],
        u: u[c],
        share: 0,
      }));
      return { s: logOdds(u, z, 0, C), delta, units };
    },
    onGraph(graph, z) {
      const logOfSum = (sign: number): Node => {
        const rows = Array.from(u, (_, c) => c).filter((c) => sideOf(c) === sign);
        const members = graph.concatenate(rows.map((c) => graph.row(z, c)));
        return graph.call('log', graph.sum(graph.call('exp', members)));
      };
      return graph.subtract(logOfSum(1), logOfSum(-1));
    },
  };
}
