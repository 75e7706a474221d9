/**
 * @file What a table makes of a window's z. For the network it is s = uᵀ f(z), named by f. For a softmax classifier, whose z has a
 * number for each class, it is either the `log-odds` of the classes with u_c > 0, the locations, against the
 * others, so that one threshold serves models of both kinds; or the `class` of the largest z.
 */
import { type Activation, activationOf } from '../network/activation.js';
import type { Real } from '../network/parameters.js';
import { likeliest, logOdds } from '../network/softmax.js';
import { scoreWindow } from './forward.js';

export type HeadName = Activation | 'log-odds' | 'class';

/** The number that stands for the H numbers of z, which it may overwrite. */
export type Head = (u: Real, H: number, z: Float32Array) => number;

/** The head of this name, in float32. */
export function headOf(name: HeadName): Head {
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

/** The activation whose score a head is, if it is one: with two classes the log-odds are uᵀz. */
export function activationOfHead(name: HeadName, H: number): Activation | undefined {
  if (name === 'log-odds') return H === 2 ? 'identity' : undefined;
  return name === 'class' ? undefined : name;
}
