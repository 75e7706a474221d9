/** @file Warnings: the command continues, but the situation is rarely intended. */
import type { ModelHeader } from '../model/model.js';
import { fallbackOf, type KernelChoice } from '../simd/choose.js';
import type { Terminal } from './terminal.js';

/** Writes a warning to standard error. */
export const warn = (line: string, io: Terminal): void =>
  io.note(`${io.noteColor.yellow('warning:')} ${line}`);

/** Warns that a model with document features sees each line of its input as a document. */
export function warnOfLines({ features }: Pick<ModelHeader, 'features'>, io: Terminal): void {
  if (!features.documentMean) return;
  const reason =
    'the model uses the mean of the word vectors of a document, and each line counts as a document';
  warn(`${reason}: put whole documents on a line`, io);
}

/** Warns that work will be slow if `auto` falls back to the plain loops on this machine. */
export function warnOfSlowKernel(choice: KernelChoice, io: Terminal): void {
  const reason = fallbackOf(choice);
  if (reason !== undefined) warn(reason, io);
}
