/**
 * @file The reference kernel: plain loops over typed arrays, in the lecture's symbols.
 *
 *   z = Wx + b    h = f(z)    s = uᵀh                                    (forward)
 *   δ = ∂s/∂z = u ∘ f′(z)    ∂s/∂W = δ xᵀ    ∂s/∂b = δ    ∂s/∂u = h     (backward, shape convention)
 *
 * `lecture/window.ts` does the same for one pair of windows; this file does it for batches.
 *
 * Steps and the order of additions: `kernel.ts`. Derivation: `lecture/README.md`.
 * Runs in float32 (every operation rounded, as SIMD does) or, for the gradient check, in float64.
 */
import { activationOf, derivativeOf, type Scalar } from '../network/activation.js';
import type { NetworkShape, Slot } from '../network/network-shape.js';
import {
  allocate,
  type Gradients,
  type Parameters,
  type Precision,
  type Real,
  zeroParameters,
} from '../network/parameters.js';
import type { Inputs } from '../windows/inputs.js';
import { applyDropout } from './dropout.js';
import { projectRow, scoreWindow } from './forward.js';
import { Grouping } from './grouping.js';
import type { Kernel, KernelOptions } from './kernel.js';

/** A kernel of plain loops in the given precision. */
export class LoopsKernel implements Kernel {
  readonly name = 'loops';
  readonly layout: NetworkShape;
  readonly parameters: Parameters;
  readonly gradients: Gradients;
  readonly h: Real;
  readonly dz: Real;
  readonly active: Int32Array;
  readonly #inputs: Inputs;
  readonly #dropout: number;
  readonly #f: Scalar;
  readonly #derivative: Scalar;
  readonly #round: Scalar;
  readonly #grouping: Grouping;
  readonly #P: Real; // (capacity, stride): P of each distinct row in a slot (forward)
  readonly #G: Real; // (capacity, stride): Σ dz of each distinct row in a slot (backward), in the memory of P
  readonly #x: Float32Array; // (d): one row, after dropout
  readonly #sums: Real; // (8): the running sums of a score
  readonly #place: Int32Array; // (F): index of a row of S in dS, plus 1; 0 if it is not in dS
  #ids: Int32Array = new Int32Array(0);
  #seed: number | undefined;

  constructor(options: KernelOptions, precision: Precision = 'float32') {
    const { layout, inputs, capacity, activation } = options;
    const { stride } = layout;
    this.layout = layout;
    this.#inputs = inputs;
    this.#dropout = options.dropout;
    this.parameters = zeroParameters(layout, precision);
    const touchable = layout.F === 0 ? 0 : maxTouchedRows(layout, inputs, capacity);
    this.gradients = {
      ...zeroParameters({ ...layout, F: touchable }, precision),
      rows: new Int32Array(touchable),
      touched: 0,
    };
    this.h = allocate(precision, capacity * stride);
    this.dz = allocate(precision, capacity * stride);
    this.active = new Int32Array(capacity);
    this.#f = activationOf(activation, precision);
    this.#derivative = derivativeOf(activation, precision);
    this.#round = precision === 'float32' ? Math.fround : (value) => value;
    this.#grouping = new Grouping(inputs.dense.length, capacity);
    this.#P = allocate(precision, capacity * stride);
    this.#G = this.#P; // never needed at the same time
    this.#x = new Float32Array(layout.d);
    this.#sums = allocate(precision, 8);
    this.#place = new Int32Array(layout.F);
  }

  project(ids: Int32Array, n: number, dropoutSeed?: number): void {
    const { slots, stride, H } = this.layout;
    this.#ids = ids;
    this.#seed = dropoutSeed;
    const z = this.h;
    for (let i = 0; i < n; i++) z.set(this.parameters.b, i * stride);
    for (let p = 0; p < slots.length; p++) {
      this.#grouping.gather(ids, p, slots.length, n);
      const { rows, group, count } = this.#grouping;
      for (let r = 0; r < count; r++) this.#projectRow(rows[r], p, r);
      for (let i = 0; i < n; i++) {
        const part = group[i] * stride;
        for (let k = 0; k < H; k++) z[i * stride + k] += this.#P[part + k];
      }
    }
  }

  /** Computes P[r] of one row of a slot. */
  #projectRow(row: number, p: number, r: number): void {
    const slot = this.layout.slots[p];
    const { features, featureStart } = this.#inputs;
    const [from, to] = [featureStart[row], featureStart[row + 1]];
    const x = this.#denseOf(row, p, slot);
    const at = r * this.layout.stride;
    projectRow(this.parameters, this.layout, slot, x, features, from, to, this.#P, at, this.#round);
  }

