/** @file Chooses a threshold of a model for a precision or recall on a corpus, and writes it into the model. */
import { basename } from 'node:path';
import { NerwinError } from '../error.js';
import { thresholdsFor } from '../evaluation/decision.js';
import { evaluate } from '../evaluation/evaluate.js';
import type { Scores } from '../evaluation/scores.js';
import { pointWith, type SweepPoint, ThresholdSweep } from '../evaluation/threshold-sweep.js';
import type { Model, ThresholdChoice } from '../model/model.js';
import { operatingPoint } from '../model/operating-point.js';
import { distinctThresholds, type Thresholds } from '../model/thresholds.js';
import type { ScoredCorpus } from './model-evaluation.js';

/** What is asked of a threshold: at least this precision or recall of entities, the highest F_β, or the value of `start` itself. */
export interface ThresholdGoal {
  readonly kind: ThresholdChoice['goal'];
  readonly value: number;
}

/** The thresholds before and after, with their scores on the corpus, if there is one. */
export interface ChosenThreshold {
  readonly model: Model;
  readonly before: Thresholds;
  readonly thresholds: Thresholds;
  readonly scores: { readonly before: Scores; readonly after: Scores } | null;
}

/**
 * Returns the model with the threshold that the goal asks for: for a precision, the one with the highest recall, and the other way
 * round. `start`, `extend` and `edge` move together, or `extend` stays; the highest F_β is searched as in training. With `point`, the operating point of this
 * name is set instead of the model's own thresholds. Throws 'gate', with the best that can be reached, if the goal cannot.
 */
export function withThreshold(
  model: Model,
  goal: ThresholdGoal,
  scored: ScoredCorpus | undefined,
  point?: string,
): ChosenThreshold {
  const { header } = model;
  const isNew = point !== undefined && point !== 'balanced' && !Object.hasOwn(header.operatingPoints, point);
  const before = operatingPoint(header, isNew ? undefined : point);
  const thresholds = chosen(goal, before, scored, header.thresholds);
  const scores = scored ? { before: scoresAt(scored, before), after: scoresAt(scored, thresholds) } : null;
  const choice: ThresholdChoice = {
    ...(point === undefined || point === 'balanced' ? {} : { point }),
    goal: goal.kind,
    value: goal.value,
    corpora: (scored?.summary.files ?? []).map(({ path, sha256 }) => ({ name: basename(path), sha256 })),
    scores: scores && {
      precision: scores.after.precision,
      recall: scores.after.recall,
      f1: scores.after.f1,
    },
    before: isNew ? null : before,
  };
  const earlier = header.thresholdChoices ?? [];
  const changed =
    choice.point === undefined
      ? { thresholds }
      : { operatingPoints: { ...header.operatingPoints, [choice.point]: thresholds } };
  const thresholdChoices = [...earlier.filter((other) => other.point !== choice.point), choice];
  return {
    model: { ...model, header: { ...header, ...changed, thresholdChoices } },
    before,
    thresholds,
    scores,
  };
}

function chosen(
  { kind, value }: ThresholdGoal,
  before: Thresholds,
  scored: ScoredCorpus | undefined,
  model: Thresholds,
): Thresholds {
  if (kind === 'value') {
    const { start, extend, edge } = before;
    const moved = { start: value, extend: value - (start - extend) };
    return edge === undefined ? moved : { ...moved, edge: value - (start - edge) };
  }
  if (!scored) throw new Error('a goal needs a corpus');
  const { scores, encoded, gold } = scored;
  if (kind === 'f-beta') {
    const settings = { thresholds: distinctThresholds(before), goal: 'entity' } as const;
    return thresholdsFor(scores, encoded, gold, settings, value).thresholds;
  }
  const { reached, best } = pointWith(
    new ThresholdSweep(scores, encoded, gold, model).searched(),
    kind,
    value,
  );
  if (reached) return reached.thresholds;
  throw unreached(kind, value, best);
}

function unreached(kind: 'precision' | 'recall', value: number, best: SweepPoint | undefined): NerwinError {
  const other = kind === 'precision' ? 'recall' : 'precision';
  const place = best
    ? `the best is ${best[kind].toFixed(4)}, with ${other} ${best[other].toFixed(4)} at threshold ${best.thresholds.start.toFixed(4)}`
    : 'no threshold marks a location';
  return new NerwinError(
    'gate',
    `no threshold reaches ${kind} ${value} on this corpus; ${place}`,
    best
      ? `ask for --${kind} ${(Math.floor(best[kind] * 10_000) / 10_000).toFixed(4)} or less`
      : 'use a corpus with locations that the model finds',
  );
}

const scoresAt = ({ scores, encoded, gold }: ScoredCorpus, thresholds: Thresholds): Scores =>
  evaluate(scores, encoded, gold, thresholds).entity;
