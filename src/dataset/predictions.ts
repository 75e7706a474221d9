/**
 * @file Predictions as columns `token gold predicted` in IOB2, with a blank line after each sentence, as
 * the conlleval script reads them.
 */

import { decode, decodingOf } from '../evaluation/decoding.js';
import type { Thresholds } from '../model/thresholds.js';
import { begin, endOf, inside } from '../windows/encoded-corpus.js';
import type { ScoredSentences } from './model-evaluation.js';

/** White space, controls and other characters that a reader could take for the end of a column or line. */
const unseen = /[\s\p{Cc}\u200b\u2060]/u;

/**
 * Returns a word without white space: such characters are written as JavaScript escapes (`l\nx`), and an empty
 * word as `_`, the sign of CoNLL-U.
 */
export function visible(word: string): string {
  if (word === '') return '_';
  if (!unseen.test(word)) return word;
  return word.replace(/[\s\p{Cc}\u200b\u2060\\]/gu, (unit) => {
    const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
    return escapes[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

const tags = ['O', 'B-LOC', 'I-LOC'] as const;

/** Yields the lines of each sentence, with the blank line that ends it. */
export function* predictionsOf(scored: ScoredSentences, thresholds: Thresholds): Generator<string> {
  const { encoded, scores, wordAt } = scored;
  const decoding = decodingOf(encoded, thresholds);
  for (let sentence = 0; sentence + 1 < encoded.starts.length; sentence++) {
    const from = encoded.starts[sentence];
    const to = endOf(encoded, sentence);
    const predicted = new Uint8Array(to - from);
    decode(scores, from, to, decoding, (start, end) => {
      predicted.fill(inside, start - from, end - from);
      predicted[start - from] = begin;
    });
    let lines = '';
    for (let i = from; i < to; i++) {
      lines += `${visible(wordAt(i))} ${tags[encoded.labels[i]]} ${tags[predicted[i - from]]}\n`;
    }
    yield `${lines}\n`;
  }
}
