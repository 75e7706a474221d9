/** @file Warnings: what goes on, and yet is seldom what is wanted. */
import type { Terminal } from './terminal.js';

/** Writes a warning to standard error. */
export const warn = (line: string, io: Terminal): void =>
  io.note(`${io.noteColor.yellow('warning:')} ${line}`);
