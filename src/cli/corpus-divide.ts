/** @file `nerwin corpus split` and `sample`: divide a corpus at random, with as many locations in each part. */

import { Command, InvalidArgumentError } from 'commander';
import { type CorpusPart, sampleDocuments, splitDocuments, usualParts } from '../corpus/written/divide.js';
import type { WrittenName } from '../corpus/written/names.js';
import { NerwinError } from '../error.js';
import { withCorpusInput } from './corpus-input.js';
import {
  overwriteMeaning,
  rejectBinaryOnTerminal,
  reportWritten,
  withTargetFormat,
  writing,
} from './corpus-output.js';
import { documentsOf, type SourceReadingOptions, withReadingOptions } from './corpus-reading.js';
import { jsonLine } from './json-output.js';
import { commaSeparated } from './lists.js';
import { numberBetween, seedNumber, wholeBetween } from './numbers.js';
import type { Terminal } from './terminal.js';

interface DivideOptions extends SourceReadingOptions {
  readonly to?: WrittenName;
  readonly seed: number;
  readonly locations?: string[];
  readonly stratify: boolean;
  readonly json?: true;
}

/** The options that `split` and `sample` share. */
const withDividing = (command: Command): Command =>
  withReadingOptions(
    withTargetFormat(command)
      .option('--seed <number>', 'random seed', seedNumber, 1)
      .option(
        '--locations <types>',
        'entity types that count as locations, separated by commas (default: all types)',
        commaSeparated('types of entities'),
      )
      .option('--no-stratify', 'ignore how many locations each part has'),
  ).option('--json', 'print what was written as JSON');

function partsOf(text: string): CorpusPart[] {
  const parts = text.split(',').map((pair) => {
    const [, name, share] = /^\s*([\w.-]+)\s*=\s*(\d*\.?\d+)\s*$/.exec(pair) ?? [];
    if (name === undefined || !(Number(share) > 0))
      throw new InvalidArgumentError('expected names with shares, such as train=0.8,dev=0.1,test=0.1');
    return { name, share: Number(share) };
  });
  if (new Set(parts.map(({ name }) => name)).size < parts.length)
    throw new InvalidArgumentError('each part needs a name of its own');
  return parts;
}

export const corpusSplitCommand = (io: Terminal): Command =>
  withDividing(
    new Command('split')
      .description('divide a corpus at random into train, dev and test files')
      .argument('<corpus...>', 'corpus files or globs; - for standard input')
      .requiredOption('-o, --output <folder>', 'the folder for the files, which are named after the parts')
      .option('--overwrite', overwriteMeaning)
      .option('--parts <shares>', 'names and shares (default: train=0.8,dev=0.1,test=0.1)', partsOf),
  ).action(
    withCorpusInput(
      io,
      async (
        patterns: string[],
        options: DivideOptions & {
          readonly output: string;
          readonly parts?: CorpusPart[];
          readonly overwrite?: true;
        },
      ) => {
        const { output, parts = usualParts, overwrite } = options;
        const source = await documentsOf(patterns, options, io);
        const written = await splitDocuments(source, parts, output, options, writing(io, overwrite));
        if (options.json) return io.out(jsonLine('corpus split', written));
        for (const one of written) await reportWritten(one, io);
      },
    ),
  );

export const corpusSampleCommand = (io: Terminal): Command =>
  withDividing(
    new Command('sample')
      .description('write some of the documents of a corpus, chosen at random, in their order')
      .argument('<corpus...>', 'corpus files or globs; - for standard input')
      .option('--size <number>', 'number of documents', wholeBetween(1, 1_000_000_000))
      .option('--fraction <fraction>', 'share of the documents', numberBetween(0, 1))
      .option('-o, --output <file>', 'the file to write, or - for standard output', '-'),
  ).action(
    withCorpusInput(
      io,
      async (
        patterns: string[],
        options: DivideOptions & {
          readonly output: string;
          readonly size?: number;
          readonly fraction?: number;
        },
      ) => {
        const { size, fraction, output } = options;
        if ((size === undefined) === (fraction === undefined))
          throw new NerwinError('usage', 'how many documents?', 'give either --size N or --fraction F');
        const source = await documentsOf(patterns, options, io);
        const to = options.to ?? (await source.ownFormat());
        rejectBinaryOnTerminal(to, output, io);
        const wanted = size === undefined ? { fraction: fraction ?? 0 } : { size };
        const names = { size: '--size', by: '--by' };
        const how = { ...writing(io), sampleNames: names };
        const written = await sampleDocuments(source, wanted, output, { ...options, to }, how);
        if (options.json && output !== '-') return io.out(jsonLine('corpus sample', [written]));
        await reportWritten(written, io);
      },
    ),
  );
