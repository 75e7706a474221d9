/**
 * @file The interface of a contender: one of our kernels, or a peer in its own
 * process. All do exactly the same work.
 */

/** J after the last of 8 steps of 32 pairs at α = 0.01, then ΣW, ΣW², Σb, Σu. */
export type Check = readonly number[];

export interface Contender {
  readonly name: string;
  check(): Promise<Check>;
  /** Trains for a while on batches of B pairs; returns pairs per second. */
  time(B: number, threads: number, milliseconds: number): Promise<number>;
  close(): void;
}

/** Returns the largest relative difference of two checks. */
export const difference = (a: Check, b: Check): number =>
  Math.max(...a.map((value, k) => Math.abs(value - b[k]) / Math.max(1e-3, Math.abs(b[k]))));
