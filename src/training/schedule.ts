/** @file The learning rate α of each step. */
import type { Rate } from '../config/settings.js';

/**
 * Returns α of step `step` of `steps` in all, in epoch `epoch` (all counted from 0):
 * constant start; linear start + (end − start) · step / steps; inverse-time start / (1 + decay · epoch);
 * step start · factor^⌊epoch / every⌋.
 */
export function rateAt(rate: Rate, step: number, steps: number, epoch: number): number {
  switch (rate.schedule) {
    case 'constant':
      return rate.start;
    case 'linear':
      return rate.start + (rate.end - rate.start) * (step / steps);
    case 'inverse-time':
      return rate.start / (1 + rate.decay * epoch);
    case 'step': {
      let alpha = rate.start;
      for (let k = 0; k < Math.floor(epoch / rate.every); k++) alpha *= rate.factor;
      return alpha;
    }
  }
}
