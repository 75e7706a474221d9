/** @file The evaluation of a model on a corpus as a document. */

import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { percent, significant } from '../document/number-format.js';
import { heading, paragraph, type Report, type ReportBlock, type Text, table } from '../document/report.js';
import type { Mistake } from '../evaluation/mistakes.js';
import type { Interval, Intervals } from '../evaluation/resampling.js';
import type { Scores } from '../evaluation/scores.js';
import type { TaggedSample } from '../evaluation/tagged-samples.js';
import type { ModelHeader } from '../model/model.js';
import { grouped } from '../plural.js';
import type { MachineFacts } from './environment.js';
import { environmentRows } from './environment-tables.js';
import { errorBlocks } from './error-tables.js';
import { curveBlocks } from './evaluation-pictures.js';
import { mistakeBlocks } from './mistake-tables.js';
import { modelBlocks } from './model-tables.js';
import { reliabilityBlocks } from './reliability-table.js';
import { sampleBlocks } from './sample-table.js';
import { standardsBlocks } from './standards-table.js';

/** What was evaluated, and how. */
export interface EvaluationFacts {
  /** The model file as it was named. */
  readonly model: string;
  readonly modelSha256: string;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly scheme: string }[];
  readonly environment: MachineFacts;
  /** Of the model: its networks and settings. */
  readonly header: ModelHeader;
  /** The command that repeats the evaluation. */
  readonly command: string;
  readonly warnings: readonly string[];
  readonly intervals: Intervals;
  /** The difference from another system, as text. */
  readonly against?: string | undefined;
  readonly mistakes: readonly Mistake[];
  readonly samples: readonly TaggedSample[];
}

export function evaluationDocument(result: CorpusEvaluation, facts: EvaluationFacts): Report {
  const { token, entity, types = {}, sentences, tokens, averagePrecision, threshold, reliability } = result;
  const { intervals, files, against } = facts;
  const gold = entity.tp + entity.fn;
  return {
    title: `Evaluation of ${facts.model}`,
    blocks: [
      paragraph(
        'The model ',
        { code: facts.model },
        ` was evaluated on ${grouped(sentences)} sentences with ${grouped(tokens)} tokens and ${grouped(gold)} locations, from `,
        ...files.flatMap(({ path }, k) => [...(k > 0 ? [', '] : []), { code: path }]),
        '.',
      ),
      {
        kind: 'figures',
        figures: [
          { label: 'entity F1', value: percent(entity.f1) },
          { label: 'entity precision', value: percent(entity.precision) },
          { label: 'entity recall', value: percent(entity.recall) },
          { label: 'token F1', value: percent(token.f1) },
          { label: 'average precision', value: percent(averagePrecision) },
        ],
      },
      ...facts.warnings.map((warning) => paragraph(`Warning: ${warning}.`)),
      heading('Scores'),
      scoreTable({ entity, token }, types),
      paragraph(
        `An entity is correct if both of its boundaries are correct (as in conlleval). A location is marked where a word scores above ${significant(threshold, 4)}. With ${significant(100 * intervals.level, 3)} % confidence, entity F1 is in ${shown(intervals.f1)}, precision in ${shown(intervals.precision)}, recall in ${shown(intervals.recall)} (bootstrap over sentences, ${grouped(intervals.samples)} samples, seed ${intervals.seed}).`,
      ),
      ...(against === undefined ? [] : [paragraph(against)]),
      ...curveBlocks(result, 'the corpus'),
      ...pointBlocks(result),
      ...standardsBlocks(result.standards, 'the corpus'),
      ...(reliability ? [heading('Probabilities'), ...reliabilityBlocks(reliability, 'the corpus')] : []),
      ...sampleBlocks(facts.samples, 'the corpus'),
      heading('The most confident mistakes'),
      ...mistakeBlocks(facts.mistakes),
      ...errorBlocks(result.errors, 'the corpus'),
      ...modelBlocks(facts.header),
      heading('Environment and hashes'),
      environmentRows(facts.environment),
      heading('Reproduce this evaluation'),
      { kind: 'commands', lines: [facts.command] },
      table(
        [
          ['file', 'left'],
          ['SHA-256', 'left'],
        ],
        [{ path: facts.model, sha256: facts.modelSha256 }, ...files].map(({ path, sha256 }) => [
          { code: path },
          { code: sha256 },
        ]),
      ),
    ],
  };
}

const shown = ([low, high]: Interval): string => `${percent(low)} to ${percent(high)}`;

function scoreTable(
  { entity, token }: { readonly entity: Scores; readonly token: Scores },
  types: Readonly<Record<string, { readonly entity: Scores }>>,
): ReportBlock {
  const row = (unit: string, { precision, recall, f1, tp, fp, fn }: Scores): Text[] => [
    unit,
    ...[precision, recall, f1].map(percent),
    ...[tp, fp, fn].map(grouped),
  ];
  const names = ['precision', 'recall', 'F1', 'TP', 'FP', 'FN'];
  return table(
    [['level', 'left'], ...names.map((name) => [name, 'right'] as const)],
    [
      row('entity', entity),
      row('token', token),
      ...Object.entries(types).map(([type, scores]) => row(`entity ${type}`, scores.entity)),
    ],
  );
}

/** The named thresholds of the model. */
function pointBlocks({ operatingPoints }: CorpusEvaluation): ReportBlock[] {
  const points = Object.entries(operatingPoints);
  if (points.length < 2) return [];
  return [
    heading('Operating points', 3),
    table(
      [
        ['name', 'left'],
        ['threshold', 'right'],
        ['precision', 'right'],
        ['recall', 'right'],
        ['F1', 'right'],
      ],
      points.map(([name, { thresholds, precision, recall, f1 }]) => [
        name,
        significant(thresholds.start, 4),
        ...[precision, recall, f1].map(percent),
      ]),
    ),
  ];
}
