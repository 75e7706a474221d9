/** @file Looks up a surface form in the table of word vectors. */
import { ladder, type Rung } from './rungs.js';
import { paddingRow } from './special-vectors.js';
import type { WordVectors } from './word-vectors.js';

export { ladderKeys, type Rung, rungs } from './rungs.js';

/**
 * The result of a lookup: the rung that matched and the rows it found. The form's vector is the mean of these
 * rows.
 */
export interface LookupResult {
  readonly rung: Rung;
  readonly rows: readonly number[];
}

/** Words with rows 0 … V − 1. Row V is for unknown words, V + 1 for numbers, V + 2 for the padding. */
export interface Vocabulary {
  readonly V: number;
  /** Returns the row of exactly this word (in NFC), or undefined. */
  rowOf(word: string): number | undefined;
}

/** Returns the result of the first rung that matches `form`; `unknown` always matches. */
export function findForm(form: string, vocabulary: Vocabulary): LookupResult {
  const missing: string[] = []; // keys without a row: a lookup costs more than a comparison with those
  for (const { rung, groups } of ladder(form)) {
    if (rung === 'number') return { rung, rows: [vocabulary.V + 1] };
    const rows: number[] = [];
    for (const group of groups) {
      const row = firstOf(group, vocabulary, missing);
      if (row !== undefined) rows.push(row);
    }
    if (rows.length > 0) return { rung, rows };
  }
  return { rung: 'unknown', rows: [vocabulary.V] };
}

function firstOf(keys: readonly string[], vocabulary: Vocabulary, missing: string[]): number | undefined {
  for (const key of keys) {
    if (missing.includes(key)) continue;
    const row = vocabulary.rowOf(key);
    if (row !== undefined) return row;
    missing.push(key);
  }
  return undefined;
}

/** A vocabulary with the vectors of its rows. */
export interface VectorVocabulary extends Vocabulary {
  readonly d: number;
  readonly table: VectorRows;
}

/** The rows of a {@link VectorVocabulary}, (V + 3, d): in memory, or read one by one. */
export type VectorRows = Float32Array | VectorSource;

export interface VectorSource {
  /** V + 3. */
  readonly rows: number;
  /** Writes a row to `into[at … at + d − 1]`. */
  read(row: number, into: Float32Array, at: number): void;
}

/** Looks up forms in `vectors`, with the ladder and with three special rows added to the table. */
export class WordLookUp implements VectorVocabulary {
  readonly V: number;
  readonly d: number;
  /** The rows of `vectors`, then those for unknown words, numbers, and the padding. */
  readonly table: Float32Array; // (V + 3, d)
  readonly unknownRow: number;
  readonly numberRow: number;
  readonly paddingRow: number;
  readonly #rows: ReadonlyMap<string, number>;

  /** `padding` is the vector around a sentence, by default {@link paddingRow}. */
  constructor(
    vectors: Pick<WordVectors, 'words' | 'd' | 'vectors' | 'unknown' | 'number'> & {
      readonly padding?: Float32Array | undefined;
    },
  ) {
    const { words, d } = vectors;
    const V = words.length;
    this.V = V;
    this.d = d;
    [this.unknownRow, this.numberRow, this.paddingRow] = [V, V + 1, V + 2];
    this.table = new Float32Array((V + 3) * d);
    this.table.set(vectors.vectors);
    [vectors.unknown, vectors.number, vectors.padding ?? paddingRow(d)].forEach((row, index) => {
      this.table.set(row, (V + index) * d);
    });
    this.#rows = new Map(words.map((word, row) => [word, row]));
  }

  rowOf(word: string): number | undefined {
    return this.#rows.get(word);
  }

  /** Returns the result of the first rung that matches; `unknown` always matches. */
  find(form: string): LookupResult {
    return findForm(form, this);
  }
}
