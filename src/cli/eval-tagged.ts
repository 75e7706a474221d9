/** @file `nerwin eval --tagged`: scores the tags of any tool, by the rules of seqeval and nervaluate. */
import { scoreTags, type TaggedEvaluation } from '../api/evaluate-tags.js';
import { readTagPairs } from '../dataset/entity-pairs.js';
import { percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import type { StrictScheme } from '../evaluation/seqeval.js';
import { grouped, plural } from '../plural.js';
import { readWholeStream, sizeLimits } from '../whole-file.js';
import { standardsText } from './eval-comparison.js';
import { jsonLine } from './json-output.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface TaggedOptions {
  readonly corpus?: string[];
  readonly model?: readonly string[];
  readonly strictScheme?: StrictScheme;
  readonly locations?: string[];
  readonly minF1?: number;
  readonly json?: true;
}

/** Reads the file and prints the scores; in default mode, `--min-f1` is a minimum of the micro F1. */
export async function evaluateTagged(file: string, options: TaggedOptions, io: Terminal): Promise<void> {
  if (options.corpus || options.model !== undefined)
    throw new NerwinError(
      'usage',
      '--tagged cannot be combined with --corpus or --model',
      'the file holds gold and predicted tags',
    );
  const input = 'standard input';
  const pairs =
    file === '-'
      ? readTagPairs(input, await readWholeStream(io.input, input, 'corpus', sizeLimits.table))
      : readTagPairs(file);
  const result = scoreTags(pairs.gold, pairs.predicted, options);
  if (options.json) await io.out(jsonLine('eval', result));
  else await print(textOf(result, io.outColumns), io);
  const { f1 } = result.seqeval.default.micro;
  if (options.minF1 !== undefined && f1 < options.minF1)
    throw new NerwinError('gate', `entity F1 is ${f1.toFixed(4)}, below --min-f1 ${options.minF1}`);
}

function textOf(
  { sentences, tokens, seqeval, nervaluate, intervals }: TaggedEvaluation,
  columns?: number,
): string {
  const { default: loose, strict } = seqeval;
  const rows = [['all', loose.micro] as const, ...Object.entries(loose.types)].map(
    ([name, { precision, recall, f1, tp, fp, fn }]) => [
      name,
      ...[precision, recall, f1].map(percent),
      ...[tp, fp, fn].map(grouped),
    ],
  );
  return [
    `${plural(sentences, 'sentence', 'sentences')}, ${plural(tokens, 'token', 'tokens')}; scores in percent, entities counted as in conlleval`,
    plainTable(['', 'precision', 'recall', 'F1', 'TP', 'FP', 'FN'], rows, { columns }).trimEnd(),
    `strict mode drops ${strict.dropped.gold} malformed gold and ${strict.dropped.predicted} predicted entities`,
    standardsText(
      {
        seqeval: { version: '1.2', default: loose.micro, strict: strict.micro, scheme: strict.scheme },
        nervaluate,
      },
      intervals,
      columns,
    ),
  ].join('\n');
}
