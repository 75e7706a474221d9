/** @file Warnings: the command continues, but the situation is rarely intended. */
import { fallbackOf, type KernelChoice } from '../simd/choose.js';
import type { Terminal } from './terminal.js';

/** Writes a warning to standard error. */
export const warn = (line: string, io: Terminal): void =>
  io.note(`${io.noteColor.yellow('warning:')} ${line}`);

/** Warns that work will be slow if `auto` falls back to the plain loops on this machine. */
export function warnOfSlowKernel(choice: KernelChoice, io: Terminal): void {
  const reason = fallbackOf(choice);
  if (reason !== undefined) warn(reason, io);
}
