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

  /** How many sentences each source gives, copies with them. */
  counts(): number[] {
    return this.sources.map((_, k) => {
      let count = 0;
      for (const _ of this.#sentencesOf(k)) count++;
      return count;
    });
  }

  /** A corpus knows its forms; those of a part of it, or of copies, have to be counted. */
  #formsOf(k: number): Iterable<[string, number]> {
    const { corpus, sentences } = this.sources[k]!;
    const isWhole = (sentences ?? corpus.summary.sentences) >= corpus.summary.sentences;
    const hasCopies = this.recase.lower > 0 || this.recase.upper > 0;
    if (isWhole && !hasCopies) return corpus.forms();
    const counts = new Map<string, number>();
    for (const { tokens } of this.#sentencesOf(k)) {
      for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    return counts;
  }

  #sentencesOf(k: number): Generator<Sentence> {
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
function* spread(
  sentences: Iterable<Sentence>,
  wanted: number | null,
  all: number,
  firstDocument: number,
): Generator<Sentence> {
  const share = Math.min(wanted ?? all, all);
  let i = 0;
  for (const sentence of sentences) {
    const isTaken = Math.floor(((i + 1) * share) / all) > Math.floor((i * share) / all);
    i++;
    if (isTaken) yield { ...sentence, document: firstDocument + sentence.document };
  }
}
