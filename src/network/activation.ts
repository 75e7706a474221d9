/**
 * @file The activations h = f(z) and their derivatives f′, expressed in terms of h, so that the backward pass
 * needs only h: tanh′ = 1 − h², σ′ = h (1 − h). At the kinks the subgradient is 0: relu′(0) = 0,
 * hardtanh′(±1) = 0. NaN stays NaN.
 *
 * In float32 every operation is rounded separately, in the order written; the SIMD kernel does the same in
 * each lane (`kernels/assembly/activation.ts`).
 */
import { sigmoid as sigmoid64, tanh as tanh64 } from './exponential.js';
import { sigmoid32, tanh32 } from './exponential32.js';
import type { Precision } from './parameters.js';

export const activations = ['tanh', 'hardtanh', 'sigmoid', 'relu', 'identity'] as const;
export type Activation = (typeof activations)[number];

/** A function of one number. */
export type Scalar = (value: number) => number;

/** f of the given name and precision. */
export function activationOf(name: Activation, precision: Precision): Scalar {
  switch (name) {
    case 'tanh':
      return precision === 'float32' ? tanh32 : tanh64;
    case 'sigmoid':
      return precision === 'float32' ? sigmoid32 : sigmoid64;
    case 'hardtanh':
      return (z) => (z < -1 ? -1 : z > 1 ? 1 : z);
    case 'relu':
      return (z) => (z < 0 ? 0 : z);
    case 'identity':
      return (z) => z;
  }
}

/** Returns f′ as a function of h. */
export function derivativeOf(name: Activation, precision: Precision): Scalar {
  const round: Scalar = precision === 'float32' ? Math.fround : (value) => value;
  switch (name) {
    case 'tanh':
      return (h) => round(1 - round(h * h));
    case 'sigmoid':
      return (h) => round(h * round(1 - h));
    case 'hardtanh':
      return (h) => (h > -1 && h < 1 ? 1 : 0);
    case 'relu':
      return (h) => (h > 0 ? 1 : 0);
    case 'identity':
      return () => 1;
  }
}
