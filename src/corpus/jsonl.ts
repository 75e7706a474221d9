/**
 * @file Reads JSON Lines: one object per line, `{"tokens": […], "tags": […]}` or `{"tokens": […], "spans":
 * [{"type", "start", "end"}]}` with token offsets, `end` exclusive; `label` is accepted for `type`. A
 * `"document"` value (string or number) that differs from the previous line's starts a new document. Blank
 * lines and sentences without tokens are skipped; other keys are ignored.
 */

import { NerwinError } from '../error.js';
import type { LineBlock } from './lines.js';
import { quoted } from './quote.js';
import type { AnnotatedSentence } from './raw-sentence.js';
import type { Span } from './sentence.js';
import { parseTag, type Tag } from './tags.js';

const form = 'expected {"tokens": […], "tags": […]} or {"tokens": […], "spans": [{"type", "start", "end"}]}';

/** True if a file with this first line is JSON Lines, not columns. */
export const looksLikeJson = (line: string): boolean => /^\s*\{\s*"[^"]*"\s*:/.test(line);

/** Reads one file: takes blocks of lines and yields their sentences. */
export class JsonReader {
  #document: unknown;

  constructor(readonly path: string) {}

  /**
   * Yields the sentences of a block. Throws a {@link NerwinError} with file and line if a line doesn't have
   * the form described above.
   */
  *take({ first, lines }: LineBlock): Generator<AnnotatedSentence> {
    for (let i = 0; i < lines.length; i++) {
      if (lines[i].trim() === '') continue;
      const sentence = this.#read(lines[i], `${this.path}:${first + i}`, first + i);
      if (sentence.tokens.length > 0) yield sentence;
    }
  }

  /** Yields nothing: every sentence ends on its own line. */
  *finish(): Generator<AnnotatedSentence> {}

  #read(line: string, place: string, number: number): AnnotatedSentence {
    const record = parsed(line, place);
    const tokens = record.tokens;
    if (tokens === undefined) throw fault(place, `missing "tokens"; found ${shownKeys(record)}`);
    if (!Array.isArray(tokens)) throw fault(place, `"tokens" is ${shown(tokens)}, expected an array`);
    const odd = tokens.findIndex((token) => typeof token !== 'string' || token.trim() === '');
    if (odd >= 0)
      throw fault(place, `token ${odd + 1} is ${shown(tokens[odd])}, expected a string that is not empty`);
    const { tags, spans, document } = record;
    if (tags === undefined && spans === undefined) {
      throw fault(place, `missing "tags" or "spans"; found ${shownKeys(record)}`);
    }
    if (tags !== undefined && spans !== undefined)
      throw fault(place, 'found both "tags" and "spans", expected only one');
    const opensDocument = document !== undefined && document !== this.#document;
    this.#document = document;
    return {
      tokens: tokens as string[],
      annotation:
        tags === undefined
          ? { spans: spansIn(spans, tokens.length, place) }
          : { tags: tagsIn(tags, tokens.length, place) },
      lines: new Array<number>(tokens.length).fill(number),
      opensDocument,
    };
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(line: string, place: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw fault(place, `not valid JSON: ${error instanceof Error ? error.message.slice(0, 100) : ''}`);
  }
  if (!isObject(value)) throw fault(place, `found ${shown(value)}, expected an object`);
  return value;
}

function tagsIn(tags: unknown, length: number, place: string): Tag[] {
  if (!Array.isArray(tags)) throw fault(place, `"tags" is ${shown(tags)}, expected an array`);
  if (tags.length !== length) throw fault(place, `${length} tokens, but ${tags.length} tags`);
  return tags.map((text, i) => {
    const tag = typeof text === 'string' ? parseTag(text) : undefined;
    if (!tag) throw fault(place, `tag ${i + 1} is ${shown(text)}, expected a tag such as "B-LOC" or "O"`);
    return tag;
  });
}

function spansIn(spans: unknown, length: number, place: string): Span[] {
  if (!Array.isArray(spans)) throw fault(place, `"spans" is ${shown(spans)}, expected an array`);
  const found = spans.map((span) => spanIn(span, length, place)).sort((a, b) => a.start - b.start);
  for (let i = 1; i < found.length; i++) {
    if (found[i].start < found[i - 1].end) {
      throw fault(
        place,
        `overlapping spans: ${JSON.stringify(found[i - 1])} and ${JSON.stringify(found[i])}`,
      );
    }
  }
  return found;
}

function spanIn(span: unknown, length: number, place: string): Span {
  if (!isObject(span)) throw fault(place, `span ${shown(span)} is not an object`);
  const { start, end } = span;
  const type = span.type ?? span.label;
  if (typeof type !== 'string' || type === '') throw fault(place, `span ${shown(span)} has no "type"`);
  const whole = Number.isInteger(start) && Number.isInteger(end);
  if (!whole || (start as number) < 0 || (end as number) <= (start as number) || (end as number) > length) {
    throw fault(place, `span ${shown(span)} does not lie within the ${length} tokens`);
  }
  return { type, start: start as number, end: end as number };
}

const shown = (value: unknown): string =>
  typeof value === 'string'
    ? quoted(value)
    : quoted(JSON.stringify(value)).slice(1, -1).replaceAll('\\"', '"');

const shownKeys = (record: JsonObject): string =>
  Object.keys(record).length === 0
    ? 'no keys'
    : `the keys ${Object.keys(record).slice(0, 8).map(quoted).join(', ')}`;

const fault = (place: string, what: string): NerwinError =>
  new NerwinError('corpus', `${place}: ${what}`, form);
