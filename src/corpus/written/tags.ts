/** @file Entities as IOB2 tags. */

import type { AnnotatedDocument } from '../annotated-document.js';

/** Returns one tag per word; white space in a type becomes `_`. */
export function tagsOf({ words, spans }: AnnotatedDocument): string[] {
  const tags = new Array<string>(words.length).fill('O');
  for (const { type, start, end } of spans) {
    const name = type.replaceAll(/\s/g, '_');
    for (let k = start; k < end; k++) tags[k] = `${k === start ? 'B' : 'I'}-${name}`;
  }
  return tags;
}

/** Yields the first and the last word (exclusive) of each sentence. */
export function* sentencesOf({
  sentenceEnds,
}: AnnotatedDocument): Generator<readonly [from: number, to: number]> {
  let from = 0;
  for (const to of sentenceEnds) {
    yield [from, to];
    from = to;
  }
}

/** Returns a word without characters that end a column or a line; an empty word is `_`. */
export const cell = (word: string): string =>
  word === '' ? '_' : word.replaceAll(/[\t-\r\u0085\u2028\u2029]/g, ' ').trim() || '_';
