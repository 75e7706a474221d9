/** @file `nerwin corpus dedupe`: leaves out documents that appeared before. */

import { Command } from 'commander';
import type { WrittenName } from '../corpus/written/names.js';
import { dedupeDocuments } from '../corpus/written/rewrite.js';
import { plural } from '../plural.js';
import { withCorpusInput } from './corpus-input.js';
import {
  rejectBinaryOnTerminal,
  rejectJsonBesideCorpus,
  reportWritten,
  withTargetFormat,
  writing,
} from './corpus-output.js';
import { documentsOf, type SourceReadingOptions, withReadingOptions } from './corpus-reading.js';
import { jsonLine } from './json-output.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface DedupeOptions extends SourceReadingOptions {
  readonly to?: WrittenName;
  readonly output: string;
  readonly against?: string[];
  readonly json?: true;
}

export const corpusDedupeCommand = (io: Terminal): Command =>
  withReadingOptions(
    withTargetFormat(
      new Command('dedupe')
        .description('write a corpus without the documents whose words appeared before; the first one stays')
        .argument('<corpus...>', 'corpus files or globs; - for standard input'),
    )
      .option('--against <file...>', 'also leave out what is in these files, such as the test data')
      .option('-o, --output <file>', 'the file to write, or - for standard output', '-'),
  )
    .option('--json', 'print what was written and left out as JSON (needs --output)')
    .action(
      withCorpusInput(io, (patterns: string[], options: DedupeOptions) => dedupe(patterns, options, io)),
    );

async function dedupe(patterns: string[], options: DedupeOptions, io: Terminal): Promise<void> {
  const { output, against = [], to, json } = options;
  rejectJsonBesideCorpus(options);
  const source = await documentsOf(patterns, options, io);
  const others = against.length > 0 ? await documentsOf(against, options, io) : undefined;
  const format = to ?? (await source.ownFormat());
  rejectBinaryOnTerminal(format, output, io);
  const written = await dedupeDocuments(source, others, output, format, writing(io));
  if (json) return io.out(jsonLine('corpus dedupe', written));
  await reportWritten(written, io);
  const { duplicates, conflicts } = written;
  io.note(`left out: ${plural(duplicates + conflicts, 'document', 'documents')} that appeared before`);
  if (conflicts > 0) warn(`${conflicts} of them have the same words but other entities`, io);
}
