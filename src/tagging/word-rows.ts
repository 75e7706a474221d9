/**
 * @file Maps the words of a text to rows of the project-once table, with the same inputs as the encoder of a
 * corpus.
 */
import { punctuation, wordKind } from '../features/sentence-context.js';
import type { StoredModel } from '../model/model-file.js';
import { findForm } from '../vectors/ladder.js';
import { FormTable } from './form-table.js';
import type { PlacedRows } from './placed-rows.js';

/** Number of forms kept per row of the table, and of UTF-16 code units per form, on average. */
const formsPerRow = 4;
const unitsPerForm = 16;
const maxForms = 2 ** 18;

/** How much of the room is kept when rare forms are forgotten. */
const keptShare = 0.75;

/**
 * The forms seen so far, with their rows and kinds. Forms without a lexicon entry that look the same to the
 * network, such as unknown words of the same shape, share a row. For models with gazetteers, the forms are
 * also kept as strings.
 */
export class WordRows {
  readonly #forms: FormTable;
  readonly #rows: Int32Array; // (forms), row of a form
  readonly #kinds: Uint8Array; // (forms), see `wordKind`
  readonly #uses: Uint32Array; // (forms), how often a form was met; halved with every `forgetRare`
  readonly #inputs = new Map<string, number>(); // rows by the input of the network
  readonly #strings: string[] = [];
  readonly #keepsStrings: boolean;
  readonly #vector: Float32Array; // (d), of the form at hand
  readonly #sum: Float64Array; // (d)
  // Buffers for `forgetRare`, which would otherwise allocate megabytes each time:
  readonly #order: Float64Array; // (forms), uses and forms as one number, to be sorted
  readonly #isKept: Uint8Array; // (forms)
  readonly #places: Int32Array; // (rows), what becomes of a row; 0 when it is forgotten

  constructor(
    readonly model: StoredModel,
    readonly placed: PlacedRows,
  ) {
    const { capacity } = placed.table;
    this.#forms = new FormTable(Math.min(maxForms, formsPerRow * capacity));
    this.#rows = new Int32Array(this.#forms.capacity);
    this.#kinds = new Uint8Array(this.#forms.capacity);
    this.#uses = new Uint32Array(this.#forms.capacity);
    this.#keepsStrings = model.features.gazetteers.length > 0;
    this.#vector = new Float32Array(model.lexicon.d);
    this.#sum = new Float64Array(model.lexicon.d);
    this.#order = new Float64Array(this.#forms.capacity);
    this.#isKept = new Uint8Array(this.#forms.capacity);
    this.#places = new Int32Array(capacity);
  }

  /** True if `count` more forms fit. */
  hasRoom(count: number): boolean {
    const { capacity, units } = this.#forms;
    return this.#forms.count + count <= capacity && units <= unitsPerForm * capacity;
  }

  /** The number of the form `text[start … end − 1]` with its hash, see `hashOf`; a new form takes at most one row. */
  intern(text: Uint16Array, start: number, end: number, hash: number): number {
    const known = this.#forms.count;
    const form = this.#forms.intern(text, start, end, hash);
    if (form === known) this.#learn(form, stringOf(text.subarray(start, end)));
    this.#uses[form]++;
    return form;
  }

  rowOf(form: number): number {
    return this.#rows[form];
  }

  kindOf(form: number): number {
    return this.#kinds[form];
  }

  isPunctuation(form: number): boolean {
    return this.#kinds[form] === punctuation;
  }

  /** The form as a string; only for models with gazetteers. */
  stringOf(form: number): string {
    return this.#strings[form];
  }

  /** Returns the row of a form with these gazetteer features; uses at most one new row. */
  matchedRow(form: number, names: readonly string[]): number {
    return this.#rowFor(this.stringOf(form), names);
  }

