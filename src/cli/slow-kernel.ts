/** @file The note that work will take long, where the SIMD kernel cannot run. */
import { fallbackOf, type KernelChoice } from '../kernels/choose.js';
import type { Terminal } from './terminal.js';

/** Writes it when the choice comes to the loops on this machine. */
export function noteSlowKernel(choice: KernelChoice, io: Terminal): void {
  const reason = fallbackOf(choice);
  if (reason !== undefined) io.note(`${io.noteColor.yellow('warning:')} ${reason}`);
}
