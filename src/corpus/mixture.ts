/** @file A corpus combined from several sources: all or some sentences of each, with a weight per source. */
import { type Corpus, type CorpusSummary, totalOf } from './corpus.js';
import { type RecaseFractions, recased } from './recasing.js';
import type { Sentence } from './sentence.js';
import { type Swap, swapped } from './swapping.js';

/** A source of a mixture. */
export interface CorpusSource {
  readonly corpus: Corpus;
  /** Number of sentences to take; null = all. */
  readonly sentences: number | null;
  /** How many times its windows count in training. */
  readonly weight: number;
}

/** Several sources as one corpus, one after the other. */
export class Mixture implements Corpus {
  /** Summary of the complete files, even if only some of their sentences are used. */
  readonly summary: CorpusSummary;

  /**
   * `recase` gives the fractions of sentences that are repeated in lowercase and in uppercase, `swap` those that are repeated with
   * other names; `seed` decides which ones. Copies with other names are recased like the others.
   */
  constructor(
    readonly sources: readonly CorpusSource[],
    readonly recase: RecaseFractions,
    readonly seed: number,
    readonly swap?: Swap,
  ) {
    this.summary = totalOf(
      sources.flatMap(({ corpus }) => corpus.summary.files),
      sources.flatMap(({ corpus }) => corpus.summary.warnings),
    );
  }

  *sentences(): Generator<Sentence> {
    for (let k = 0; k < this.sources.length; k++) yield* this.#sentencesOf(k);
  }

  forms(): Map<string, number> {
    const counts = new Map<string, number>();
    for (let k = 0; k < this.sources.length; k++) {
      for (const [form, count] of this.#formsOf(k)) counts.set(form, (counts.get(form) ?? 0) + count);
    }
    return counts;
  }

  /** Returns the number of sentences from each source, including copies. */
  counts(): number[] {
    return this.sources.map((_, k) => {
      let count = 0;
      for (const _ of this.#sentencesOf(k)) count++;
      return count;
    });
  }

  /** The forms of a whole corpus are known; those of a part, or with copies, have to be counted. */
  #formsOf(k: number): Iterable<[string, number]> {
    const { corpus, sentences } = this.sources[k];
    const isWhole = (sentences ?? corpus.summary.sentences) >= corpus.summary.sentences;
    const hasCopies = this.recase.lower > 0 || this.recase.upper > 0 || this.swap !== undefined;
    if (isWhole && !hasCopies) return corpus.forms();
    const counts = new Map<string, number>();
    for (const { tokens } of this.#sentencesOf(k)) {
      for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    return counts;
  }

  #sentencesOf(k: number): Generator<Sentence> {
    const { corpus, sentences } = this.sources[k];
    const before = this.sources.slice(0, k).reduce((sum, source) => sum + source.corpus.summary.documents, 0);
    const taken = spread(corpus.sentences(), sentences, corpus.summary.sentences, before);
    return recased(swapped(taken, this.swap, this.seed, k), this.recase, this.seed, k);
  }
}

/**
 * Yields `wanted` of `all` sentences, spread evenly: sentence i is taken if ⌊(i + 1) · wanted / all⌋ > ⌊i ·
 * wanted / all⌋. `firstDocument` is added to their document numbers.
 */
function* spread(
  sentences: Iterable<Sentence>,
  wanted: number | null,
  all: number,
  firstDocument: number,
): Generator<Sentence> {
  const share = Math.min(wanted ?? all, all);
  let i = 0;
  for (const sentence of sentences) {
    const isChosen = Math.floor(((i + 1) * share) / all) > Math.floor((i * share) / all);
    i++;
    if (isChosen) yield { ...sentence, document: firstDocument + sentence.document };
  }
}
