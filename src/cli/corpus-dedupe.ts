/** @file `nerwin corpus dedupe`: leaves out documents that appeared before. */
import { Command, Option } from 'commander';
import { SeenDocuments } from '../corpus/duplicates.js';
import { type WrittenName, writtenNames } from '../corpus/written/names.js';
import { NerwinError } from '../error.js';
import { CorpusOutput } from './corpus-output.js';
import { CorpusFiles, type ReadingOptions, withReadingOptions } from './corpus-reading.js';
import { jsonLine } from './json-output.js';
import { rejectOverwrite } from './output-guard.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface DedupeOptions extends ReadingOptions {
  readonly to?: WrittenName;
  readonly output: string;
  readonly against?: string[];
  readonly json?: true;
}

export const corpusDedupeCommand = (io: Terminal): Command =>
  withReadingOptions(
    new Command('dedupe')
      .description('write a corpus without the documents whose words appeared before; the first one stays')
      .argument('<corpus...>', 'corpus files or globs')
      .addOption(
        new Option('--to <format>', 'format to write (default: that of the files)').choices(writtenNames),
      )
      .option('--against <file...>', 'also leave out what is in these files, such as the test data')
      .option('-o, --output <file>', 'the file to write, or - for standard output', '-'),
  )
    .option('--json', 'print what was written and left out as JSON (needs --output)')
    .action((patterns: string[], options: DedupeOptions) => dedupe(patterns, options, io));

async function dedupe(patterns: string[], options: DedupeOptions, io: Terminal): Promise<void> {
  const { output, against = [], json } = options;
  if (json && output === '-')
    throw new NerwinError('usage', '--json needs --output', 'the corpus itself goes to standard output');
  const files = await CorpusFiles.find(patterns, options, io);
  const others = against.length > 0 ? await CorpusFiles.find(against, options, io) : undefined;
  if (output !== '-') rejectOverwrite('--output', output, [...files.paths, ...(others?.paths ?? [])]);
  const seen = new SeenDocuments();
  if (others) for await (const document of others.documents()) seen.add(document);
  const format = options.to ?? (await files.ownFormat());
  const written = new CorpusOutput(output, format, io);
  const left = { same: 0, other: 0 };
  try {
    for await (const document of files.documents(['unalignedSpan', 'overlappingSpan'])) {
      const novelty = seen.add(document);
      if (novelty === 'new') await written.write(document);
      else left[novelty]++;
    }
    await written.commit();
  } catch (error) {
    written.abandon();
    throw error;
  }
  if (json) {
    const { counts, lost } = written;
    return io.out(
      jsonLine('corpus dedupe', {
        output,
        format,
        ...counts,
        lost,
        duplicates: left.same,
        conflicts: left.other,
      }),
    );
  }
  await written.report();
  io.note(`left out: ${left.same + left.other} documents that appeared before`);
  if (left.other > 0) warn(`${left.other} of them have the same words but other entities`, io);
}
