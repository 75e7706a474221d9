/** @file Counts what a corpus contains, document by document. */

import type { AnnotatedDocument } from './annotated-document.js';
import { piecesAt } from './sentence-pieces.js';

/** What `corpus stats` prints. */
export interface CorpusStatistics {
  readonly documents: number;
  readonly sentences: number;
  readonly tokens: number;
  /** Distinct words, as written. */
  readonly forms: number;
  /** Sentences with at least one entity. */
  readonly withEntities: number;
  /** Tokens in entities. */
  readonly inEntities: number;
  /** Tokens per sentence: half of the sentences have at most `median`, 95 % at most `most`. */
  readonly length: { readonly median: number; readonly most: number; readonly longest: number };
  readonly types: readonly TypeStatistics[];
}

export interface TypeStatistics {
  readonly type: string;
  readonly entities: number;
  /** Distinct names. */
  readonly names: number;
  readonly tokens: number;
  /** The most frequent names, with their counts. */
  readonly frequent: readonly (readonly [name: string, count: number])[];
}

const shownNames = 3;

/** Adds up documents. Memory grows with the distinct words and names, not with the corpus. */
export class CorpusCounter {
  #documents = 0;
  #sentences = 0;
  #tokens = 0;
  #withEntities = 0;
  #inEntities = 0;
  readonly #forms = new Set<string>();
  readonly #lengths = new Map<number, number>();
  readonly #types = new Map<string, { entities: number; tokens: number; names: Map<string, number> }>();

  add({ words, sentenceEnds, spans }: AnnotatedDocument): void {
    this.#documents++;
    this.#sentences += sentenceEnds.length;
    this.#tokens += words.length;
    for (const word of words) this.#forms.add(word);
    for (const sentence of piecesAt(sentenceEnds, spans)) {
      const length = sentence.to - sentence.from;
      this.#lengths.set(length, (this.#lengths.get(length) ?? 0) + 1);
      if (sentence.spans.length > 0) this.#withEntities++;
    }
    for (const { type, start, end } of spans) {
      const counts = this.#types.get(type) ?? { entities: 0, tokens: 0, names: new Map<string, number>() };
      this.#types.set(type, counts);
      const name = words.slice(start, end).join(' ');
      counts.entities++;
      counts.tokens += end - start;
      counts.names.set(name, (counts.names.get(name) ?? 0) + 1);
      this.#inEntities += end - start;
    }
  }

  statistics(): CorpusStatistics {
    const types = [...this.#types].map(([type, { entities, tokens, names }]) => ({
      type,
      entities,
      names: names.size,
      tokens,
      frequent: [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, shownNames),
    }));
    return {
      documents: this.#documents,
      sentences: this.#sentences,
      tokens: this.#tokens,
      forms: this.#forms.size,
      withEntities: this.#withEntities,
      inEntities: this.#inEntities,
      length: { median: this.#lengthOf(0.5), most: this.#lengthOf(0.95), longest: this.#lengthOf(1) },
      types: types.sort((a, b) => b.entities - a.entities || (a.type < b.type ? -1 : 1)),
    };
  }

  /** Returns the length that the share `share` of the sentences does not exceed; 0 without sentences. */
  #lengthOf(share: number): number {
    let seen = 0;
    for (const [length, count] of [...this.#lengths].sort((a, b) => a[0] - b[0])) {
      seen += count;
      if (seen >= share * this.#sentences) return length;
    }
    return 0;
  }
}
