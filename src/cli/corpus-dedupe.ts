/** @file `nerwin corpus dedupe`: leaves out documents that appeared before. */

import { Command } from 'commander';
import { SeenDocuments } from '../corpus/duplicates.js';
import type { WrittenName } from '../corpus/written/names.js';
import { rejectOverwrite } from '../output-guard.js';
import { plural } from '../plural.js';
import { withCorpusInput } from './corpus-input.js';
import { rejectJsonBesideCorpus, withTargetFormat, writeCorpora } from './corpus-output.js';
import { CorpusFiles, type SourceReadingOptions, withReadingOptions } from './corpus-reading.js';
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
  const { output, against = [], json } = options;
  rejectJsonBesideCorpus(options);
  const files = await CorpusFiles.find(patterns, options, io);
  const others = against.length > 0 ? await CorpusFiles.find(against, options, io) : undefined;
  if (output !== '-') rejectOverwrite('--output', output, [...files.paths, ...(others?.paths ?? [])]);
  const seen = new SeenDocuments();
  if (others) for await (const document of others.documents()) seen.add(document);
  const format = options.to ?? (await files.ownFormat());
  const left = { same: 0, other: 0 };
  const [written] = await writeCorpora([output], format, io, async ([target]) => {
    for await (const document of files.documents(['unalignedSpan', 'overlappingSpan'])) {
      const novelty = seen.add(document);
      if (novelty === 'new') await target.write(document);
      else left[novelty]++;
    }
  });
  if (json) {
    const { same: duplicates, other: conflicts } = left;
    return io.out(jsonLine('corpus dedupe', { ...written.written, duplicates, conflicts }));
  }
  await written.report();
  io.note(`left out: ${plural(left.same + left.other, 'document', 'documents')} that appeared before`);
  if (left.other > 0) warn(`${left.other} of them have the same words but other entities`, io);
}