  /**
   * Returns the dense x of a row in a slot, after dropout if the batch uses it; undefined if there is no
   * dense part.
   */
  #denseOf(row: number, p: number, slot: Slot): Float32Array | undefined {
    const { d } = this.layout;
    const vector = this.#inputs.dense[row];
    if (slot.column < 0 || vector < 0) return undefined;
    const x = this.#inputs.X.subarray(vector * d, (vector + 1) * d);
    if (this.#seed === undefined || this.#dropout === 0) return x;
    applyDropout(x, this.#seed, row, p, this.#dropout, this.#x);
    return this.#x;
  }

  score(n: number, s: Real): void {
    const { stride, H } = this.layout;
    const { u } = this.parameters;
    for (let i = 0; i < n; i++) {
      s[i] = scoreWindow(u, H, this.h, i * stride, this.#f, this.#round, this.#sums);
    }
  }

  marginDelta(ds: Real, n: number): number {
    const { stride, H } = this.layout;
    const { u } = this.parameters;
    const { h, dz } = this;
    const du = this.gradients.u;
    const round = this.#round;
    let count = 0;
    for (let i = 0; i < n; i++) {
      const dsi = ds[i];
      if (dsi === 0) continue;
      const at = i * stride;
      const to = count * stride;
      for (let k = 0; k < H; k++) {
        du[k] += round(dsi * h[at + k]); // ∂s/∂u = h
        dz[to + k] = round(dsi * u[k]) * this.#derivative(h[at + k]); // dz = ds δ,  δ = u ∘ f′(z)
      }
      this.active[count++] = i;
    }
    return count;
  }

  accumulate(count: number): void {
    const { slots, stride, H } = this.layout;
    const { dz } = this;
    const db = this.gradients.b;
    for (let q = 0; q < count; q++) for (let k = 0; k < H; k++) db[k] += dz[q * stride + k]; // ∂s/∂b = δ
    for (let p = 0; p < slots.length; p++) {
      this.#grouping.gather(this.#ids, p, slots.length, count, this.active);
      const { group } = this.#grouping;
      const G = this.#G;
      G.fill(0, 0, this.#grouping.count * stride);
      for (let q = 0; q < count; q++) {
        const at = group[q] * stride;
        for (let k = 0; k < H; k++) G[at + k] += dz[q * stride + k];
      }
      if (slots[p].column >= 0) this.#accumulateDense(p, slots[p]);
      if (slots[p].features > 0) this.#accumulateSparse(slots[p]);
    }
  }

  /** dW_j += x_rj G_r: ∂s/∂W = δ xᵀ. */
  #accumulateDense(p: number, slot: Slot): void {
    const { stride, H, d } = this.layout;
    const { rows, count } = this.#grouping;
    const dW = this.gradients.W;
    const G = this.#G;
    const round = this.#round;
    for (let r = 0; r < count; r++) {
      const x = this.#denseOf(rows[r], p, slot);
      if (!x) continue;
      for (let j = 0; j < d; j++) {
        const column = (slot.column + j) * stride;
        const xj = x[j];
        for (let i = 0; i < H; i++) dW[column + i] += round(xj * G[r * stride + i]);
      }
    }
  }

  /** dS_f += G_r for every feature f of every row r: the input value of an active sparse feature is 1. */
  #accumulateSparse(slot: Slot): void {
    const { stride, H } = this.layout;
    const { featureStart, features } = this.#inputs;
    const { rows, count } = this.#grouping;
    const { gradients } = this;
    for (let r = 0; r < count; r++) {
      const row = rows[r];
      for (let k = featureStart[row]; k < featureStart[row + 1]; k++) {
        const weights = slot.sparse + features[k];
        if (this.#place[weights] === 0) {
          gradients.rows[gradients.touched] = weights;
          this.#place[weights] = ++gradients.touched;
        }
        const to = (this.#place[weights] - 1) * stride;
        for (let i = 0; i < H; i++) gradients.S[to + i] += this.#G[r * stride + i];
      }
    }
  }

  descend(alpha: number, sparseAlpha = alpha): void {
    const { stride } = this.layout;
    const { W, b, u, S } = this.parameters;
    const { gradients } = this;
    this.#subtract(W, gradients.W, alpha);
    this.#subtract(b, gradients.b, alpha);
    this.#subtract(u, gradients.u, alpha);
    for (let k = 0; k < gradients.touched; k++) {
      const row = gradients.rows[k] * stride;
      this.#subtract(
        S.subarray(row, row + stride),
        gradients.S.subarray(k * stride, (k + 1) * stride),
        sparseAlpha,
      );
    }
    this.clear();
  }

  /** θ ← θ − α dθ. */
  #subtract(theta: Real, dtheta: Real, alpha: number): void {
    const round = this.#round;
    const rate = round(alpha);
    for (let k = 0; k < theta.length; k++) theta[k] -= round(rate * dtheta[k]);
  }

  step(count: number, alpha: number, sparseAlpha = alpha): void {
    this.accumulate(count);
    this.descend(alpha, sparseAlpha);
  }

  close(): void {}

  clear(): void {
    const { gradients } = this;
    const { stride } = this.layout;
    gradients.W.fill(0);
    gradients.b.fill(0);
    gradients.u.fill(0);
    gradients.S.fill(0, 0, gradients.touched * stride);
    for (let k = 0; k < gradients.touched; k++) this.#place[gradients.rows[k]] = 0;
    gradients.touched = 0;
  }
}

/** Returns the maximum number of rows of S that a batch of `capacity` windows can touch. */
export function maxTouchedRows(layout: NetworkShape, inputs: Inputs, capacity: number): number {
  let max = 0;
  for (let row = 0; row < inputs.dense.length; row++) {
    max = Math.max(max, inputs.featureStart[row + 1] - inputs.featureStart[row]);
  }
  return Math.min(layout.F, capacity * layout.slots.length * max);
}
