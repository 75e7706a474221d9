/** @file `nerwin merge`: merges several models into one. */
import { Command } from 'commander';
import { type MergeResult, mergeFiles } from '../api/merge-models.js';
import { findFiles } from '../corpus/files.js';
import { percent } from '../document/number-format.js';
import { rejectOverwrite } from '../output-guard.js';
import { withCorpusInput } from './corpus-input.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { jsonLine } from './json-output.js';
import { modelPath } from './model-option.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface MergeOptions extends CorpusFormatOptions {
  readonly output: string;
  readonly dev?: string[];
  readonly json?: true;
}

export const mergeCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('merge')
      .description('merge models into one network that returns the mean of their scores')
      .argument('<models...>', 'two or more model files or run folders with the same vocabulary and features')
      .requiredOption('-o, --output <file>', 'where to write the merged model')
      .option(
        '--dev <file...>',
        "search the thresholds on these dev files or globs (default: the mean of the models' thresholds, which does better on other text)",
      ),
  )
    .option('--json', 'print the result as JSON')
    .action(withCorpusInput(io, (paths: string[], options: MergeOptions) => mergeModels(paths, options, io)));

async function mergeModels(named: readonly string[], options: MergeOptions, io: Terminal): Promise<void> {
  const paths = named.map(modelPath);
  const files = options.dev ? await findFiles(options.dev, process.cwd()) : undefined;
  rejectOverwrite('--output', options.output, [...paths, ...(files ?? [])]);
  const dev = files && { files, reading: corpusOptions(options) };
  const result = await mergeFiles(paths, options.output, dev, (line) => warn(line, io));
  if (options.json) await io.out(jsonLine('merge', result));
  else await print(page(result, paths.length, io), io);
}

function page({ model, hidden, thresholds, dev }: MergeResult, count: number, io: Terminal): string {
  const { bold, cyan } = io.color;
  const { start, extend, edge = extend } = thresholds;
  const values = [...new Set([start, extend, edge])].map((value) => value.toFixed(4));
  const at = `threshold${values.length > 1 ? 's' : ''} ${values.join(', ')}`;
  const scores = dev
    ? `${bold('dev')}     token F1 ${percent(dev.token.f1)} %, entity F1 ${percent(dev.entity.f1)} %\n`
    : '';
  return `${bold('model')}   ${cyan(model)}, ${count} models merged into one with ${hidden} hidden units, ${at}\n${scores}`;
}
