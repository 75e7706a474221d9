/** @file `nerwin corpus stats`: counts what a corpus contains. */

import { Command } from 'commander';
import { CorpusCounter, type CorpusStatistics } from '../corpus/statistics.js';
import { percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { grouped } from '../plural.js';
import { withCorpusInput } from './corpus-input.js';
import { documentsOf, type SourceReadingOptions, withReadingOptions } from './corpus-reading.js';
import { jsonLine } from './json-output.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

export const corpusStatsCommand = (io: Terminal): Command =>
  withReadingOptions(
    new Command('stats')
      .description('count documents, sentences, tokens, and the entities of each type')
      .argument('<corpus...>', 'corpus files or globs; - for standard input'),
  )
    .option('--json', 'print the result as JSON')
    .action(
      withCorpusInput(
        io,
        async (patterns: string[], options: SourceReadingOptions & { readonly json?: true }) => {
          const files = await documentsOf(patterns, options, io);
          const counter = new CorpusCounter();
          for await (const document of files.documents()) counter.add(document);
          const statistics = counter.statistics();
          await (options.json
            ? io.out(jsonLine('corpus stats', statistics))
            : print(textOf(statistics, io.outColumns), io));
        },
      ),
    );

function textOf(statistics: CorpusStatistics, columns?: number): string {
  const { documents, sentences, tokens, forms, withEntities, inEntities, length, types } = statistics;
  const share = (part: number, whole: number): string => `${percent(whole > 0 ? part / whole : 0)} %`;
  const rows = types.map(({ type, entities, names, tokens: own, frequent }) => [
    type,
    grouped(entities),
    grouped(names),
    (own / entities).toFixed(2),
    frequent.map(([name, count]) => `${name} (${grouped(count)})`).join(', '),
  ]);
  return [
    `documents   ${grouped(documents)}`,
    `sentences   ${grouped(sentences)}, ${share(withEntities, sentences)} with an entity`,
    `tokens      ${grouped(tokens)}, ${share(inEntities, tokens)} in entities; ${grouped(forms)} distinct`,
    `length      median ${length.median} tokens per sentence, 95 % have at most ${length.most}, the longest has ${length.longest}`,
    '',
    plainTable(['type', 'entities', 'names', 'tokens each', 'most frequent'], rows, {
      align: ['left', 'right', 'right', 'right', 'left'],
      columns,
    }),
  ].join('\n');
}
