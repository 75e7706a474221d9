/** @file What encoded splits have in common, and which names their locations have. */
import { normalForm } from '../text/normal-form.js';
import { begin, type EncodedCorpus, endOf, inside } from '../windows/encoded-corpus.js';

/** Shorter sentences, such as "Thank you .", occur in many texts. */
const minimumTokens = 4;

/** Numbers the forms of rows, so that rows with the same form, as `key` sees it, have the same number. */
function formNumbers(forms: readonly string[], key: (form: string) => string): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(forms, (whole) => {
    const form = key(whole);
    const known = numbers.get(form);
    if (known !== undefined) return known;
    numbers.set(form, numbers.size);
    return numbers.size - 1;
  });
}

/** Yields a hash of 53 bits for each sentence of at least {@link minimumTokens} tokens. */
function* hashesOf(corpus: EncodedCorpus, numbers: Int32Array): Generator<number> {
  const { rows, starts } = corpus;
  for (let k = 0; k + 1 < starts.length; k++) {
    const [from, to] = [starts[k], endOf(corpus, k)];
    if (to - from < minimumTokens) continue;
    let [high, low] = [to - from, 0x9e3779b9];
    for (let i = from; i < to; i++) {
      const number = numbers[rows[i]] + 1;
      high = Math.imul(high ^ number, 0x85ebca6b);
      high ^= high >>> 13;
      low = Math.imul(low ^ number, 0xc2b2ae35);
      low ^= low >>> 16;
    }
    yield (high >>> 0) * 0x20_0000 + ((low >>> 0) >>> 11);
  }
}

/** What two splits have in common. */
export interface SharedSentences {
  /** Sentences of the second split whose tokens are those of a sentence of the first, apart from case and signs. */
  readonly shared: number;
  /** Those of them with exactly the same tokens. */
  readonly equal: number;
  /** Sentences of the second split that were compared: those of at least 4 tokens. */
  readonly sentences: number;
}

/** Compares the sentences of two splits. */
export function sharedSentences(
  one: EncodedCorpus,
  other: EncodedCorpus,
  forms: readonly string[],
): SharedSentences {
  const found = sharedBy((form) => normalForm(form).toLowerCase(), one, other, forms);
  const equal = found.shared === 0 ? 0 : sharedBy((form) => form, one, other, forms).shared;
  return { ...found, equal };
}

function sharedBy(
  key: (form: string) => string,
  one: EncodedCorpus,
  other: EncodedCorpus,
  forms: readonly string[],
): { readonly shared: number; readonly sentences: number } {
  const numbers = formNumbers(forms, key);
  const known = new Set(hashesOf(one, numbers));
  let [shared, sentences] = [0, 0];
  for (const hash of hashesOf(other, numbers)) {
    sentences++;
    if (known.has(hash)) shared++;
  }
  return { shared, sentences };
}

/** Returns the number of locations and their names; only the first two different names are collected. */
export function locationNames(
  { labels, rows }: EncodedCorpus,
  forms: readonly string[],
): { readonly count: number; readonly names: ReadonlySet<string> } {
  const names = new Set<string>();
  let count = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== begin) continue;
    count++;
    if (names.size > 1) continue;
    let end = i + 1;
    while (labels[end] === inside) end++;
    names.add(Array.from(rows.subarray(i, end), (row) => forms[row]).join(' '));
  }
  return { count, names };
}
