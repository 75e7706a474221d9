/** @file `nerwin vectors`: describes a word-vector file or the vectors of a model, or prunes it to its most frequent words. */

import { Command, Option } from 'commander';
import { type VectorFacts, vectorFacts } from '../api/vectors-info.js';
import { writePruned } from '../api/vectors-prune.js';
import { vectorsPath } from '../config/paths.js';
import { rejectOverwrite } from '../output-guard.js';
import { plural } from '../plural.js';
import { type Quantization, quantizations } from '../vectors/nwv-format.js';
import { jsonLine } from './json-output.js';
import { wholeBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { convertCommand } from './vectors-convert.js';
import { coverageCommand } from './vectors-coverage.js';
import { nearestCommand } from './vectors-nearest.js';
import { warn } from './warnings.js';

export const vectorsCommand = (io: Terminal) =>
  new Command('vectors')
    .description('inspect, convert, prune and search word vectors')
    .addCommand(info(io))
    .addCommand(cut(io))
    .addCommand(convertCommand(io))
    .addCommand(nearestCommand(io))
    .addCommand(coverageCommand(io));

const info = (io: Terminal) =>
  new Command('info')
    .description('print the format, number and dimension of the vectors, and the hash of the file')
    .argument(
      '<file>',
      'word vectors in any supported format, plain or gzip; shipped; a model or a run folder',
    )
    .option('--json', 'print the result as JSON')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const facts = await vectorFacts(file, (line) => warn(line, io));
      if (json) return void (await io.out(jsonLine('vectors info', facts)));
      await print(page(facts), io);
    });

function page({ format, words, dimension, unreadable, bytes, sha256, first, keep }: VectorFacts): string {
  return [
    `format      ${format}`,
    `words       ${words}${unreadable > 0 ? ` (${unreadable} empty or not UTF-8)` : ''}`,
    ...(keep === undefined ? [] : [`keep        ${keep ?? 'unknown'}`]),
    `dimension   ${dimension}`,
    `bytes       ${bytes}`,
    `sha256      ${sha256}`,
    `first       ${first.join(' ')}`,
    '',
  ].join('\n');
}

interface PruneOptions {
  readonly words: number;
  readonly quantize: Quantization;
  readonly quantise?: Quantization;
  readonly json?: true;
}

const cut = (io: Terminal) =>
  new Command('prune')
    .description("write the most frequent words of a file in nerwin's own compact format")
    .argument('<in>', 'word vectors in any supported format, most frequent words first; or shipped')
    .argument('<out>', 'the file to write, usually *.nwv')
    .requiredOption('--words <number>', 'number of words to write', wholeBetween(1, 100_000_000))
    .addOption(
      new Option('--quantize <kind>', 'how to store the numbers').choices(quantizations).default('int8'),
    )
    .addOption(
      new Option('--quantise <kind>', 'the same, as earlier versions spelled it')
        .choices(quantizations)
        .conflicts('quantize')
        .hideHelp(),
    )
    .option('--json', 'print the result as JSON')
    .action(async (input: string, output: string, { words, quantize, quantise, json }: PruneOptions) => {
      const source = vectorsPath(process.cwd(), input);
      rejectOverwrite('<out>', output, [source]);
      const result = await writePruned(source, output, words, quantise ?? quantize);
      if (json) {
        await io.out(jsonLine('vectors prune', result));
        return;
      }
      await print(
        [
          `words       ${result.words} of ${result.wordsInFile}, ${plural(result.d, 'dimension', 'dimensions')}`,
          `bytes       ${result.bytes}`,
          `RMS error   ${result.rmsError.toExponential(2)}, relative to values with RMS ${result.rms.toFixed(3)}`,
          `max error   ${result.largestError.toExponential(2)}`,
          `source      sha256 ${result.source}`,
          '',
        ].join('\n'),
        io,
      );
    });
