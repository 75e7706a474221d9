/** @file Finds out before a command reads anything whether the files that it is to write can be written. */
import type { Command } from 'commander';
import { demandWritable } from '../file.js';

/** The options whose value is a file that the command writes. */
const outputs: ReadonlySet<string> = new Set([
  '--graph',
  '--html',
  '--markdown',
  '--npz',
  '--onnx',
  '--output',
  '--predictions',
  '--save',
  '--svg',
  '--word2vec',
]);

/** A command whose verdict matters more than its files: it reports a failed gate also if it cannot write them. */
const judging = 'compare';

/** Throws 'file' for the first output of a command that cannot be written. The folders of `--output <folder>` are locked instead. */
export function demandOutputs(command: Command): void {
  const values: Record<string, unknown> = command.opts();
  for (const option of command.options) {
    const isFile =
      outputs.has(option.long ?? '') && option.flags.endsWith('<file>') && command.name() !== judging;
    const isGolden = option.long === '--golden' && values.update !== undefined; // otherwise it is read
    if (isFile || isGolden) demandOutput(values[option.attributeName()]);
  }
  for (const [k, argument] of command.registeredArguments.entries())
    if (argument.name() === 'out') demandOutput(command.args[k]);
}

function demandOutput(path: unknown): void {
  if (typeof path !== 'string' || path === '-') return;
  demandWritable(path);
}
