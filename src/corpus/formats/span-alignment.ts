/** @file Spans in characters → spans in tokens, and back. */

import { codePoints, hasPairs } from '../code-points.js';
import type { Span } from '../sentence.js';
import type { RawSpan } from './raw-spans.js';

/** Offsets of the tokens of a text, `ends` exclusive, in one unit. */
export interface TokenOffsets {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A span in tokens, and whether it begins and ends at their borders. */
export interface Aligned {
  readonly span: Span;
  readonly isExact: boolean;
  readonly raw: RawSpan;
}

/** Returns the first index whose number is above `limit`. */
export function after(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns the tokens that a span touches; undefined if there are none. */
export function aligned(raw: RawSpan, { starts, ends }: TokenOffsets): Aligned | undefined {
  const { type } = raw;
  if (raw.end <= raw.start) return undefined;
  const start = after(ends, raw.start); // the first token that ends after the beginning of the span
  const end = after(starts, raw.end - 1); // after the last token that begins before its end
  if (start >= end) return undefined;
  const isExact = starts[start] === raw.start && ends[end - 1] === raw.end;
  return { span: { type, start, end }, isExact, raw };
}

/** Returns a span in tokens as one in the unit of their offsets. */
export const inCharacters = ({ type, start, end }: Span, { starts, ends }: TokenOffsets): Span => ({
  type,
  start: starts[start],
  end: ends[end - 1],
});

/** What the offsets of spans count: code points, as in Python, or UTF-16 units, as in JavaScript. */
export type TextUnit = 'codepoint' | 'utf16';

/** Returns the number of spans that begin and end at token borders. */
export const exactIn = (spans: readonly RawSpan[], offsets: TokenOffsets): number =>
  spans.filter((raw) => aligned(raw, offsets)?.isExact).length;

/**
 * Returns the offsets of the tokens in the unit that the spans seem to have: in which more of them cover the text that
 * they say, or else begin and end at token borders; code points if both fit.
 */
export function bestUnit(
  raw: readonly RawSpan[],
  text: string,
  points: TokenOffsets,
  units: TokenOffsets,
): TokenOffsets {
  if (points === units) return points;
  const said = raw.filter((span) => span.text !== undefined);
  const characters = said.length > 0 ? Array.from(text) : [];
  const inPoints = said.filter(
    (span) => characters.slice(span.start, span.end).join('') === span.text,
  ).length;
  const inUnits = said.filter((span) => text.slice(span.start, span.end) === span.text).length;
  if (inPoints !== inUnits) return inPoints > inUnits ? points : units;
  return exactIn(raw, points) >= exactIn(raw, units) ? points : units;
}

/**
 * Returns `offsets` (UTF-16 units) in code points, as Python counts them; the same object if the text has no
 * character beyond U+FFFF.
 */
export function inCodePoints(text: string, offsets: TokenOffsets): TokenOffsets {
  if (!hasPairs(text)) return offsets;
  const at = codePoints(text);
  return { starts: offsets.starts.map(at), ends: offsets.ends.map(at) };
}

/** Returns where each of `words` is in the text, in order; the number of the first that is not there otherwise. */
export function offsetsOf(words: readonly string[], text: string): TokenOffsets | number {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (let k = 0; k < words.length; k++) {
    const start = text.indexOf(words[k], at);
    if (start < 0) return k;
    at = start + words[k].length;
    starts.push(start);
    ends.push(at);
  }
  return { starts, ends };
}
