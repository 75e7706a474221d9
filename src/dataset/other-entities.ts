/** @file The entities of a corpus that are no locations, and the names that a training corpus knows. */
import type { Sentence } from '../corpus/sentence.js';
import type { OtherEntity } from '../evaluation/entity-errors.js';
import type { TrainingNames } from '../evaluation/error-groups.js';
import { normalForm } from '../text/normal-form.js';
import { begin, type EncodedCorpus, inside, padding } from '../windows/encoded-corpus.js';

/** Returns the entities of other types than `types`, by position in the encoded corpus of the same sentences. */
export function otherEntities(
  sentences: Iterable<Sentence>,
  { starts }: EncodedCorpus,
  types: readonly string[],
): OtherEntity[] {
  const found: OtherEntity[] = [];
  let sentence = 0;
  for (const { spans } of sentences) {
    const from = starts[sentence++];
    for (const { type, start, end } of spans)
      if (!types.includes(type)) found.push({ type, start: from + start, end: from + end });
  }
  return found;
}

const keyOf = (words: readonly string[]): string => words.map(normalForm).join(' ');

/** Names and words of a training corpus; words are compared in their normal form, with their case. */
export class KnownNames implements TrainingNames {
  readonly #locations = new Set<string>();
  readonly #words = new Set<string>();

  /** Returns those of sentences. */
  static ofSentences(sentences: Iterable<Sentence>, types: readonly string[]): KnownNames {
    const names = new KnownNames();
    for (const { tokens, spans } of sentences) {
      for (const token of tokens) names.#words.add(normalForm(token));
      for (const { type, start, end } of spans)
        if (types.includes(type)) names.#locations.add(keyOf(tokens.slice(start, end)));
    }
    return names;
  }

  /** Returns those of an encoded corpus; `forms` are the words of its rows. */
  static ofEncoded({ rows, labels, starts }: EncodedCorpus, forms: readonly string[]): KnownNames {
    const names = new KnownNames();
    const isSeen = new Uint8Array(forms.length); // by row
    for (let i = starts[0]; i < rows.length; i++) {
      if (labels[i] === padding) continue;
      if (isSeen[rows[i]] === 0) names.#words.add(normalForm(forms[rows[i]]));
      isSeen[rows[i]] = 1;
      if (labels[i] !== begin) continue;
      let end = i + 1;
      while (labels[end] === inside) end++;
      names.#locations.add(keyOf(Array.from(rows.subarray(i, end), (row) => forms[row])));
    }
    return names;
  }

  hasLocation(words: readonly string[]): boolean {
    return this.#locations.has(keyOf(words));
  }

  hasWord(word: string): boolean {
    return this.#words.has(normalForm(word));
  }
}
