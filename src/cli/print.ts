/** @file Prints a result for people. Data, such as JSON or tagged text, goes to `io.out` unchanged. */
import { filledText, wrappedLines } from '../document/wrapped-lines.js';
import type { Terminal } from './terminal.js';

/** Writes `text` to standard output; on a terminal, lines that are too wide are broken between words. */
export const print = (text: string, io: Terminal): Promise<void> | void =>
  io.out(wrappedLines(text, io.outColumns));

/** Width of help that is not read on a terminal. */
export const helpColumns = 80;

/** Prints help: paragraphs are filled, and also without a terminal no line is wider than 80 columns. */
export const printHelp = (text: string, io: Terminal): Promise<void> | void =>
  io.out(filledText(text, io.outColumns ?? helpColumns));
