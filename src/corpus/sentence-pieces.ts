/** @file Splits a long sentence at the ends of sentences within it, for files without blank lines. */

import { sentences } from '../text/sentences.js';
import { TokenBuffer } from '../text/tokens.js';
import type { Span } from './sentence.js';

/** The tokens `from` … `to − 1` of a sentence, with spans relative to `from`. */
export interface SentencePiece {
  readonly from: number;
  readonly to: number;
  readonly spans: readonly Span[];
}

/**
 * Yields the pieces of a sentence, as the sentence splitter of `tag` sees them; an entity is never split. `spans` are
 * in order and do not overlap. Time is linear in the sentence.
 */
export function sentencePieces(tokens: readonly string[], spans: readonly Span[]): SentencePiece[] {
  const offsets = new TokenBuffer();
  let end = 0;
  for (const { length } of tokens) {
    const width = Math.max(1, length); // an empty word takes the place of one character
    offsets.push(end, end + width);
    end += width + 1;
  }
  const text = tokens.map((token) => (token === '' ? '_' : token.replaceAll('\n', ' '))).join(' ');
  const found = sentences(text, offsets);
  return piecesAt(
    Array.from({ length: found.count }, (_, k) => found.ends[k]),
    spans,
  );
}

/** Returns the pieces that end at the tokens `ends` (exclusive), as far as no span goes across. */
export function piecesAt(ends: readonly number[], spans: readonly Span[]): SentencePiece[] {
  const pieces: SentencePiece[] = [];
  let from = 0;
  let span = 0; // the first span that does not begin before `from`
  for (const to of ends) {
    let next = span;
    while (next < spans.length && spans[next].start < to) next++;
    if (next > 0 && spans[next - 1].end > to) continue; // an entity goes across
    const own = spans.slice(span, next);
    pieces.push({
      from,
      to,
      spans: own.map(({ type, start, end }) => ({ type, start: start - from, end: end - from })),
    });
    [from, span] = [to, next];
  }
  return pieces;
}
