/**
 * @file Maps the words of a text to rows of the project-once table. What a row holds is described by
 * `windows/form-input.ts`; this file decides which rows are in the table.
 */
import { hashOfToken } from '../features/token-hash.js';
import type { StoredModel } from '../model/read-model.js';
import { normalForm } from '../text/normal-form.js';
import { textOfUtf16 } from '../text-bytes.js';
import { type FormInput, featuresOfToken, formInputOf } from '../windows/form-input.js';
import { FormTable } from './form-table.js';
import { FrequentForms } from './frequent-forms.js';
import type { PlacedRows } from './placed-rows.js';

/** Number of forms kept per row of the table, and of UTF-16 code units per form, on average. */
const formsPerRow = 4;
const unitsPerForm = 16;
const maxForms = 2 ** 18;

const noNames: readonly string[] = [];

/**
 * The forms seen so far, with their rows and kinds. Forms without a lexicon entry that look the same to the
 * network, such as unknown words of the same shape, share a row. A form's row has the features of its own name in a gazetteer; only
 * tokens in names of several tokens need other rows. For models with gazetteers, the forms are also kept as strings.
 */
export class WordRows {
  readonly #forms: FormTable;
  readonly #rows: Int32Array; // (forms), row of a form
  readonly #kinds: Uint8Array; // (forms), see `wordKind`
  readonly #uses: Uint32Array; // (forms), number of uses of a form; halved by every `forgetRare`
  readonly #inputs = new Map<string, number>(); // rows by the input of the network
  readonly #strings: string[] = [];
  readonly #hasLists: boolean;
  readonly #listHashes: Int32Array; // (forms), see `hashOfToken`; empty without gazetteers
  readonly #begins: Uint8Array; // (forms), 1 if a name of several tokens begins with the form
  readonly #matched = new Map<string, number>(); // rows by form and gazetteer features
  readonly #vector: Float32Array; // (d), of the current form
  readonly #frequent: FrequentForms;

  constructor(
    readonly model: StoredModel,
    readonly placed: PlacedRows,
  ) {
    const { capacity } = placed.table;
    this.#forms = new FormTable(Math.min(maxForms, formsPerRow * capacity));
    this.#rows = new Int32Array(this.#forms.capacity);
    this.#kinds = new Uint8Array(this.#forms.capacity);
    this.#uses = new Uint32Array(this.#forms.capacity);
    this.#hasLists = model.features.gazetteers.length > 0;
    this.#listHashes = new Int32Array(this.#hasLists ? this.#forms.capacity : 0);
    this.#begins = new Uint8Array(this.#listHashes.length);
    this.#vector = new Float32Array(model.lexicon.d);
    this.#frequent = new FrequentForms(this.#forms.capacity, capacity);
  }

  /** True if `count` more forms fit. */
  hasRoom(count: number): boolean {
    const { capacity, units } = this.#forms;
    return this.#forms.count + count <= capacity && units <= unitsPerForm * capacity;
  }

  /**
   * Returns the number of the form `text[start … end − 1]` with its hash, see `hashOf`; a
   * new form takes at most one row.
   */
  intern(text: Uint16Array, start: number, end: number, hash: number): number {
    const known = this.#forms.count;
    const form = this.#forms.intern(text, start, end, hash);
    if (form === known) this.#learn(form, textOfUtf16(text.subarray(start, end)));
    this.#uses[form]++;
    return form;
  }

  rowOf(form: number): number {
    return this.#rows[form];
  }

  /** Returns the kind of a form, see `wordKind`. */
  kindOf(form: number): number {
    return this.#kinds[form];
  }

  /** Returns the hash by which gazetteers know a form; only for models with gazetteers. */
  listHashOf(form: number): number {
    return this.#listHashes[form];
  }

  /** True if a name of several tokens begins with the form; only for models with gazetteers. */
  beginsName(form: number): boolean {
    return this.#begins[form] === 1;
  }

  /** Returns the row of a form with these gazetteer features; uses at most one new row. */
  matchedRow(form: number, names: readonly string[]): number {
    const key = `${form} ${names.join(' ')}`;
    const known = this.#matched.get(key);
    if (known !== undefined) return known;
    const word = this.#strings[form];
    const row = this.#rowFor(word, formInputOf(word, this.model.lexicon, this.model.features), names);
    this.#matched.set(key, row);
    return row;
  }

  /**
   * Keeps the most frequent forms and their rows, at most `most` rows. Removes the other forms and all
   * context rows.
   */
  forgetRare(max: number): void {
    const { isKept, places } = this.#frequent;
    this.placed.keep(this.#frequent.choose(this.#forms.count, this.#rows, this.#uses, max));
    let count = 0;
    for (let form = 0; form < this.#forms.count; form++) {
      if (isKept[form] === 0) continue;
      this.#rows[count] = places[this.#rows[form]];
      this.#kinds[count] = this.#kinds[form];
      this.#uses[count] = this.#uses[form] >>> 1;
      if (this.#hasLists) {
        this.#strings[count] = this.#strings[form];
        this.#listHashes[count] = this.#listHashes[form];
        this.#begins[count] = this.#begins[form];
      }
      count++;
    }
    this.#forms.keep(isKept);
    this.#strings.length = this.#hasLists ? count : 0;
    this.#matched.clear();
    for (const [input, row] of this.#inputs) {
      if (places[row] === 0) this.#inputs.delete(input);
      else this.#inputs.set(input, places[row]);
    }
  }

  /** Forgets all forms. */
  forget(): void {
    this.#forms.clear();
    this.#inputs.clear();
    this.#matched.clear();
    this.#strings.length = 0;
  }

  #learn(form: number, word: string): void {
    const input = formInputOf(word, this.model.lexicon, this.model.features);
    this.#uses[form] = 0;
    this.#kinds[form] = input.kind;
    this.#rows[form] = this.#rowFor(word, input, this.#hasLists ? this.#listed(form, word) : noNames);
  }

  /** Keeps what gazetteers need to know of a form. Returns its features as a name of its own. */
  #listed(form: number, word: string): readonly string[] {
    const { features } = this.model;
    const hash = hashOfToken(normalForm(word));
    this.#strings[form] = word;
    this.#listHashes[form] = hash;
    const { names, begins } = features.listed(hash);
    this.#begins[form] = begins ? 1 : 0;
    return names;
  }

  #rowFor(word: string, input: FormInput, names: readonly string[]): number {
    const { features, lexicon } = this.model;
    const ids = featuresOfToken(input, features.ofToken(word, names));
    // Known words rarely share a row, so a key for each would not pay off.
    if (input.vectors[0] < lexicon.V && names.length === 0) return this.#add(input, ids);
    const key = `${input.vectors.join()} ${ids.join()}`;
    const known = this.#inputs.get(key);
    if (known !== undefined) return known;
    const row = this.#add(input, ids);
    this.#inputs.set(key, row);
    return row;
  }

  #add({ vectors }: FormInput, features: readonly number[]): number {
    this.model.lexicon.readMean(vectors, this.#vector);
    return this.placed.addWord(features, this.#vector);
  }
}
