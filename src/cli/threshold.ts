/** @file `nerwin threshold`: chooses the threshold of a model for a wanted precision or recall. */
import { realpathSync } from 'node:fs';
import { Command } from 'commander';
import { type ThresholdReport, writeThreshold } from '../api/choose-threshold.js';
import { findFiles } from '../corpus/files.js';
import type { ThresholdGoal } from '../dataset/threshold-choice.js';
import { percent } from '../document/number-format.js';
import { NerwinError } from '../error.js';
import type { Scores } from '../evaluation/scores.js';
import { demandWritable } from '../file.js';
import { modelFileOf } from '../model/model-path.js';
import { shippedModelPath } from '../model/shipped.js';
import type { Thresholds } from '../model/thresholds.js';
import { rejectOverwrite } from '../output-guard.js';
import { withCorpusInput } from './corpus-input.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { jsonLine } from './json-output.js';
import { commaSeparated } from './lists.js';
import { modelMeaning, modelPath } from './model-option.js';
import { anyNumber, numberBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface ThresholdOptions extends CorpusFormatOptions {
  readonly model?: string;
  readonly corpus?: string[];
  readonly output?: string;
  readonly precision?: number;
  readonly recall?: number;
  readonly fBeta?: number;
  readonly value?: number;
  readonly operatingPoint?: string;
  readonly locations?: string[];
  readonly json?: true;
}

const examples = `
Of all thresholds with the wanted precision, the one with the highest recall is taken, and the other way round. The model remembers
what was asked, the corpus and the scores there. Scores on other text differ: choose on a dev split, and evaluate on another one.

Examples:
  nerwin threshold --precision 0.95 --corpus dev.conll -o precise.safetensors
  nerwin threshold --recall 0.9 --corpus dev.conll --model runs/mine
  nerwin threshold --f-beta 0.5 --corpus dev.conll --model runs/mine --operating-point cautious
  nerwin threshold --value 2.5 --model runs/mine -o mine.safetensors

Exit codes: 0 written, 2 usage, 3 unreadable or unwritable file, 4 no threshold reaches what was asked.`;

export const thresholdCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('threshold')
      .description('choose the threshold of a model for a wanted precision or recall')
      .option('-m, --model <file>', modelMeaning)
      .option('--corpus <file...>', 'corpus files or globs on which it is chosen, such as a dev split')
      .option('--precision <fraction>', 'at least this entity precision, 0 … 1', numberBetween(0, 1))
      .option('--recall <fraction>', 'at least this entity recall, 0 … 1', numberBetween(0, 1))
      .option(
        '--f-beta <number>',
        'the highest F_β of entities; a β below 1 favors precision, above 1 recall',
        numberBetween(0.01, 100),
      )
      .option('--value <score>', 'this score; needs no corpus', anyNumber)
      .option(
        '-o, --output <file>',
        'where to write the model (default: into the model itself, unless it is the shipped one)',
      )
      .option('--operating-point <name>', 'set the thresholds of this operating point, new or not, instead')
      .option(
        '--locations <types>',
        "entity types that count as locations, separated by commas (default: the model's types)",
        commaSeparated('types of entities'),
      ),
  )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(withCorpusInput(io, (options: ThresholdOptions) => choose(options, io)));

async function choose(options: ThresholdOptions, io: Terminal): Promise<void> {
  const goal = goalOf(options);
  const path = modelPath(options.model);
  const output = outputOf(options, path);
  const files = options.corpus ? await findFiles(options.corpus, process.cwd()) : [];
  rejectOverwrite('--output', output, files);
  demandWritable(output);
  const { locations, operatingPoint } = options;
  const reading = corpusOptions(options, '--locations');
  const task = { path, output, goal, files, reading, locations, operatingPoint };
  const result = await writeThreshold(task, (line) => warn(line, io));
  await (options.json ? io.out(jsonLine('threshold', result)) : print(textOf(output, result), io));
}

function goalOf({ precision, recall, fBeta, value, corpus }: ThresholdOptions): ThresholdGoal {
  const goals = Object.entries({ precision, recall, 'f-beta': fBeta, value }).flatMap(([kind, given]) =>
    given === undefined ? [] : [{ kind: kind as ThresholdGoal['kind'], value: given }],
  );
  if (goals.length !== 1)
    throw new NerwinError(
      'usage',
      goals.length === 0
        ? 'no goal for the threshold'
        : `${goals.map(({ kind }) => `--${kind}`).join(' and ')} cannot be combined`,
      'give one of --precision, --recall, --f-beta and --value',
    );
  const [goal] = goals;
  if (goal.kind !== 'value' && !corpus)
    throw new NerwinError('usage', `--${goal.kind} needs a corpus`, 'name it with --corpus FILE');
  return goal;
}

/** Returns where the model is written; never over the shipped one. */
function outputOf({ output }: ThresholdOptions, path: string): string {
  const target = output ?? modelFileOf(path);
  if (realPath(target) !== realPath(shippedModelPath())) return target;
  throw new NerwinError(
    'usage',
    `${target}: the shipped model is not changed`,
    output === undefined ? 'write a copy with --output FILE' : 'choose another --output',
  );
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it does not exist yet
  }
}

function textOf(output: string, { before, thresholds, scores }: ThresholdReport): string {
  const row = (name: string, { precision, recall, f1 }: Scores): string =>
    `${name}  precision ${percent(precision)}, recall ${percent(recall)}, entity F1 ${percent(f1)}\n`;
  return [
    `${output}: threshold ${values(thresholds)}, before ${values(before)}\n`,
    ...(scores ? [row('before', scores.before), row('now   ', scores.after)] : []),
  ].join('');
}

const values = ({ start, extend, edge = start }: Thresholds): string =>
  [...new Set([start, extend, edge].map((value) => value.toFixed(4)))].join(', ');
