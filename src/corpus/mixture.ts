/** @file A training corpus made of several sources: of each all sentences or some of them, and how much each counts. */
import { type Corpus, type CorpusSummary, totalOf } from './corpus.js';
import { recased, type Shares } from './recasing.js';
import type { Sentence } from './sentence.js';

/** A source of a mixture. */
export interface Source {
  readonly corpus: Corpus;
  /** How many sentences to take; null = all. */
  readonly sentences: number | null;
  /** Its windows count so many times. */
  readonly weight: number;
}

/** Several sources as one corpus, one after the other. */
export class Mixture implements Corpus {
  /** Of the files as they are, whatever is taken of them. */
  readonly summary: CorpusSummary;

  /** With `recase`, shares of the sentences come a second time, their letters changed, drawn by `seed`. */
  constructor(
    readonly sources: readonly Source[],
    readonly recase: Shares,
    readonly seed: number,
  ) {
    this.summary = totalOf(sources.flatMap(({ corpus }) => corpus.summary.files));
  }

  async *sentences(): AsyncGenerator<Sentence> {
    for (let k = 0; k < this.sources.length; k++) yield* this.#sentencesOf(k);
  }

  /** How many sentences each source gives, copies with them. */
  async counts(): Promise<number[]> {
    const counts = [];
    for (let k = 0; k < this.sources.length; k++) {
      let count = 0;
      for await (const _ of this.#sentencesOf(k)) count++;
      counts.push(count);
    }
    return counts;
  }

  #sentencesOf(k: number): AsyncGenerator<Sentence> {
    const { corpus, sentences } = this.sources[k]!;
    const before = this.sources.slice(0, k).reduce((sum, source) => sum + source.corpus.summary.documents, 0);
    const taken = spread(corpus.sentences(), sentences, corpus.summary.sentences, before);
    return recased(taken, this.recase, this.seed, k);
  }
}

/**
 * `wanted` of `all` sentences, spread evenly: sentence i is taken when ⌊(i + 1) · wanted / all⌋ > ⌊i · wanted / all⌋. Their documents are
 * numbered on from `firstDocument`.
 */
async function* spread(
  sentences: AsyncIterable<Sentence>,
  wanted: number | null,
  all: number,
  firstDocument: number,
): AsyncGenerator<Sentence> {
  const share = Math.min(wanted ?? all, all);
  let i = 0;
  for await (const sentence of sentences) {
    const isTaken = Math.floor(((i + 1) * share) / all) > Math.floor((i * share) / all);
    i++;
    if (isTaken) yield { ...sentence, document: firstDocument + sentence.document };
  }
}
