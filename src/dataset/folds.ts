/**
 * @file Divides the annotated sentences of a config, train and dev together, into K folds for cross-validation, and writes each as
 * files: so every fold is trained from an ordinary config, with hashes of ordinary files. Whole documents go to one fold, in a random
 * order that the seed decides; corpora with fewer than 2K documents are divided by sentences.
 */

import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { type CorpusSource, Mixture } from '../corpus/mixture.js';
import type { Sentence } from '../corpus/sentence.js';
import { NerwinError } from '../error.js';
import { makeFolder, writePieces } from '../file.js';
import { plural } from '../plural.js';
import { Random } from '../random.js';
import { openCorpora } from './corpora.js';

/** The settings `corpus.train` and `corpus.dev` of one fold. */
export interface Fold {
  readonly train: readonly TrainItem[];
  readonly dev: readonly string[];
}

/** An item of `corpus.train`. */
export type TrainItem = string | { readonly files: readonly string[]; readonly weight: number };

/**
 * Writes the folds into `folder` and returns the corpora of each run: its own fold is dev, all others are train. `claim` gets the names
 * of the files before they are written, and may refuse them.
 */
export async function writeFolds(
  loaded: LoadedConfig,
  count: number,
  folder: string,
  claim: (names: readonly string[]) => void = () => {},
): Promise<Fold[]> {
  const { train, dev } = await openCorpora(loaded);
  const { seed } = loaded.config;
  const sources = [...train.sources, ...dev.sources.map((source) => ({ ...source, weight: 1 }))];
  const taken = sources.map((source) => sentencesOf(source, seed));
  const foldOf = assignment(taken, count, seed);
  const pieces = taken.flatMap((sentences, s) =>
    Array.from({ length: count }, (_, fold) => ({
      fold,
      name: `fold-${fold + 1}-source-${s + 1}.jsonl`,
      own: sentences.filter((sentence, k) => foldOf(s, sentence, k) === fold),
      weight: sources[s].weight,
    })).filter(({ own }) => own.length > 0),
  );
  claim(pieces.map(({ name }) => name));
  makeFolder(folder);
  for (const { name, own } of pieces) writePieces(join(folder, name), recordsOf(own));
  return Array.from({ length: count }, (_, fold) => ({
    train: pieces
      .filter((piece) => piece.fold !== fold)
      .map(({ name, weight }) =>
        weight === 1 ? join(folder, name) : { files: [join(folder, name)], weight },
      ),
    dev: pieces.filter((piece) => piece.fold === fold).map(({ name }) => join(folder, name)),
  }));
}

/** Returns the sentences that a run takes from a source, without copies. */
const sentencesOf = (source: CorpusSource, seed: number): Sentence[] => [
  ...new Mixture([source], { lower: 0, upper: 0 }, seed).sentences(),
];

/** Returns the function that says in which fold a sentence is; `s` is its source, `k` its number there. */
function assignment(
  taken: readonly (readonly Sentence[])[],
  count: number,
  seed: number,
): (s: number, sentence: Sentence, k: number) => number {
  const keyOf = (s: number, { document }: Sentence): string => `${s}/${document}`;
  const documents = new Set(taken.flatMap((sentences, s) => sentences.map((sentence) => keyOf(s, sentence))));
  const isByDocument = documents.size >= 2 * count;
  const name = (s: number, sentence: Sentence, k: number): string =>
    isByDocument ? keyOf(s, sentence) : `${s}/${k}`;
  const units = isByDocument
    ? [...documents]
    : taken.flatMap((sentences, s) => sentences.map((sentence, k) => name(s, sentence, k)));
  if (units.length < count)
    throw new NerwinError(
      'corpus',
      `${plural(units.length, 'sentence', 'sentences')} cannot be divided into ${count} folds`,
      'use fewer folds',
    );
  Random.seeded(seed).shuffle(units);
  const folds = new Map(units.map((unit, place) => [unit, place % count]));
  return (s, sentence, k) => folds.get(name(s, sentence, k)) ?? 0;
}

function* recordsOf(sentences: readonly Sentence[]): Generator<string> {
  for (const { tokens, spans, document } of sentences)
    yield `${JSON.stringify({ tokens, spans: spans.map(({ type, start, end }) => ({ start, end, type })), document })}\n`;
}
