/** @file From the words of a text to rows of the project-once table, as the encoder of a corpus gives them. */
import { detached } from '../corpus/lines.js';
import { punctuation, wordKind } from '../features/sentence-context.js';
import type { StoredModel } from '../model/model-file.js';
import { findForm } from '../vectors/ladder.js';
import { FormTable } from './form-table.js';
import type { PlacedRows } from './placed-rows.js';

/** Units of forms kept for each form that fits, on average. */
const unitsPerForm = 16;

/** The forms seen so far: their rows, kinds and, where the model needs them, their vectors and strings. */
export class WordRows {
  readonly #forms: FormTable;
  readonly #rows: Int32Array; // (capacity), row of a form
  readonly #kinds: Uint8Array; // (capacity), see `wordKind`
  readonly #vectors: Float32Array; // (capacity, d), or empty when no mean is asked for
  readonly #strings: string[] = [];
  readonly #matched = new Map<string, number>(); // rows of forms that are part of a listed name
  readonly #keepsStrings: boolean;

  constructor(
    readonly model: StoredModel,
    readonly placed: PlacedRows,
    hasMeans: boolean,
  ) {
    const { capacity } = placed.table;
    this.#forms = new FormTable(capacity);
    this.#rows = new Int32Array(capacity);
    this.#kinds = new Uint8Array(capacity);
    this.#vectors = new Float32Array(hasMeans ? capacity * model.lexicon.d : 0);
    this.#keepsStrings = model.features.gazetteers.length > 0;
  }

  /** Whether the longest forms took more memory than is kept for them. */
  get isOverfull(): boolean {
    return this.#forms.units > unitsPerForm * this.#forms.capacity;
  }

  /** The number of the form `text.slice(start, end)`; a new form takes one row. */
  formOf(text: string, start: number, end: number): number {
    const known = this.#forms.count;
    const form = this.#forms.numberOf(text, start, end);
    if (form === known) this.#learn(form, detached(text.slice(start, end)));
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

  /** Adds the vector of a form to a sum, (d); only for models with means. */
  addVector(form: number, sum: Float64Array): void {
    const at = form * sum.length;
    for (let j = 0; j < sum.length; j++) sum[j]! += this.#vectors[at + j]!;
  }

  /** The row of a form to which gazetteers gave the names of features; a new pair takes one row. */
  matchedRow(form: number, names: readonly string[]): number {
    const key = `${form} ${names.join(' ')}`;
    const known = this.#matched.get(key);
    if (known !== undefined) return known;
    const row = this.#add(this.stringOf(form), names);
    this.#matched.set(key, row);
    return row;
  }

  /** Forgets all forms. */
  forget(): void {
    this.#forms.clear();
    this.#matched.clear();
    this.#strings.length = 0;
  }

  #learn(form: number, word: string): void {
    this.#kinds[form] = wordKind(word);
    if (this.#keepsStrings) this.#strings[form] = word;
    this.#rows[form] = this.#add(word, [], form);
  }

  #add(word: string, names: readonly string[], form = -1): number {
    const { features, lexicon } = this.model;
    const ids = [...features.ofForm(word), ...features.ofMatches(word, names)].sort((a, b) => a - b);
    return this.placed.addWord(ids, (into, at) => {
      this.#writeVector(findForm(word, lexicon).rows, into, at);
      if (form >= 0 && this.#vectors.length > 0) {
        this.#vectors.set(into.subarray(at, at + lexicon.d), form * lexicon.d);
      }
    });
  }

  /** The mean of rows of the lexicon, summed in float64 in the order given. */
  #writeVector(rows: readonly number[], into: Float32Array, at: number): void {
    const { lexicon } = this.model;
    const { d } = lexicon;
    lexicon.read(rows[0]!, into, at);
    if (rows.length === 1) return;
    const sum = new Float64Array(d);
    for (const row of rows) {
      lexicon.read(row, into, at);
      for (let j = 0; j < d; j++) sum[j]! += into[at + j]!;
    }
    for (let j = 0; j < d; j++) into[at + j] = sum[j]! / rows.length;
  }
}
