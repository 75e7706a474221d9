/** @file `nerwin vectors convert`: writes word vectors in another format. */

import { Command, Option } from 'commander';
import { formatOfEnding, type VectorFormat, vectorFormats, writeConverted } from '../api/vectors-convert.js';
import { readVectorSource } from '../dataset/vector-source.js';
import { NerwinError } from '../error.js';
import { rejectOverwrite } from '../output-guard.js';
import { plural } from '../plural.js';
import { type Quantization, quantizations } from '../vectors/nwv-format.js';
import { jsonLine } from './json-output.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { writeOutput } from './write-output.js';

interface ConvertOptions {
  readonly to?: VectorFormat;
  readonly quantize: Quantization;
  readonly json?: true;
}

export const convertCommand = (io: Terminal) =>
  new Command('convert')
    .description('write word vectors in another format, with the same numbers')
    .argument('<in>', 'word vectors in any supported format; shipped; a model or a run folder')
    .argument('<out>', 'the file to write, or - for standard output')
    .addOption(
      new Option('--to <format>', 'the format (default: by the ending .nwv, .bin, .vec or .txt)').choices(
        vectorFormats,
      ),
    )
    .addOption(
      new Option('--quantize <kind>', 'how nerwin stores the numbers; int8 rounds them')
        .choices(quantizations)
        .default('float32'),
    )
    .option('--json', 'print the result as JSON')
    .action(async (input: string, output: string, options: ConvertOptions) => {
      const to = options.to ?? formatOfEnding(output);
      if (to === undefined)
        throw new NerwinError(
          'usage',
          `${output}: the ending names no format`,
          `choose one with --to: ${vectorFormats.filter((name) => name !== 'nerwin' || output !== '-').join(', ')}`,
        );
      if (to === 'nerwin' && output === '-')
        throw new NerwinError(
          'usage',
          'a nerwin file cannot be written to standard output',
          'give a file name',
        );
      const source = await readVectorSource(input);
      if (output !== '-') rejectOverwrite('<out>', output, [source.path]);
      const result = await writeConverted(source, output, to, options.quantize, (path, pieces) =>
        writeOutput(path, pieces, io),
      );
      if (output === '-') return;
      if (options.json) return io.out(jsonLine('vectors convert', result));
      const { words, dimension, lost } = result;
      await print(
        `${output}: ${to}, ${plural(words, 'word', 'words')}, ${plural(dimension, 'dimension', 'dimensions')}\n`,
        io,
      );
      if (lost.length > 0) io.note(`${to} files do not hold ${lost[0]}; a reader computes them again`);
    });
