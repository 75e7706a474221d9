/**
 * @file A planted error: one entry of a gradient made 0.01 % too large. A check
 * that misses it proves nothing.
 */
import { NerwinError } from '../../error.js';
import { type GradientBlock, indexOf } from './gradient-block.js';

const factor = 1.0001;

/**
 * Returns a damaged copy of `gradient` if `plant` is an entry of the block, otherwise `gradient` itself.
 * `before` is the original value of that entry.
 */
export function damage(
  block: GradientBlock,
  gradient: Float64Array,
  plant: string | undefined,
): { readonly gradient: Float64Array; readonly before: number | undefined } {
  const index = plant === undefined ? -1 : indexOf(block, plant);
  if (index < 0) return { gradient, before: undefined };
  const damaged = gradient.slice();
  damaged[index] *= factor;
  return { gradient: damaged, before: gradient[index] };
}

/** Throws 'usage' if `plant` is not written like an entry of a gradient. */
export function requirePlace(plant: string): void {
  if (/^([WSx]\[[\d@]+,\d+\]|[bu]\[\d+\]|a)$/.test(plant)) return;
  throw new NerwinError(
    'usage',
    `--plant: '${plant}' is not a gradient entry`,
    'use an entry such as W[3,7], b[2], u[0], S[5,1], x[4,0] or a',
  );
}
