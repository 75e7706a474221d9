/** @file From a surface form to rows of the table of vectors. */
import { ladder, type Rung } from './rungs.js';
import { paddingRow } from './special.js';
import type { WordVectors } from './word-vectors.js';

export { ladderKeys, type Rung, rungs } from './rungs.js';

/** What a form found: the rung that served, and its rows; their mean is the form's vector. */
export interface Found {
  readonly rung: Rung;
  readonly rows: readonly number[];
}

/** Words with the rows 0 … V − 1. After them come the rows of unknown words, V, of numbers, V + 1, and of the padding, V + 2. */
export interface Vocabulary {
  readonly V: number;
  /** The row of a word as it stands, in NFC. */
  rowOf(word: string): number | undefined;
}

/** The first rung of the ladder that serves `form`; `unknown` always does. */
export function findForm(form: string, vocabulary: Vocabulary): Found {
  for (const { rung, groups } of ladder(form)) {
    if (rung === 'number') return { rung, rows: [vocabulary.V + 1] };
    const rows = groups.map((group) => firstOf(group, vocabulary)).filter((row) => row !== undefined);
    if (rows.length > 0) return { rung, rows };
  }
  return { rung: 'unknown', rows: [vocabulary.V] };
}

function firstOf(keys: readonly string[], vocabulary: Vocabulary): number | undefined {
  for (const key of keys) {
    const row = vocabulary.rowOf(key);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** Looks forms up by the ladder in `vectors`, whose table it extends by three rows. */
export class WordLookUp implements Vocabulary {
  readonly V: number;
  readonly d: number;
  /** The rows of `vectors`, then those of unknown words, of numbers, and of the padding. */
  readonly table: Float32Array; // (V + 3, d)
  readonly unknownRow: number;
  readonly numberRow: number;
  readonly paddingRow: number;
  readonly #rows: ReadonlyMap<string, number>;

  constructor(vectors: Pick<WordVectors, 'words' | 'd' | 'vectors' | 'unknown' | 'number'>) {
    const { words, d } = vectors;
    const V = words.length;
    this.V = V;
    this.d = d;
    [this.unknownRow, this.numberRow, this.paddingRow] = [V, V + 1, V + 2];
    this.table = new Float32Array((V + 3) * d);
    this.table.set(vectors.vectors);
    [vectors.unknown, vectors.number, paddingRow(d)].forEach((row, index) => {
      this.table.set(row, (V + index) * d);
    });
    this.#rows = new Map(words.map((word, row) => [word, row]));
  }

  rowOf(word: string): number | undefined {
    return this.#rows.get(word);
  }

  /** The first rung of the ladder that serves; `unknown` always does. */
  find(form: string): Found {
    return findForm(form, this);
  }
}
