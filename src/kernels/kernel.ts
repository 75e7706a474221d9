/**
 * @file What every kernel does: score windows, differentiate those scores, update θ.
 *
 * The order of additions is part of the definition, so that every kernel gives the same bits on every machine:
 *
 * - P_p = Σ_j W_j x_j in order of j, then + S rows in order of the features; each product is rounded, then added.
 * - z = ((b + P_0) + P_1) + …, slots in order.
 * - s = uᵀh: eight running sums, unit i going to sum i mod 8, each in order of i from 0;
 *   s = ((t0 + t2) + (t1 + t3)), t_k = sum_k + sum_{k+4}.
 * - Backward, windows with c ≠ 0 in order: δ = (c · u) · f′(h), du += c · h, db += δ. For each slot the windows
 *   that hold the same row are gathered first, rows in order of first appearance: G_r = Σ δ. Then
 *   dW_j += x_rj G_r, one row after the other; dS_f += G_r.
 * - θ ← θ − α dθ, of S with an α of its own: the product is rounded, then subtracted. The sign of a weight that is zero is left open.
 */
import type { Activation } from '../network/activation.js';
import type { Layout } from '../network/layout.js';
import type { Gradients, Parameters, Real } from '../network/parameters.js';
import type { Inputs } from '../windows/inputs.js';

/** The plain loops, or WebAssembly with 128-bit SIMD. */
export type KernelName = 'loops' | 'simd';

/** What a kernel is made for. */
export interface KernelOptions {
  readonly layout: Layout;
  readonly activation: Activation;
  readonly inputs: Inputs;
  /** The most windows that one batch will have. */
  readonly capacity: number;
  /** Share of the dense part of x that is set to zero while training, 0 … 1; see `dropout.ts`. */
  readonly dropout: number;
  /** How many threads share the work, 1 when left out; the results are the same bytes for any number. */
  readonly threads?: number;
}

/** A trainer's kernel. A batch goes through project → score → differentiate (or delta by hand) → descend. */
export interface Kernel {
  readonly name: KernelName;
  readonly layout: Layout;
  /** θ; may be read and written between batches. */
  readonly parameters: Parameters;
  /** dθ of the windows accumulated since it was cleared last. */
  readonly gradients: Gradients;
  /** z of the batch after `project`, h after `score`: (capacity, stride). */
  readonly h: Real;
  /** δ of the active windows: row q belongs to window `active[q]`. (capacity, stride). */
  readonly delta: Real;
  /** Numbers of the windows of the batch that have a gradient, ascending. */
  readonly active: Int32Array;

  /**
   * z = b + Σ_p P_p of n windows. `ids` is (n, slots): row numbers. With a `dropoutSeed`, x is thinned by it (the same
   * (row, slot) in the same way everywhere in the batch) until the next `project`.
   */
  project(ids: Int32Array, n: number, dropoutSeed?: number): void;
  /** h = f(z) in place and s = uᵀh, for the n windows projected last. */
  score(n: number, s: Real): void;
  /** δ and du from coefficients, float32 numbers: J = Σ c_i s_i. Windows with c_i = 0 are passed over. Gives the number of active windows. */
  marginDelta(c: Real, n: number): number;
  /** dW, db, dS from the first `count` rows of `delta` and `active`. */
  accumulate(count: number): void;
  /** θ ← θ − α dθ, and dθ ← 0. S goes by α_S = `sparseAlpha`, α when it is left out. */
  descend(alpha: number, sparseAlpha?: number): void;
  /** `accumulate(count)` then `descend(alpha, sparseAlpha)`, in one go where that is faster; the same bits. */
  step(count: number, alpha: number, sparseAlpha?: number): void;
  /** dθ ← 0. */
  clear(): void;
  /** Frees threads; the kernel is of no use afterwards. */
  close(): void;
}

/**
 * The project-once table of tagging and evaluation: P_p[row] for every slot p of every row that was placed. It
 * gives the same bits as a {@link Kernel}'s `project` and `score`.
 */
export interface Table {
  readonly name: KernelName;
  readonly layout: Layout;
  /** How many rows fit. */
  readonly capacity: number;
  /** Takes over new θ; every row must be placed again. `screens` says whether `screenRun` will be called with it: if not, rows are placed faster. */
  load(parameters: Parameters, screens?: boolean): void;
  /** Projects rows on the slots `slotFrom` … `slotTo − 1` and keeps them as rows `first`, `first + 1`, …; a table that keeps vectors keeps their x with slot 0. */
  place(first: number, batch: RowBatch, slotFrom: number, slotTo: number): void;
  /** Keeps some rows: `rows[k]` becomes row `first + k`. They are ascending, and none is below `first`. */
  keep(first: number, rows: Int32Array): void;
  /** Empties the sum of vectors. Only for a table that keeps vectors, as the next two. */
  clearSum(): void;
  /** Adds x of placed rows, `rows[from … to − 1]`, to the sum: in float64, in that order. */
  addVectors(rows: Int32Array, from: number, to: number): void;
  /** As `place` on slot p for a few rows, 512 at most, that all have x = sum / tokens, rounded to float32; `batch.x` says nothing. */
  placeMeans(first: number, batch: RowBatch, p: number, tokens: number): void;
  /** s of n windows; `ids` is (n, slots), placed rows. */
  score(ids: Int32Array, n: number, s: Float32Array): void;
  /**
   * s of the consecutive centres `from` … `to − 1` of a stream of placed rows: the words of centre c are
   * `rows[c − radius … c + radius]`, and its context slots hold `contexts[k][c]`. Writes s[at … at + to − from − 1]; centres that
   * are padding get a score like any other.
   */
  scoreRun(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    s: Float32Array,
    at?: number,
  ): void;
  /**
   * As `scoreRun`, for who asks only which scores are over `above`: those are written, and for the others, where that is faster, any
   * number that is not over `above` (see `screen.ts`).
   */
  screenRun(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    above: number,
    s: Float32Array,
    at?: number,
  ): void;
  /** Frees threads; the table is of no use afterwards. */
  close(): void;
}

/** What a table is made for, its layout, head and capacity apart. */
export interface TableOptions {
  /** How many threads share the work, 1 when left out; the results are the same bytes for any number. */
  readonly threads?: number;
  /** Means of x will be asked for. */
  readonly keepsVectors?: boolean;
  /** `screenRun` will be called more than `scoreRun`: what makes it fast is kept, at a quarter more memory. */
  readonly screens?: boolean;
}

/**
 * Rows to be placed in a table. Row k has the features `features[featureStart[k] … featureStart[k + 1] − 1]`. Rows with the same x are
 * placed fastest one after the other.
 */
export interface RowBatch {
  readonly count: number;
  readonly x: Float32Array; // (any number, d)
  readonly dense: Int32Array; // (count), the row of x, or −1 for none
  readonly featureStart: Int32Array; // (count + 1)
  readonly features: Int32Array;
}
