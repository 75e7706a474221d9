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

/** How much of the room is kept when rare forms are forgotten. With half of it, a text of many words takes a tenth longer. */
const keptShare = 0.75;

/**
 * The forms seen so far: their rows and kinds. Forms that are the same to the network, such as unknown words of the same shape,
 * share a row. For models with gazetteers the strings of forms are kept too.
 */
export class WordRows {
  readonly #forms: FormTable;
  readonly #rows: Int32Array; // (forms), row of a form
  readonly #kinds: Uint8Array; // (forms), see `wordKind`
  readonly #uses: Int32Array; // (forms), how often a form was met; halved with every `forgetRare`
  readonly #inputs = new Map<string, number>(); // rows by what the network is given
  readonly #strings: string[] = [];
  readonly #keepsStrings: boolean;
  readonly #vector: Float32Array; // (d), of the form at hand
  readonly #sum: Float64Array; // (d)

  constructor(
    readonly model: StoredModel,
    readonly placed: PlacedRows,
  ) {
    const { capacity } = placed.table;
    this.#forms = new FormTable(Math.min(mostForms, formsPerRow * capacity));
    this.#rows = new Int32Array(this.#forms.capacity);
    this.#kinds = new Uint8Array(this.#forms.capacity);
    this.#uses = new Int32Array(this.#forms.capacity);
    this.#keepsStrings = model.features.gazetteers.length > 0;
    this.#vector = new Float32Array(model.lexicon.d);
    this.#sum = new Float64Array(model.lexicon.d);
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
    this.#uses[form]!++;
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

  /** Keeps at most `most` forms, those that were met most often, and their rows; forgets the others, and all rows of contexts. */
  forgetRare(most: number): void {
    const kept = this.#frequent(most);
    const rows = Int32Array.from(new Set(kept.map((form) => this.#rows[form]!))).sort();
    this.placed.keep(rows);
    const places = new Map([...rows].map((row, k) => [row, 1 + k])); // what becomes of a row
    kept.forEach((form, k) => {
      this.#rows[k] = places.get(this.#rows[form]!)!;
      this.#kinds[k] = this.#kinds[form]!;
      this.#uses[k] = this.#uses[form]! >> 1;
      if (this.#keepsStrings) this.#strings[k] = this.#strings[form]!;
    });
    this.#forms.keep(kept);
    this.#strings.length = this.#keepsStrings ? kept.length : 0;
    for (const [input, row] of this.#inputs) {
      const place = places.get(row);
      if (place === undefined) this.#inputs.delete(input);
      else this.#inputs.set(input, place);
    }
  }

  /** The forms that were met more often than any that is left out, ascending: at most `most`, and a share of what there is room for. */
  #frequent(most: number): Int32Array {
    const { count, capacity } = this.#forms;
    const uses = this.#uses.subarray(0, count);
    const room = Math.min(capacity, this.placed.table.capacity);
    const limit = Math.max(0, Math.min(most, Math.floor(keptShare * room)));
    const bound = count > limit ? uses.slice().sort()[count - 1 - limit]! : 0;
    return Int32Array.from(uses.keys()).filter((form) => uses[form]! > bound);
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
    // Only forms without a word of their own, and names, come again in other guises.
    if (rows[0]! < lexicon.V && names.length === 0) return this.placed.addWord(ids, this.#vectorOf(rows));
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
    lexicon.read(rows[0]!, vector, 0);
    if (rows.length === 1) return vector;
    sum.fill(0);
    for (const row of rows) {
      lexicon.read(row, vector, 0);
      for (let j = 0; j < sum.length; j++) sum[j]! += vector[j]!;
    }
    for (let j = 0; j < sum.length; j++) vector[j] = sum[j]! / rows.length;
    return vector;
  }
}

function stringOf(units: Uint16Array): string {
  const { buffer, byteOffset, byteLength } = units;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf16le');
}
