/** @file From the words of a text to rows of the project-once table, as the encoder of a corpus gives them. */
import { punctuation, wordKind } from '../features/sentence-context.js';
import type { StoredModel } from '../model/model-file.js';
import { findForm } from '../vectors/ladder.js';
import { FormTable } from './form-table.js';
import type { PlacedRows } from './placed-rows.js';

/** Forms that are kept for each row of the table, and UTF-16 units for each of these, on average. */
const formsPerRow = 4;
const unitsPerForm = 16;
const mostForms = 2 ** 18;

/**
 * The forms seen so far: their rows and kinds. Forms that are the same to the network, such as unknown words of the same shape,
 * share a row. For models with gazetteers the strings of forms are kept too.
 */
export class WordRows {
  readonly #forms: FormTable;
  readonly #rows: Int32Array; // (forms), row of a form
  readonly #kinds: Uint8Array; // (forms), see `wordKind`
  readonly #inputs = new Map<string, number>(); // rows by what the network is given
  readonly #strings: string[] = [];
  readonly #keepsStrings: boolean;

  constructor(
    readonly model: StoredModel,
    readonly placed: PlacedRows,
  ) {
    const { capacity } = placed.table;
    this.#forms = new FormTable(Math.min(mostForms, formsPerRow * capacity));
    this.#rows = new Int32Array(this.#forms.capacity);
    this.#kinds = new Uint8Array(this.#forms.capacity);
    this.#keepsStrings = model.features.gazetteers.length > 0;
  }

  /** Whether so many more forms can be kept. */
  hasRoom(count: number): boolean {
    const { capacity, units } = this.#forms;
    return this.#forms.count + count <= capacity && units <= unitsPerForm * capacity;
  }

  /** The number of the form `text[start … end − 1]` with its hash, see `hashOf`; a new form takes at most one row. */
  formOf(text: Uint16Array, start: number, end: number, hash: number): number {
    const known = this.#forms.count;
    const form = this.#forms.numberOf(text, start, end, hash);
    if (form === known) this.#learn(form, stringOf(text.subarray(start, end)));
    return form;
  }

  rowOf(form: number): number {
    return this.#rows[form]!;
  }

  kindOf(form: number): number {
    return this.#kinds[form]!;
  }

  isPunctuation(form: number): boolean {
    return this.#kinds[form] === punctuation;
  }

  /** The form as a string; only for models with gazetteers. */
  stringOf(form: number): string {
    return this.#strings[form]!;
  }

  /** The row of a form to which gazetteers gave the names of features; takes at most one row. */
  matchedRow(form: number, names: readonly string[]): number {
    return this.#rowFor(this.stringOf(form), names);
  }

  /** Forgets all forms. */
  forget(): void {
    this.#forms.clear();
    this.#inputs.clear();
    this.#strings.length = 0;
  }

  #learn(form: number, word: string): void {
    this.#kinds[form] = wordKind(word);
    if (this.#keepsStrings) this.#strings[form] = word;
    this.#rows[form] = this.#rowFor(word, []);
  }

  #rowFor(word: string, names: readonly string[]): number {
    const { features, lexicon } = this.model;
    const ids = [...features.ofForm(word), ...features.ofMatches(word, names)].sort((a, b) => a - b);
    const { rows } = findForm(word, lexicon);
    const key = `${rows.join()} ${ids.join()}`;
    const known = this.#inputs.get(key);
    if (known !== undefined) return known;
    const row = this.placed.addWord(ids, this.#vectorOf(rows));
    this.#inputs.set(key, row);
    return row;
  }

  /** The mean of rows of the lexicon, (d), summed in float64 in the order given. */
  #vectorOf(rows: readonly number[]): Float32Array {
    const { lexicon } = this.model;
    const { d } = lexicon;
    const vector = new Float32Array(d);
    lexicon.read(rows[0]!, vector, 0);
    if (rows.length === 1) return vector;
    const sum = new Float64Array(d);
    for (const row of rows) {
      lexicon.read(row, vector, 0);
      for (let j = 0; j < d; j++) sum[j]! += vector[j]!;
    }
    return Float32Array.from(sum, (value) => value / rows.length);
  }
}

function stringOf(units: Uint16Array): string {
  const { buffer, byteOffset, byteLength } = units;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');
}
