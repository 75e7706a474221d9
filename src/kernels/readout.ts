/**
 * @file Reduces a window's z to one number. For the network it is s = uᵀ f(z), named after f. For a softmax
 * classifier, whose z has one number per class, it is either the `log-odds` of the location classes (u_c > 0)
 * against the others, so that one threshold works for both kinds of model, or the `class` with the largest z.
 */
import { type Activation, activationOf } from '../network/activation.js';
import type { Real } from '../network/parameters.js';
import { likeliest, logOdds } from '../network/softmax.js';
import { scoreWindow } from './forward.js';

export type ReadoutName = Activation | 'log-odds' | 'class';

/** Reduces the H numbers of z to one; can overwrite z. */
export type Readout = (u: Real, H: number, z: Float32Array) => number;

/** Returns the readout of this name, in float32. */
export function readoutOf(name: ReadoutName): Readout {
  switch (name) {
    case 'log-odds':
      return (u, C, z) => logOdds(u, z, 0, C);
    case 'class':
      return (_u, C, z) => likeliest(z, 0, C);
    default: {
      const f = activationOf(name, 'float32');
      const sums = new Float32Array(8);
      return (u, H, z) => scoreWindow(u, H, z, 0, f, Math.fround, sums);
    }
  }
}

/**
 * Returns the activation if the readout is a score uᵀ f(z), otherwise undefined. With two classes the
 * log-odds are uᵀz, so f is the identity.
 */
export function activationOfReadout(name: ReadoutName, H: number): Activation | undefined {
  if (name === 'log-odds') return H === 2 ? 'identity' : undefined;
  return name === 'class' ? undefined : name;
}
