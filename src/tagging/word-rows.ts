/**
 * @file Maps the words of a text to rows of the project-once table. What a row holds is described by
 * `windows/form-input.ts`; `placed-rows.ts` decides which rows are in the table.
 */
import { hashOfToken } from '../features/token-hash.js';
import type { StoredModel } from '../model/read-model.js';
import { normalForm } from '../text/normal-form.js';
import { textOfUtf16 } from '../text-bytes.js';
import { featuresOfToken, formInputOf } from '../windows/form-input.js';
import { FormTable } from './form-table.js';
import type { PlacedRows } from './placed-rows.js';
import type { WordInputs } from './word-inputs.js';

/** Number of forms kept per row of the table, of UTF-16 code units per form, and of numbers per input, on average. */
const formsPerRow = 10;
const unitsPerForm = 16;
const numbersPerInput = 24;
const maxForms = 2 ** 18;

const noNames: readonly string[] = [];

/**
 * The forms seen so far, with their inputs and kinds. Forms that look the same to the
 * network, such as unknown words of the same shape, share an input. A form's input has the features of its own name in a gazetteer;
 * only tokens in names of several tokens need other inputs.
 */
export class WordRows {
  readonly #forms: FormTable;
  readonly #inputs: Int32Array; // (forms), see `WordInputs`
  readonly #kinds: Uint8Array; // (forms), see `wordKind`
  readonly #hasLists: boolean;
  readonly #listHashes: Int32Array; // (forms), see `hashOfToken`; empty without gazetteers
  readonly #begins: Uint8Array; // (forms), 1 if a name of several tokens begins with the form
  readonly #matched = new Map<string, number>(); // inputs by form and gazetteer features

  constructor(
    readonly model: StoredModel,
    readonly inputs: WordInputs,
    readonly placed: PlacedRows,
  ) {
    this.#forms = new FormTable(Math.min(maxForms, formsPerRow * placed.wordRows));
    this.#inputs = new Int32Array(this.#forms.capacity);
    this.#kinds = new Uint8Array(this.#forms.capacity);
    this.#hasLists = model.features.gazetteers.length > 0;
    this.#listHashes = new Int32Array(this.#hasLists ? this.#forms.capacity : 0);
    this.#begins = new Uint8Array(this.#listHashes.length);
  }

  /** Begins a batch of at most `count` tokens. If their forms might not fit, all forms are forgotten. */
  begin(count: number): void {
    const { capacity, units } = this.#forms;
    const hasRoom =
      this.#forms.count + count <= capacity &&
      units <= unitsPerForm * capacity &&
      this.inputs.count + 2 * count <= 2 * capacity &&
      this.inputs.size <= numbersPerInput * capacity;
    if (!hasRoom) this.#forget();
    this.placed.begin();
  }

  /** Returns the number of the form `text[start … end − 1]` with its hash, see `hashOf`. */
  intern(text: Uint16Array, start: number, end: number, hash: number): number {
    const known = this.#forms.count;
    const form = this.#forms.intern(text, start, end, hash);
    if (form === known) this.#learn(form, textOfUtf16(text.subarray(start, end)));
    return form;
  }

  /** Returns the row of a form; it is projected by the next `place`. */
  rowOf(form: number): number {
    return this.placed.rowOf(this.#inputs[form]);
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

  /** Returns the row of a form with these gazetteer features. */
  matchedRow(form: number, names: readonly string[]): number {
    const key = `${form} ${names.join(' ')}`;
    let input = this.#matched.get(key);
    if (input === undefined) {
      input = this.#inputOf(this.#forms.textOf(form), names).input;
      this.#matched.set(key, input);
    }
    return this.placed.rowOf(input);
  }

  #forget(): void {
    this.#forms.clear();
    this.#matched.clear();
    this.inputs.clear();
    this.placed.forget();
  }

  #learn(form: number, word: string): void {
    const { input, kind } = this.#inputOf(word, this.#hasLists ? this.#listed(form, word) : noNames);
    this.#inputs[form] = input;
    this.#kinds[form] = kind;
  }

  /** Keeps what gazetteers need to know of a form. Returns its features as a name of its own. */
  #listed(form: number, word: string): readonly string[] {
    const hash = hashOfToken(normalForm(word));
    this.#listHashes[form] = hash;
    const { names, begins } = this.model.features.listed(hash);
    this.#begins[form] = begins ? 1 : 0;
    return names;
  }

  #inputOf(word: string, names: readonly string[]): { readonly input: number; readonly kind: number } {
    const { features, lexicon } = this.model;
    const own = formInputOf(word, lexicon, features);
    const ids = featuresOfToken(own, features.ofToken(word, names));
    return { input: this.inputs.intern(own.vectors, ids), kind: own.kind };
  }
}
