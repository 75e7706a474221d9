/**
 * @file The interface of kernels: score windows, differentiate those scores, update θ.
 *
 * The order of additions is part of the definition, so that every kernel gives
 * the same bits on every machine:
 *
 * - P_p = Σ_j W_j x_j in order of j, then + S rows in order of the features; each
 *   product is rounded, then added.
 * - z = ((b + P_0) + P_1) + …, slots in order.
 * - s = uᵀh: eight running sums; unit i goes to sum i mod 8, each in order of i from 0. Then
 *   s = ((t0 + t2) + (t1 + t3)), t_k = sum_k + sum_{k+4}.
 * - Backward, windows with ds ≠ 0 in order: dz = (ds · u) · f′(h), du += ds · h, db += dz. For each slot, the
 *   dz of windows with the same row are added first, rows in order of first appearance: G_r = Σ dz. Then dW_j
 *   += x_rj G_r, one row after the other; dS_f += G_r.
 * - θ ← θ − α dθ, with a separate α for S: the product is rounded, then subtracted. The sign
 *   of a zero weight is unspecified.
 */
import type { Activation } from '../network/activation.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Gradients, Parameters, Real } from '../network/parameters.js';
import type { Inputs } from '../windows/inputs.js';

/** The plain loops, or WebAssembly with 128-bit SIMD. */
export type KernelName = 'loops' | 'simd';

/** The sizes and options of a kernel. */
export interface KernelOptions {
  readonly layout: NetworkShape;
  readonly activation: Activation;
  readonly inputs: Inputs;
  /** Maximum number of windows in a batch. */
  readonly capacity: number;
  /** Fraction of the dense part of x that is set to zero in training, 0 … 1; see `dropout.ts`. */
  readonly dropout: number;
  /** Number of threads, 1 by default; the results are the same bytes for any number. */
  readonly threads?: number;
}

/**
 * The kernel of a trainer. Calls for a batch: `project` → `score` → `marginDelta` (or write dz yourself) →
 * `accumulate` → `descend`; `step` does the last two.
 */
export interface Kernel {
  readonly name: KernelName;
  readonly layout: NetworkShape;
  /** θ; can be read and written between batches. */
  readonly parameters: Parameters;
  /** dθ, accumulated since it was last cleared. */
  readonly gradients: Gradients;
  /** z of the batch after `project`, h after `score`: (capacity, stride). */
  readonly h: Real;
  /** dz = ∂J/∂z of the active windows: row q belongs to window `active[q]`. (capacity, stride). */
  readonly dz: Real;
  /** Numbers of the windows of the batch that have a gradient, ascending. */
  readonly active: Int32Array;

  /**
   * Computes z = b + Σ_p P_p of n windows. `ids` (n, slots) are row numbers. With a `dropoutSeed`, dropout
   * applies to x (identically for the same row and slot anywhere in the batch) until the next `project`.
   */
  project(ids: Int32Array, n: number, dropoutSeed?: number): void;
  /** Computes h = f(z) in place and s = uᵀh, for the n windows projected last. */
  score(n: number, s: Real): void;
  /**
   * Computes dz and du from ds = ∂J/∂s, one float32 number for each of the n windows. Windows with ds = 0 are
   * skipped. Returns the number of active windows.
   */
  marginDelta(ds: Real, n: number): number;
  /** Computes dW, db and dS from the first `count` rows of `dz` and `active`. */
  accumulate(count: number): void;
  /** Updates θ ← θ − α dθ, then dθ ← 0. S uses α_S = `sparseAlpha`, by default α. */
  descend(alpha: number, sparseAlpha?: number): void;
  /**
   * Gives the same bits as `accumulate(count)` and then `descend(alpha,
   * sparseAlpha)`, but can do both in one pass.
   */
  step(count: number, alpha: number, sparseAlpha?: number): void;
  /** Sets dθ ← 0. */
  clear(): void;
  /** Stops its threads; the kernel cannot be used afterward. */
  close(): void;
}
