/** @file The spans of a JSON record → spans in tokens, and in UTF-16 units of its text. */

import type { JsonObject } from '../../json.js';
import { plural } from '../../plural.js';
import type { Notices } from '../notices.js';
import type { Span } from '../sentence.js';
import { fault } from './json-value.js';
import { type RawSpan, shownSpan } from './raw-spans.js';
import { textOf, type Words } from './record-words.js';
import {
  type Aligned,
  aligned,
  bestUnit,
  exactIn,
  inCharacters,
  inCodePoints,
  type TextUnit,
  type TokenOffsets,
} from './span-alignment.js';
import { unitSpans } from './unit-spans.js';

export interface PlacedSpans {
  /** In tokens, in order and not overlapping. */
  readonly spans: readonly Span[];
  /** All of them, in UTF-16 units of the text; undefined if there is none. */
  readonly inText: readonly Span[] | undefined;
}

/**
 * Returns the spans of the record at `place`. `unit` is what their offsets count, if that is known. Spans that are not
 * read as they are written are counted in `notices`.
 */
export function recordSpans(
  raw: readonly RawSpan[],
  words: Words,
  record: JsonObject,
  place: string,
  unit: TextUnit | undefined,
  notices: Notices,
): PlacedSpans {
  const units = words.place;
  const numbers = tokenNumbers(words.words.length);
  const offsets = offsetsFor(raw, words, record, numbers, place, unit);
  if (offsets === 'tokens') {
    const spans = tokenSpans(raw, words.words.length, place);
    return { spans, inText: units && spans.map((span) => inCharacters(span, units)) };
  }
  const placed = raw.map((span) =>
    offsets === numbers && span.tokens ? { ...span, start: span.tokens[0], end: span.tokens[1] } : span,
  );
  const found: Aligned[] = [];
  for (const span of placed) {
    const one = aligned(span, offsets);
    if (!one) notices.add('emptySpan', place, shownSpan(span));
    else {
      if (!one.isExact) notices.add('unalignedSpan', place, shownSpan(span));
      found.push(one);
    }
  }
  const text = textOf(record);
  return {
    spans: disjoint(found, (lost) => notices.add('overlappingSpan', place, shownSpan(lost.raw))),
    inText: text === undefined || units === undefined ? undefined : unitSpans(placed, text, units, offsets),
  };
}

/** Returns the offsets of the tokens in the unit that the spans have; 'tokens' if they are our own, in tokens. */
function offsetsFor(
  raw: readonly RawSpan[],
  { words, place: units, given }: Words,
  record: JsonObject,
  numbers: TokenOffsets,
  place: string,
  unit: TextUnit | undefined,
): TokenOffsets | 'tokens' {
  const text = textOf(record);
  const haveTokens = raw.length > 0 && raw.every(({ tokens }) => tokens !== undefined);
  const haveCharacters = raw.every(({ start }) => start >= 0);
  if (given && haveCharacters) return given;
  if (haveTokens && (!haveCharacters || text === undefined || units === undefined)) return numbers;
  if (text === undefined) return 'tokens';
  const isWithin = raw.every(({ start, end }) => start >= 0 && start < end && end <= words.length);
  if (units === undefined) {
    if (isWithin) return 'tokens';
    throw fault(
      place,
      'the tokens are not in "text", so spans in characters cannot be placed',
      'leave out "text", and give spans in tokens',
    );
  }
  if (unit === 'utf16') return units;
  const points = inCodePoints(text, units);
  if (unit === 'codepoint') return points;
  const best = bestUnit(raw, text, points, units);
  const hasTokens = record.tokens !== undefined || record.words !== undefined;
  const isOwn = hasTokens && isWithin && !haveTokens && exactIn(raw, best) < raw.length;
  return isOwn ? 'tokens' : best;
}

/** Tokens as their own offsets: token k is k … k + 1. */
const tokenNumbers = (length: number): TokenOffsets => ({
  starts: Array.from({ length }, (_, k) => k),
  ends: Array.from({ length }, (_, k) => k + 1),
});

/** Spans that count tokens, in our own form: they must lie within the tokens and not overlap. */
function tokenSpans(raw: readonly RawSpan[], length: number, place: string): Span[] {
  const found = raw.map((span) => {
    const { type, start, end } = span;
    if (start < 0 || end <= start || end > length)
      throw fault(
        place,
        `span ${shownSpan(span)} does not lie within the ${plural(length, 'token', 'tokens')}`,
      );
    return { type, start, end };
  });
  found.sort((a, b) => a.start - b.start);
  for (let i = 1; i < found.length; i++) {
    if (found[i].start < found[i - 1].end)
      throw fault(
        place,
        `overlapping spans: ${JSON.stringify(found[i - 1])} and ${JSON.stringify(found[i])}`,
      );
  }
  return found;
}

/** Returns the spans in order, without those that overlap a longer one; equal ones count once. */
function disjoint(found: readonly Aligned[], onLost: (lost: Aligned) => void): Span[] {
  const kept: Span[] = [];
  const length = ({ span }: Aligned): number => span.end - span.start;
  const sorted = [...found].sort((a, b) => a.span.start - b.span.start || length(b) - length(a));
  const last: { one?: Aligned } = {};
  for (const one of sorted) {
    const before = last.one;
    if (before === undefined || one.span.start >= before.span.end) {
      kept.push(one.span);
      last.one = one;
    } else if (length(one) > length(before)) {
      onLost(before);
      kept[kept.length - 1] = one.span;
      last.one = one;
    } else if (
      one.span.start !== before.span.start ||
      length(one) !== length(before) ||
      one.span.type !== before.span.type
    ) {
      onLost(one);
    }
  }
  return kept;
}
