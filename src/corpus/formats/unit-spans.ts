/** @file Spans of a record → UTF-16 units of its text, with the borders that the annotators set. */

import type { Span } from '../sentence.js';
import type { RawSpan } from './raw-spans.js';
import { aligned, inCharacters, type TokenOffsets } from './span-alignment.js';

/**
 * Returns the spans in UTF-16 units of `text`, in order; those outside the text or empty are left out. `units` are
 * the offsets of the tokens in UTF-16 units, and `offsets` those in the unit of the spans.
 */
export function unitSpans(
  raw: readonly RawSpan[],
  text: string,
  units: TokenOffsets,
  offsets: TokenOffsets,
): Span[] {
  const isUnits = offsets === units || sameOffsets(offsets, units);
  const starts = isUnits ? undefined : codePointStarts(text);
  const unitOf = (at: number): number => (starts ? (starts[at] ?? text.length) : at);
  const spans: Span[] = [];
  for (const span of raw) {
    const one = aligned(span, offsets);
    if (one?.isExact) {
      spans.push(inCharacters(one.span, units));
      continue;
    }
    const [start, end] = [unitOf(span.start), Math.min(unitOf(span.end), text.length)];
    if (span.start >= 0 && start < end) spans.push({ type: span.type, start, end });
  }
  return spans.sort((a, b) => a.start - b.start || b.end - a.end);
}

const sameOffsets = (a: TokenOffsets, b: TokenOffsets): boolean =>
  a.starts.length === b.starts.length && a.starts.every((start, k) => start === b.starts[k]);

/** Returns the UTF-16 unit at which each code point begins, and the end of the text. */
function codePointStarts(text: string): number[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) starts.push(at);
  starts.push(text.length);
  return starts;
}
