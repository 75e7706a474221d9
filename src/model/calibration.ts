/** @file The calibration, which turns a score into a probability. */

/** P(token inside a location) = σ(a s + b). */
export interface Calibration {
  readonly a: number;
  readonly b: number;
}
