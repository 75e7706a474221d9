/** @file Warnings: the command continues, but the situation is rarely intended. */
import type { Terminal } from './terminal.js';

/** Writes a warning to standard error. */
export const warn = (line: string, io: Terminal): void =>
  io.note(`${io.noteColor.yellow('warning:')} ${line}`);
