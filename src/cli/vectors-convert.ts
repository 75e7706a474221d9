/** @file `nerwin vectors convert`: writes word vectors in another format. */

import { Command, Option } from 'commander';
import { readVectorSource, type VectorSource } from '../dataset/vector-source.js';
import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import { writeVectors } from '../vectors/binary.js';
import { type Quantization, quantizations } from '../vectors/nwv-format.js';
import { vectorPieces, type WrittenFormat, writtenFormats } from '../vectors/write.js';
import { jsonLine } from './json-output.js';
import { rejectOverwrite } from './output-guard.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { writeOutput } from './write-output.js';

type Target = WrittenFormat | 'nerwin';

const byEnding: Readonly<Record<string, Target>> = {
  nwv: 'nerwin',
  bin: 'word2vec',
  vec: 'word2vec-text',
  txt: 'glove',
};

interface ConvertOptions {
  readonly to?: Target;
  readonly quantize: Quantization;
  readonly json?: true;
}

export const convertCommand = (io: Terminal) =>
  new Command('convert')
    .description('write word vectors in another format, with the same numbers')
    .argument('<in>', 'word vectors in any supported format; shipped; a model or a run folder')
    .argument('<out>', 'the file to write, or - for standard output')
    .addOption(
      new Option('--to <format>', 'the format (default: by the ending .nwv, .bin, .vec or .txt)').choices([
        ...writtenFormats,
        'nerwin',
      ]),
    )
    .addOption(
      new Option('--quantize <kind>', 'how nerwin stores the numbers; int8 rounds them')
        .choices(quantizations)
        .default('float32'),
    )
    .option('--json', 'print the result as JSON')
    .action(async (input: string, output: string, options: ConvertOptions) => {
      const to = options.to ?? byEnding[/\.(\w+)$/.exec(output)?.[1]?.toLowerCase() ?? ''];
      if (to === undefined)
        throw new NerwinError(
          'usage',
          `${output}: the ending names no format`,
          `choose one with --to ${writtenFormats[0]}, …`,
        );
      const source = await readVectorSource(input);
      if (output !== '-') rejectOverwrite('<out>', output, [source.path]);
      await write(source, output, to, options.quantize, io);
      const { words, d } = source;
      const lost = to === 'nerwin' ? [] : ['the vectors of unknown words and of numbers'];
      if (output === '-') return;
      if (options.json)
        return io.out(
          jsonLine('vectors convert', { output, format: to, words: words.length, dimension: d, lost }),
        );
      await print(
        `${output}: ${to}, ${plural(words.length, 'word', 'words')}, ${plural(d, 'dimension', 'dimensions')}\n`,
        io,
      );
      if (lost.length > 0) io.note(`${to} files do not hold ${lost[0]}; a reader computes them again`);
    });

async function write(
  source: VectorSource,
  output: string,
  to: Target,
  quantize: Quantization,
  io: Terminal,
): Promise<void> {
  if (to === 'nerwin') {
    if (output === '-')
      throw new NerwinError(
        'usage',
        'a nerwin file cannot be written to standard output',
        'give a file name',
      );
    return writeVectors(output, source, quantize);
  }
  await writeOutput(output, vectorPieces(source, to), io);
}
