/** @file The entity scores of each document or file of a corpus. */
import { meanAndSd } from '../compare/significance.js';
import type { Sentence } from '../corpus/sentence.js';
import type { SentenceCounts } from '../evaluation/resampling.js';
import { type Scores, scoresOf } from '../evaluation/scores.js';
import type { Spread } from './repeat.js';

/** The parts of a corpus that are scored one by one. */
export const units = ['document', 'file'] as const;
export type EvaluationUnit = (typeof units)[number];

/** A document or file. */
export interface GroupEvaluation {
  readonly file: string;
  /** Number of the document in its file, from 1; null for a file. */
  readonly document: number | null;
  /** Line of its first token. */
  readonly line: number;
  readonly sentences: number;
  readonly tokens: number;
  readonly entity: Scores;
}

export interface GroupedEvaluation {
  readonly unit: EvaluationUnit;
  readonly groups: readonly GroupEvaluation[];
  /** F1 over the groups with a location, gold or predicted. */
  readonly f1: Spread;
}

/** Adds up the counts of the sentences of each document or file, in the order of the corpus. */
export function groupEvaluation(
  sentences: Iterable<Sentence>,
  { tp, fp, fn }: SentenceCounts,
  unit: EvaluationUnit,
): GroupedEvaluation {
  const groups: GroupEvaluation[] = [];
  let open:
    | { first: Sentence; number: number; sentences: number; tokens: number; counts: number[] }
    | undefined;
  const close = (): void => {
    if (!open) return;
    const { first, number, counts, ...sizes } = open;
    const [hits, wrong, missed] = counts;
    groups.push({
      file: first.file,
      document: unit === 'document' ? number : null,
      line: first.line,
      ...sizes,
      entity: scoresOf(hits, wrong, missed),
    });
  };
  let k = 0;
  for (const sentence of sentences) {
    const isSameFile = open?.first.file === sentence.file;
    if (!open || !isSameFile || (unit === 'document' && open.first.document !== sentence.document)) {
      close();
      const number: number = isSameFile && open ? open.number + 1 : 1;
      open = { first: sentence, number, sentences: 0, tokens: 0, counts: [0, 0, 0] };
    }
    open.sentences++;
    open.tokens += sentence.tokens.length;
    [tp[k], fp[k], fn[k]].forEach((count, at) => {
      if (open) open.counts[at] += count;
    });
    k++;
  }
  close();
  const scored = groups.filter(
    ({ entity: { tp: hits, fp: wrong, fn: missed } }) => hits + wrong + missed > 0,
  );
  const { mean, sd } = meanAndSd(scored.length > 0 ? scored.map(({ entity }) => entity.f1) : [0]);
  return { unit, groups, f1: { mean, sd } };
}
