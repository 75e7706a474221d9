/** @file `nerwin corpus split` and `sample`: divide a corpus at random, with as many locations in each part. */

import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { allotted, Dealer, stratumOf } from '../corpus/allotment.js';
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import type { WrittenName } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { rejectOverwrite } from '../output-guard.js';
import { plural } from '../plural.js';
import { OwnedFolder } from '../run/owned-folder.js';
import { withCorpusInput } from './corpus-input.js';
import { overwriteMeaning, withTargetFormat, writeCorpora } from './corpus-output.js';
import { CorpusFiles, type SourceReadingOptions, withReadingOptions } from './corpus-reading.js';
import { existing, textNameOf } from './corpus-sink.js';
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

interface Part {
  readonly name: string;
  readonly share: number;
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
      .option('--no-stratify', 'do not care how many locations each part has'),
  ).option('--json', 'print what was written as JSON');

function partsOf(text: string): Part[] {
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

const usual: readonly Part[] = [
  { name: 'train', share: 0.8 },
  { name: 'dev', share: 0.1 },
  { name: 'test', share: 0.1 },
];

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
          readonly parts?: Part[];
          readonly overwrite?: true;
        },
      ) => {
        const { output: folder, parts = usual } = options;
        const files = await CorpusFiles.find(patterns, options, io);
        const format = options.to ?? (await files.ownFormat());
        const paths = parts.map(({ name }) => join(folder, `${name}.${writtenFormats[format].ending}`));
        for (const path of paths) rejectOverwrite('--output', path, files.paths);
        const written = format === 'brat' ? paths.flatMap((path) => [path, textNameOf(path)]) : paths;
        // The parts of two splits at once must not be mixed: they share sentences.
        await new OwnedFolder(folder).locked(async () => {
          const there = written.find((path) => isThere(path));
          if (there !== undefined && !options.overwrite) throw existing(there);
          const counts = await countStrata(files, options);
          const urns = allotted(
            counts,
            parts.map(({ share }) => share),
          );
          await deal(files, urns, paths, { ...options, format }, io, 'corpus split');
        });
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
        const files = await CorpusFiles.find(patterns, options, io);
        if (output !== '-') rejectOverwrite('--output', output, files.paths);
        const format = options.to ?? (await files.ownFormat());
        const counts = await countStrata(files, options);
        const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
        const kept = size ?? Math.round((fraction ?? 0) * total);
        if (kept > total)
          throw new NerwinError(
            'usage',
            `--size ${kept}: the corpus has only ${plural(total, 'document', 'documents')}`,
            `use at most --size ${total}, or --by sentence for smaller pieces`,
          );
        const urns = allotted(counts, [kept, total - kept]);
        await deal(files, urns, [output], { ...options, format }, io, 'corpus sample');
      },
    ),
  );

/** Returns the number of documents in each stratum. */
async function countStrata(files: CorpusFiles, options: DivideOptions): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for await (const document of files.documents(['unalignedSpan', 'overlappingSpan'])) {
    const stratum = stratumIn(document, options);
    counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  }
  return counts;
}

const stratumIn = ({ marks }: AnnotatedDocument, { stratify, locations }: DivideOptions): number =>
  stratify ? stratumOf(marks.filter(({ type }) => locations?.includes(type) ?? true).length) : 0;

/** Writes each document to the output of its part; parts without an output are left out. */
async function deal(
  files: CorpusFiles,
  urns: Map<number, number[]>,
  paths: readonly string[],
  options: DivideOptions & { readonly format: WrittenName },
  io: Terminal,
  command: 'corpus split' | 'corpus sample',
): Promise<void> {
  const dealer = new Dealer(urns, options.seed);
  const outputs = await writeCorpora(paths, options.format, io, async (targets) => {
    for await (const document of files.documents())
      await targets[dealer.next(stratumIn(document, options))]?.write(document);
  });
  if (options.json && paths[0] !== '-')
    return io.out(
      jsonLine(
        command,
        outputs.map(({ written }) => written),
      ),
    );
  for (const output of outputs) await output.report();
}
