/** @file Warns that work will be slow because the SIMD kernel cannot run. */
import { fallbackOf, type KernelChoice } from '../simd/choose.js';
import type { Terminal } from './terminal.js';
import { warn } from './warning.js';

/** Prints the warning if `auto` falls back to the plain loops on this machine. */
export function warnOfSlowKernel(choice: KernelChoice, io: Terminal): void {
  const reason = fallbackOf(choice);
  if (reason !== undefined) warn(reason, io);
}