  /**
   * Keeps the most frequent forms and their rows, at most `most` rows. Removes the other forms and all
   * context rows.
   */
  forgetRare(most: number): void {
    this.#markFrequent(most);
    const [isKept, places] = [this.#isKept, this.#places];
    const rows = rowsWithPlace(places);
    this.placed.keep(rows);
    rows.forEach((row, k) => {
      places[row] = 1 + k;
    });
    let count = 0;
    for (let form = 0; form < this.#forms.count; form++) {
      if (isKept[form] === 0) continue;
      this.#rows[count] = places[this.#rows[form]];
      this.#kinds[count] = this.#kinds[form];
      this.#uses[count] = this.#uses[form] >>> 1;
      if (this.#keepsStrings) this.#strings[count] = this.#strings[form];
      count++;
    }
    this.#forms.keep(isKept);
    this.#strings.length = this.#keepsStrings ? count : 0;
    for (const [input, row] of this.#inputs) {
      if (places[row] === 0) this.#inputs.delete(input);
      else this.#inputs.set(input, places[row]);
    }
  }

  /**
   * Marks the most frequent forms in `#isKept` and their rows in `#places`, up to `most` rows and a fixed
   * share of the capacity. Of equally frequent forms, the latest are kept.
   */
  #markFrequent(most: number): void {
    const { count, capacity } = this.#forms;
    const maxRows = Math.min(most, keptShare * this.placed.table.capacity);
    const order = this.#order.subarray(0, count);
    for (let form = 0; form < count; form++) order[form] = this.#uses[form] * capacity + form;
    order.sort();
    const [isKept, places] = [this.#isKept.fill(0), this.#places.fill(0)];
    let [forms, rows] = [0, 0];
    for (let k = count - 1; k >= 0 && forms < keptShare * capacity; k--) {
      const form = order[k] % capacity;
      const row = this.#rows[form];
      if (places[row] === 0 && ++rows > maxRows) break;
      places[row] = 1;
      isKept[form] = 1;
      forms++;
    }
  }

  /** Forgets all forms. */
  forget(): void {
    this.#forms.clear();
    this.#inputs.clear();
    this.#strings.length = 0;
  }

  #learn(form: number, word: string): void {
    this.#uses[form] = 0;
    this.#kinds[form] = wordKind(word);
    if (this.#keepsStrings) this.#strings[form] = word;
    this.#rows[form] = this.#rowFor(word, []);
  }

  #rowFor(word: string, names: readonly string[]): number {
    const { features, lexicon } = this.model;
    const matches = features.ofMatches(word, names);
    const ids = features.ofForm(word).concat(matches);
    if (matches.length > 0) ids.sort((a, b) => a - b);
    const { rows } = findForm(word, lexicon);
    // Known words rarely share a row, so a key for each would not pay off.
    if (rows[0] < lexicon.V && names.length === 0) return this.placed.addWord(ids, this.#vectorOf(rows));
    const key = `${rows.join()} ${ids.join()}`;
    const known = this.#inputs.get(key);
    if (known !== undefined) return known;
    const row = this.placed.addWord(ids, this.#vectorOf(rows));
    this.#inputs.set(key, row);
    return row;
  }

  /** The mean of rows of the lexicon, (d), summed in float64 in the order given; the next call overwrites it. */
  #vectorOf(rows: readonly number[]): Float32Array {
    const { lexicon } = this.model;
    const [vector, sum] = [this.#vector, this.#sum];
    lexicon.read(rows[0], vector, 0);
    if (rows.length === 1) return vector;
    sum.fill(0);
    for (const row of rows) {
      lexicon.read(row, vector, 0);
      for (let j = 0; j < sum.length; j++) sum[j] += vector[j];
    }
    for (let j = 0; j < sum.length; j++) vector[j] = sum[j] / rows.length;
    return vector;
  }
}

function stringOf(units: Uint16Array): string {
  const { buffer, byteOffset, byteLength } = units;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');
}

/** The rows that have a place, ascending. */
function rowsWithPlace(places: Int32Array): Int32Array {
  let count = 0;
  for (let row = 0; row < places.length; row++) if (places[row] !== 0) count++;
  const rows = new Int32Array(count);
  for (let row = places.length - 1; count > 0; row--) if (places[row] !== 0) rows[--count] = row;
  return rows;
}
