/** @file The calibration, which turns a score into a probability. */

import { sigmoid } from '../network/exponential.js';

/** P(token inside a location) = σ(a s + b). */
export interface Calibration {
  readonly a: number;
  readonly b: number;
}

/** Returns P(inside | score), 0 … 1. */
export const probability = (score: number, { a, b }: Calibration): number => sigmoid(a * score + b);
