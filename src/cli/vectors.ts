/** @file `nerwin vectors`: describes a word-vector file, or prunes it to its most frequent words. */
import { Command, Option } from 'commander';
import { type Quantization, quantizations } from '../vectors/nwv-format.js';
import { prune } from '../vectors/prune.js';
import { readVectors } from '../vectors/read.js';
import { wholeBetween } from './numbers.js';
import { rejectOverwrite } from './output-guard.js';
import type { Terminal } from './terminal.js';

export const vectorsCommand = (io: Terminal) =>
  new Command('vectors')
    .description('inspect a word-vector file, or prune it to its most frequent words')
    .hook('preSubcommand', (vectors, chosen) => void chosen.copyInheritedSettings(vectors))
    .addCommand(info(io))
    .addCommand(cut(io));

const info = (io: Terminal) =>
  new Command('info')
    .description('print the format, number and dimension of the vectors, and the hash of the file')
    .argument('<file>', 'word vectors in any supported format, plain or gzip')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: { json?: boolean }) => {
      let first = 0;
      const vectors = await readVectors(file, { keep: () => first++ < 10 });
      const { format, wordsInFile, d, unreadable, bytes, sha256, words } = vectors;
      if (options.json) {
        const result = {
          file,
          format,
          words: wordsInFile,
          dimension: d,
          unreadable,
          bytes,
          sha256,
          first: words,
        };
        await io.out(`${JSON.stringify(result)}\n`);
        return;
      }
      await io.out(
        [
          `format      ${format}`,
          `words       ${wordsInFile}${unreadable > 0 ? ` (${unreadable} empty or not UTF-8)` : ''}`,
          `dimension   ${d}`,
          `bytes       ${bytes}`,
          `sha256      ${sha256}`,
          `first       ${words.join(' ')}`,
          '',
        ].join('\n'),
      );
    });

interface PruneOptions {
  readonly words: number;
  readonly quantize: Quantization;
  readonly quantise?: Quantization;
  readonly json?: true;
}

const cut = (io: Terminal) =>
  new Command('prune')
    .description("write the most frequent words of a file in nerwin's own compact format")
    .argument('<in>', 'word vectors in any supported format, most frequent words first')
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
      rejectOverwrite('<out>', output, [input]);
      const result = await prune(input, output, { words, quantization: quantise ?? quantize });
      if (json) {
        await io.out(`${JSON.stringify({ output, ...result })}\n`);
        return;
      }
      await io.out(
        [
          `words       ${result.words} of ${result.wordsInFile}, ${result.d} dimensions`,
          `bytes       ${result.bytes}`,
          `RMS error   ${result.rmsError.toExponential(2)}, relative to values with RMS ${result.rms.toFixed(3)}`,
          `max error   ${result.largestError.toExponential(2)}`,
          `source      sha256 ${result.source}`,
          '',
        ].join('\n'),
      );
    });
