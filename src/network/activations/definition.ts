/** @file The interface of an activation, implemented by the files in this folder. */

/** A function of one number. */
export type Scalar = (value: number) => number;

/** f and f′ in one precision: every operation is rounded to it, in the order written. */
export interface ActivationPair {
  /** h = f(z). NaN stays NaN. */
  readonly value: Scalar;
  /** f′ as a function of h, so that the backward pass needs only h. At a kink the subgradient is 0. */
  readonly derivative: Scalar;
}

/** One term of f̃: slope · min(high, max(low, z)). */
export interface LinearPiece {
  readonly slope: number;
  /** Multiples of 1/32, or ∓∞. */
  readonly low: number;
  readonly high: number;
}

/** f̃(z) = offset + Σ_k slope_k min(high_k, max(low_k, z)), at most two pieces. Screening (`simd/screen.ts`) uses it. */
export interface Approximation {
  readonly offset: number;
  readonly pieces: readonly LinearPiece[];
  /** The largest |f̃(z) − f(z)|. */
  readonly error: number;
}

/** An activation h = f(z) whose slope is never above 1. */
export interface ActivationDefinition {
  /** f in words or as a formula, for help and pages. */
  readonly text: string;
  /** f′ as a formula in h, for help and pages. */
  readonly derivativeText: string;
  readonly float32: ActivationPair;
  readonly float64: ActivationPair;
  /** The z at which f′ jumps. */
  readonly kinks: readonly number[];
  /** The z at which f″ jumps but f′ does not: f′ exists, but a finite difference across z is inexact. */
  readonly bends?: readonly number[];
  readonly approximation: Approximation;
}

/** The piece that is clamped at ±high. */
export const symmetric = (slope: number, high: number): LinearPiece => ({ slope, low: -high, high });
