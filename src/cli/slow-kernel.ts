/** @file The warning that work will take long, where the SIMD kernel cannot run. */
import { fallbackOf, type KernelChoice } from '../kernels/choose.js';
import type { Terminal } from './terminal.js';
import { warn } from './warning.js';

/** Writes it when the choice comes to the loops on this machine. */
export function warnOfSlowKernel(choice: KernelChoice, io: Terminal): void {
  const reason = fallbackOf(choice);
  if (reason !== undefined) warn(reason, io);
}
