/** @file What `nerwin eval` prints for people about one model on one corpus. */
import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import type { Reliability } from '../evaluation/calibration.js';
import type { Mistake } from '../evaluation/mistakes.js';
import type { Intervals } from '../evaluation/resampling.js';
import type { Scores } from '../evaluation/scores.js';
import { grouped, plural } from '../plural.js';
import type { GroupedEvaluation } from '../run/evaluation-groups.js';
import { reliabilityHeadings, reliabilityRows } from '../run/reliability-table.js';
import { againstText, standardsText } from './eval-comparison.js';
import { errorsText, pointsText } from './eval-errors.js';
import type { Terminal } from './terminal.js';

/** What `eval` says beside the scores of a model on a corpus. */
interface EvaluationExtras {
  readonly intervals: Intervals;
  readonly against?: Parameters<typeof againstText>[0] | undefined;
  readonly by?: GroupedEvaluation | undefined;
}

/** Returns everything that `eval` prints about an evaluation. */
export async function wholeEvaluationText(
  result: CorpusEvaluation,
  { by, against, intervals }: EvaluationExtras,
  mistakes: readonly Mistake[],
  io: Terminal,
): Promise<string> {
  const columns = io.outColumns;
  return [
    evaluationText(result, mistakes, io),
    by ? (await import('./eval-table.js')).groupsText(by, columns) : '',
    pointsText(result.operatingPoints, columns),
    errorsText(result.errors, columns),
    standardsText(result.standards, intervals, columns),
    against ? againstText(against) : '',
  ].join('');
}

/** Returns the scores, the reliability of the probabilities, and the most confident mistakes. */
function evaluationText(result: CorpusEvaluation, mistakes: readonly Mistake[], io: Terminal): string {
  const row = (name: string, { precision, recall, f1, tp, fp, fn }: Scores): string[] => [
    name,
    percent(precision),
    percent(recall),
    percent(f1),
    ...[tp, fp, fn].map(grouped),
  ];
  const table = plainTable(
    ['', 'precision', 'recall', 'F1', 'TP', 'FP', 'FN'],
    [
      row('token', result.token),
      row('entity', result.entity),
      ...Object.entries(result.types ?? {}).map(([type, { entity }]) => row(type, entity)),
    ],
    { columns: io.outColumns },
  );
  const { dim, bold } = io.color;
  const lines = mistakes.map(
    ({ kind, before, text, after, gold, score, type }) =>
      `${kind.padEnd(8)} ${score.toFixed(2).padStart(6)}  ${dim(tail(before))} ${bold(`[${shown(text)}]`)} ${dim(head(after))}${kind === 'boundary' ? `  gold: ${shown(gold)}` : type === undefined ? '' : `  gold: ${type}`}`,
  );
  return [
    `${plural(result.sentences, 'sentence', 'sentences')}, ${plural(result.tokens, 'token', 'tokens')}; scores in percent, entities counted as in conlleval`,
    table.trimEnd(),
    `average precision ${percent(result.averagePrecision)}, threshold ${result.threshold.toFixed(4)}`,
    ...(result.types
      ? ['rows for an entity type use the most likely class of each token, without a threshold']
      : []),
    ...(result.reliability ? ['', ...reliabilityLines(result.reliability, io.outColumns)] : []),
    ...(lines.length > 0 ? ['', 'the most confident mistakes:', ...lines] : []),
    '',
  ].join('\n');
}

function reliabilityLines(reliability: Reliability, columns?: number): string[] {
  const error = `expected calibration error ${percent(reliability.error)}`;
  return [error, plainTable([...reliabilityHeadings], reliabilityRows(reliability), { columns }).trimEnd()];
}

/**
 * Returns the last six words of the context before a mistake, and the first six
 * words of the context after it.
 */
const tail = (words: string): string => shown(words.split(' ').slice(-6).join(' '));
const head = (words: string): string => shown(words.split(' ').slice(0, 6).join(' '));

/** Truncates overlong words, such as a one-megabyte line without a space. */
const shown = (words: string): string => words.replace(/(\S{100})\S+/gu, '$1…');
