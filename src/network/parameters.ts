/** @file The parameters θ of the network, their gradients, and their random initialization. */
import type { Random } from '../random.js';
import type { NetworkShape } from './network-shape.js';

/** Real numbers of either precision: training runs in float32, the gradient check in float64. */
export type Real = Float32Array | Float64Array;

/** Precision of the arrays and of every single operation on them. */
export type Precision = 'float32' | 'float64';

/**
 * θ = (W, b, u, S). W is (H, D), stored column by column: the weight from input j to hidden unit i is `W[j *
 * stride + i]`. Hidden units are adjacent, so the inner loop runs over them.
 */
export interface Parameters {
  readonly W: Real; // (D, stride): (H, D) column by column, input weights
  readonly b: Real; // (stride), bias
  readonly u: Real; // (stride), output weights
  readonly S: Real; // (F, stride), weights of sparse features, a row per slot and feature
}

/**
 * ∂J/∂θ. A batch touches only a few rows of S, so dS is a list: the gradient of row
 * `rows[k]` of S is `S[k * stride + i]`.
 */
export interface Gradients {
  readonly W: Real;
  readonly b: Real;
  readonly u: Real;
  readonly S: Real; // (capacity, stride): only the first `touched` rows are valid
  readonly rows: Int32Array; // (capacity), rows of the parameter S
  touched: number;
}

export const allocate = (precision: Precision, length: number): Real =>
  precision === 'float32' ? new Float32Array(length) : new Float64Array(length);

/** Returns θ with all entries zero. */
export function zeroParameters(layout: NetworkShape, precision: Precision = 'float32'): Parameters {
  const { D, F, stride } = layout;
  return {
    W: allocate(precision, D * stride),
    b: allocate(precision, stride),
    u: allocate(precision, stride),
    S: allocate(precision, F * stride),
  };
}

/**
 * Draws θ: W and S uniform in ±√(6 / (D + H)), S scaled by `sparseScale`, u uniform in ±√(6 / (H + 1)), and b
 * = 0. Source: Glorot & Bengio 2010, eq. 16. Order of the draws: W by hidden unit, then u, then S.
 */
export function initialize(
  parameters: Parameters,
  layout: NetworkShape,
  sparseScale: number,
  random: Random,
): void {
  const { D, F, H, stride } = layout;
  const inner = Math.sqrt(6 / (D + H));
  const outer = Math.sqrt(6 / (H + 1));
  const draw = (bound: number): number => (2 * random.uniform() - 1) * bound;
  for (let i = 0; i < H; i++) for (let j = 0; j < D; j++) parameters.W[j * stride + i] = draw(inner);
  for (let i = 0; i < H; i++) parameters.u[i] = draw(outer);
  for (let row = 0; row < F; row++) {
    for (let i = 0; i < H; i++) parameters.S[row * stride + i] = draw(inner) * sparseScale;
  }
  parameters.b.fill(0);
}

/** Copies θ, converting the precision if necessary. */
export function copyParameters(from: Parameters, to: Parameters): void {
  to.W.set(from.W);
  to.b.set(from.b);
  to.u.set(from.u);
  to.S.set(from.S);
}

/** True if all of θ are finite numbers. */
export const areFinite = ({ W, b, u, S }: Parameters): boolean =>
  [W, b, u, S].every((part) => {
    let sum = 0; // x · 0 is 0, or NaN if x is not finite: one comparison for millions of numbers
    for (let k = 0; k < part.length; k++) sum += part[k] * 0;
    return sum === 0;
  });
