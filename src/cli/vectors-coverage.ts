/** @file `nerwin vectors coverage`: how much of a corpus has word vectors. */
import { Command } from 'commander';
import { coverageIn } from '../api/vectors-coverage.js';
import { findFiles } from '../corpus/files.js';
import { percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { plural } from '../plural.js';
import { rungMeanings } from '../run/rung-meanings.js';
import { withCorpusInput } from './corpus-input.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { jsonLine } from './json-output.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface CoverageOptions extends CorpusFormatOptions {
  readonly json?: true;
}

export const coverageCommand = (io: Terminal) =>
  withCorpusFormatOptions(
    new Command('coverage')
      .description('print how much of a corpus has word vectors, by lookup step')
      .argument('<file>', 'word vectors in any supported format; shipped; a model or a run folder')
      .argument('<corpus...>', 'corpus files or globs; - for standard input'),
  )
    .option('--json', 'print the result as JSON')
    .action(
      withCorpusInput(io, async (file: string, patterns: string[], options: CoverageOptions) => {
        const files = await findFiles(patterns, process.cwd());
        const coverage = await coverageIn(files, corpusOptions(options), file);
        if (options.json) return io.out(jsonLine('vectors coverage', coverage));
        const { tokens, forms, tokenShare, formShare, steps } = coverage;
        const rows = steps.map((step) => [
          rungMeanings[step.step].split(':', 1)[0],
          `${percent(step.tokens / tokens)} %`,
          step.forms,
          step.examples.join(' '),
        ]);
        await print(
          `${plural(tokens, 'token', 'tokens')}, ${plural(forms, 'distinct form', 'distinct forms')}; with a vector: ${percent(tokenShare)} % of the tokens, ${percent(formShare)} % of the forms\n\n`,
          io,
        );
        await print(
          plainTable(['found', 'tokens', 'forms', 'most frequent'], rows, {
            align: ['left', 'right', 'right', 'left'],
            columns: io.outColumns,
          }),
          io,
        );
      }),
    );
