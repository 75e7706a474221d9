/**
 * @file Gates that add or rearrange: sum, dot and matrix-vector products, concatenation, one row of a matrix.
 */
import { arrays } from '../arrays.js';
import type { Gate } from '../gate.js';
import { sizeOf } from '../tensor.js';

/** z = Σᵢ xᵢ.   x (any) → z scalar.   ∂z/∂xᵢ = 1. */
export const sum = arrays({
  name: 'sum',
  symbol: 'Σ',
  rule: 'sum distributes the upstream gradient to every element',
  arity: 1,
  takes: 'one input of any shape',
  shape: () => [],
  compute(z, [x]) {
    z[0] = x.reduce((total, element) => total + element, 0);
  },
  differentiate([dz], _inputs, [dx]) {
    for (let i = 0; i < dx.length; i++) dx[i] += dz;
  },
});

/** z = uᵀh.   u (H), h (H) → z scalar.   ∂z/∂u = h, ∂z/∂h = u. */
export const dot = arrays({
  name: 'dot',
  symbol: '·',
  rule: 'the dot product switches: ∂f/∂u = δ h, ∂f/∂h = δ u',
  write: ([u, h]) => `${u} · ${h}`,
  arity: 2,
  takes: 'two vectors of equal length',
  shape: ([u, h]) => (u.length === 1 && h.length === 1 && u[0] === h[0] ? [] : undefined),
  compute(z, [u, h]) {
    z[0] = u.reduce((total, element, i) => total + element * h[i], 0);
  },
  differentiate([dz], [u, h], [du, dh]) {
    for (let i = 0; i < u.length; i++) {
      du[i] += dz * h[i];
      dh[i] += dz * u[i];
    }
  },
});

/** z = Wx.   W (H, D), x (D) → z (H).   ∂f/∂W = δ xᵀ (H, D) and ∂f/∂x = Wᵀδ (D), with δ = ∂f/∂z (H). */
export const matvec = arrays({
  name: 'matvec',
  symbol: 'Wx',
  rule: 'the matrix-vector product: ∂f/∂W = δ xᵀ, ∂f/∂x = Wᵀ δ',
  write: ([W, x]) => `${W} @ ${x}`,
  arity: 2,
  takes: 'a matrix (H, D) and a vector (D)',
  shape: ([W, x]) => (W.length === 2 && x.length === 1 && W[1] === x[0] ? [W[0]] : undefined),
  compute(z, [W, x]) {
    const D = x.length;
    for (let i = 0; i < z.length; i++) {
      let total = 0;
      for (let j = 0; j < D; j++) total += W[i * D + j] * x[j];
      z[i] = total;
    }
  },
  differentiate(delta, [W, x], [dW, dx]) {
    const D = x.length;
    for (let i = 0; i < delta.length; i++) {
      for (let j = 0; j < D; j++) {
        dW[i * D + j] += delta[i] * x[j]; // δ xᵀ
        dx[j] += W[i * D + j] * delta[i]; // Wᵀ δ
      }
    }
  },
});

/**
 * z = [x₀; x₁; …].   scalars and vectors → z (total length).   The gradient of each input is its slice of δ.
 */
export const concatenate = arrays({
  name: 'concatenate',
  symbol: '[ ; ]',
  rule: 'concatenation splits the upstream gradient between its inputs',
  write: (inputs) => `[${inputs.join('; ')}]`,
  arity: undefined,
  takes: 'scalars and vectors',
  shape: (inputs) =>
    inputs.every((shape) => shape.length < 2)
      ? [inputs.reduce((total, shape) => total + sizeOf(shape), 0)]
      : undefined,
  compute(z, inputs) {
    let at = 0;
    for (const x of inputs) {
      z.set(x, at);
      at += x.length;
    }
  },
  differentiate(dz, _inputs, gradients) {
    let at = 0;
    for (const dx of gradients) for (let i = 0; i < dx.length; i++) dx[i] += dz[at++];
  },
});

/**
 * z = Xₖ.   X (V, d) → its row k (d); or a vector (n) → its element k.   ∂f/∂Xₖ += δ; other rows get nothing.
 */
export function row(k: number): Gate {
  return arrays({
    name: 'row',
    symbol: `row ${k}`,
    rule: `only row ${k} gets the upstream gradient`,
    write: ([X]) => `${X}[${k}]`,
    arity: 1,
    takes: `a matrix of more than ${k} rows, or a vector of more than ${k} elements`,
    shape: ([X]) => (X.length > 0 && Number.isInteger(k) && k >= 0 && k < X[0] ? X.slice(1) : undefined),
    compute(z, [X]) {
      z.set(X.subarray(k * z.length, (k + 1) * z.length));
    },
    differentiate(dz, _inputs, [dX]) {
      for (let j = 0; j < dz.length; j++) dX[k * dz.length + j] += dz[j];
    },
  });
}
