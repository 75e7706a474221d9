/** @file Evaluations of several models on several corpora as one table: mean ± standard deviation over models, and all corpora together. */
import { meanAndSd } from '../compare/significance.js';
import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { pooledScores } from '../evaluation/scores.js';
import type { Spread } from './repeat.js';

/** The scores of a model on a corpus. */
export interface EvaluationRow extends CorpusEvaluation {
  readonly model: string;
  readonly corpus: string;
}

/** Scores of entities, and F1 of tokens; the standard deviation is that of the sample, 0 for a single value. */
export interface SpreadScores {
  readonly precision: Spread;
  readonly recall: Spread;
  readonly f1: Spread;
  readonly tokenF1: Spread;
}

export interface EvaluationTable {
  /** All models on the first corpus, then on the second, and so on. */
  readonly rows: readonly EvaluationRow[];
  /** Over the models, for each corpus. */
  readonly corpora: readonly ({ readonly corpus: string } & SpreadScores)[];
  /** Over the models, for the entities of all corpora together (micro average). */
  readonly all: SpreadScores;
  /** Over the corpora, of the means over the models (macro average). */
  readonly macro: SpreadScores;
}

type Pair = Pick<CorpusEvaluation, 'token' | 'entity'>;

/** Returns the table of the rows, which hold each model once for each corpus. */
export function evaluationTable(rows: readonly EvaluationRow[]): EvaluationTable {
  const names = (key: 'corpus' | 'model'): string[] => [...new Set(rows.map((row) => row[key]))];
  const corpora = names('corpus').map((corpus) => ({
    corpus,
    ...spreadOf(rows.filter((row) => row.corpus === corpus)),
  }));
  const micro = names('model').map((model) => pooled(rows.filter((row) => row.model === model)));
  const over = (value: (scores: SpreadScores) => number): Spread => meanAndSd(corpora.map(value));
  return {
    rows,
    corpora,
    all: spreadOf(micro),
    macro: {
      precision: over(({ precision }) => precision.mean),
      recall: over(({ recall }) => recall.mean),
      f1: over(({ f1 }) => f1.mean),
      tokenF1: over(({ tokenF1 }) => tokenF1.mean),
    },
  };
}

function spreadOf(pairs: readonly Pair[]): SpreadScores {
  const over = (value: (pair: Pair) => number): Spread => meanAndSd(pairs.map(value));
  return {
    precision: over(({ entity }) => entity.precision),
    recall: over(({ entity }) => entity.recall),
    f1: over(({ entity }) => entity.f1),
    tokenF1: over(({ token }) => token.f1),
  };
}

/** Adds up the counts of all corpora. */
const pooled = (pairs: readonly Pair[]): Pair => ({
  token: pooledScores(pairs.map(({ token }) => token)),
  entity: pooledScores(pairs.map(({ entity }) => entity)),
});
