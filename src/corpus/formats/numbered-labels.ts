/** @file The names of tags and labels of one file that are numbers: set by the user, said in the file, or beside it. */

import type { NerwinError } from '../../error.js';
import { assigned } from '../setting-names.js';
import type { ReaderContext } from './format.js';
import { fault } from './json-value.js';
import { type LabelNames, labelFiles, namesBeside, namesOfSetting } from './label-names.js';

/** The tags of CoNLL 2003 in the order of Hugging Face, for hints. */
const usualTags = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC', 'B-MISC', 'I-MISC'];

export class NumberedLabels {
  readonly #context: ReaderContext;
  readonly #set: LabelNames | undefined;
  #said: LabelNames | undefined;
  #beside: LabelNames | undefined;
  #looked = false; // for names beside the file

  constructor(context: ReaderContext) {
    this.#context = context;
    const { labels = [] } = context.options;
    if (labels.length > 0) this.#set = namesOfSetting(labels);
  }

  /** Takes names that the file says, for the records after them. */
  say(names: LabelNames | undefined): void {
    this.#said = names ?? this.#said;
  }

  /** Returns the name of a number; undefined if there is none. */
  find(number: number): string | undefined {
    return this.#names()?.get(number);
  }

  /** Returns the name of a number. Throws if nothing says it; `what` is `label`, or the place of a tag such as `tag 2`. */
  nameOf(number: number, what: string, place: string): string {
    const name = this.find(number);
    if (name !== undefined) return name;
    const expected = what === 'label' ? 'a name such as "LOC"' : 'a tag such as "B-LOC" or "O"';
    throw this.fault(`${what} is ${number}, expected ${expected}`, number, what === 'label', place);
  }

  /** Returns the error for a number without a name; `isLabel` for the label of a whole entity. */
  fault(message: string, number: number, isLabel: boolean, place: string): NerwinError {
    const names = this.#names();
    const why = names
      ? `but the names are those of ${[...names.keys()].join(', ')}`
      : 'and nothing says what the numbers mean';
    const line = isLabel ? `{"id2label": {"${number}": "LOC"}}` : '{"names": ["O", "B-LOC", "I-LOC"]}';
    const { labels } = this.#context.options.names;
    const list = isLabel ? [`${number}=LOC`] : usualTags;
    const setting = labels === undefined ? '' : `say what each number means (${assigned(labels, list)}), or `;
    return fault(
      place,
      `${message}, ${why}`,
      `${setting}put the names into ${labelFiles} beside the file, or into a first line of JSON Lines: ${line}`,
    );
  }

  #names(): LabelNames | undefined {
    if (this.#set ?? this.#said) return this.#set ?? this.#said;
    if (!this.#looked) this.#beside = namesBeside(this.#context.path);
    this.#looked = true;
    return this.#beside;
  }
}
