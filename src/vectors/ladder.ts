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

/** Looks forms up by the ladder in `vectors`, whose table it extends by three rows. */
export class WordLookUp {
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
    this.d = d;
    [this.unknownRow, this.numberRow, this.paddingRow] = [V, V + 1, V + 2];
    this.table = new Float32Array((V + 3) * d);
    this.table.set(vectors.vectors);
    [vectors.unknown, vectors.number, paddingRow(d)].forEach((row, index) => {
      this.table.set(row, (V + index) * d);
    });
    this.#rows = new Map(words.map((word, row) => [word, row]));
  }

  /** The first rung of the ladder that serves; `unknown` always does. */
  find(form: string): Found {
    for (const { rung, groups } of ladder(form)) {
      if (rung === 'number') return { rung, rows: [this.numberRow] };
      const rows = groups.map((group) => this.#firstOf(group)).filter((row) => row !== undefined);
      if (rows.length > 0) return { rung, rows };
    }
    return { rung: 'unknown', rows: [this.unknownRow] };
  }

  #firstOf(keys: readonly string[]): number | undefined {
    for (const key of keys) {
      const row = this.#rows.get(key);
      if (row !== undefined) return row;
    }
    return undefined;
  }
}
