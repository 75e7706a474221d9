/** @file Spans → tags, so that tests can go from spans to tags and back. */

import type { Span } from '../../src/corpus/sentence.js';
import type { Scheme } from '../../src/corpus/tags.js';

/**
 * The tags of a sentence of `length` tokens with `spans`, which are in order and do not overlap. IO can't tell two
 * neighboring spans of one type apart: they come out as one.
 */
export function tagsOf(spans: readonly Span[], length: number, scheme: Scheme = 'IOB2'): string[] {
  const tags = new Array<string>(length).fill('O');
  let previous: Span | undefined;
  for (const span of spans) {
    const last = span.end - 1;
    for (let i = span.start; i <= last; i++) tags[i] = `I-${span.type}`;
    const touches = previous !== undefined && previous.end === span.start && previous.type === span.type;
    if (scheme === 'IOB2' || scheme === 'BIOES' || (scheme === 'IOB1' && touches)) {
      tags[span.start] = `B-${span.type}`;
    }
    if (scheme === 'BIOES') tags[last] = `${last === span.start ? 'S' : 'E'}-${span.type}`;
    previous = span;
  }
  return tags;
}
