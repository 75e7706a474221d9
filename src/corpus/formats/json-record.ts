/**
 * @file Reads one JSON record as sentences, by what it contains:
 * - words: `tokens` (or `words`), strings or objects with offsets; without them, the text is tokenized;
 * - tags: `tags` or `ner_tags`, names or numbers with `names`;
 * - spans: `spans`, `ents`, `entities`, `label`, … with `start` and `end` in tokens, or in characters if the record
 *   has a text. Characters are code points, as Python counts them, or UTF-16 units if these fit better;
 * - `document`: a value that differs from the one before starts a new document.
 * So our own form, Prodigy, doccano, spaCy, Label Studio, Hugging Face and `nerwin tag --json` are read.
 */

import { isObject, type JsonObject } from '../../json.js';
import { sentences } from '../../text/sentences.js';
import { tokenize } from '../../text/tokenize.js';
import { TokenBuffer } from '../../text/tokens.js';
import { isInvisible, trimmed } from '../invisible.js';
import { quoted } from '../quote.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import type { Span } from '../sentence.js';
import { piecesAt } from '../sentence-pieces.js';
import { parseTag, type Tag } from '../tags.js';
import type { ReaderContext } from './format.js';
import { fault, shown, shownKeys } from './json-value.js';
import { annotationsOf, isTask, taskRecord } from './label-studio.js';
import { type RawSpan, rawSpan } from './raw-spans.js';
import {
  type Aligned,
  aligned,
  bestUnit,
  exactIn,
  inCodePoints,
  offsetsOf,
  type TextUnit,
  type TokenOffsets,
} from './span-alignment.js';
import { namesBeside, namesIn } from './tag-names.js';
import { unitSpans } from './unit-spans.js';

const tagKeys = ['tags', 'ner_tags', 'ner', 'bio_tags', 'iob_tags', 'labels'] as const;
const spanKeys = ['spans', 'ents', 'entities', 'label', 'labels', 'annotations', 'locations'] as const;
/** Keys of Label Studio's JSON_MIN, which leaves out `label` if somebody found no entity. */
const annotatedKeys = ['annotator', 'annotation_id', 'lead_time'] as const;

/** The words of a record. */
interface Words {
  readonly words: readonly string[];
  /** In the text of the record, if there is one, in UTF-16 units. */
  readonly place: TokenOffsets | undefined;
  /** In the unit of the file, if the tokens come with offsets. */
  readonly given: TokenOffsets | undefined;
  /** The text, if its sentences are to be found. */
  readonly text: string | undefined;
}

type Annotation =
  | { readonly tags: readonly Tag[] }
  | {
      readonly spans: readonly Span[];
      /** In characters of the text, if there is one. */
      readonly inText: readonly Span[] | undefined;
    };

/** Reads the records of one file. */
export class RecordReader {
  #document: unknown;
  #names: readonly string[] | undefined;
  #looked = false; // for names beside the file

  constructor(readonly context: ReaderContext) {}

  /**
   * Returns the sentences of the record that begins on line `line`; none if it has no words, or only names of
   * tags. `unit` is what its spans count, if that is known. Throws a {@link NerwinError} with file and line if it
   * can't be read.
   */
  read(value: unknown, line: number, unit?: TextUnit): AnnotatedSentence[] {
    const place = `${this.context.path}:${line}`;
    const record = this.#recordOf(value, place);
    if (record === undefined) {
      this.context.notices.add('notAnnotated', place);
      return [];
    }
    const names = namesIn(record);
    if (names) this.#names = names;
    const isBare = record.tokens === undefined && record.words === undefined && textOf(record) === undefined;
    if (names && isBare) return [];
    const { document } = record;
    const words = this.#wordsOf(record, place);
    const opensDocument =
      (document !== undefined && document !== this.#document) ||
      (document === undefined && record.tokens === undefined && record.words === undefined);
    this.#document = document;
    const annotation = this.#annotation(record, words, place, unit);
    if (words.words.length === 0) return [];
    const text = textOf(record);
    const source =
      text === undefined || words.place === undefined
        ? undefined
        : { text, ...words.place, spans: 'tags' in annotation ? undefined : annotation.inText };
    const whole = {
      tokens: words.words,
      lines: new Array<number>(words.words.length).fill(line),
      opensDocument,
      source,
    };
    if ('tags' in annotation || words.text === undefined) return [{ ...whole, annotation }];
    return piecesAt(sentenceEnds(record, words), annotation.spans).map(({ from, to, spans }) => ({
      tokens: words.words.slice(from, to),
      annotation: { spans },
      lines: whole.lines.slice(from, to),
      opensDocument: opensDocument && from === 0,
      source,
    }));
  }

  /** Returns the record in a plain form; undefined if nobody annotated it. */
  #recordOf(value: unknown, place: string): JsonObject | undefined {
    if (Array.isArray(value) && typeof value[0] === 'string' && isObject(value[1])) {
      return { text: value[0], ...value[1] }; // spaCy's training pairs
    }
    if (!isObject(value)) throw fault(place, `found ${shown(value)}, expected an object`);
    if (isTask(value)) {
      const task = taskRecord(value, place);
      if (annotationsOf(value).length > 1) this.context.notices.add('severalAnnotations', place);
      return task.spans && { ...task };
    }
    if (value.answer === 'reject' || value.answer === 'ignore') return undefined; // Prodigy
    if (value.answer === 'accept' && value.spans === undefined) return { ...value, spans: [] };
    return value;
  }

  #wordsOf(record: JsonObject, place: string): Words {
    const text = textOf(record);
    const tokens = record.tokens ?? record.words;
    const isEmpty = Array.isArray(tokens) && tokens.length === 0 && text !== undefined;
    if (tokens === undefined || isEmpty) {
      if (text === undefined) throw fault(place, `missing "tokens"; found ${shownKeys(record)}`);
      const found = tokenize(text);
      const starts = Array.from(found.starts.subarray(0, found.count));
      const ends = Array.from(found.ends.subarray(0, found.count));
      return {
        words: starts.map((start, k) => text.slice(start, ends[k])),
        place: { starts, ends },
        given: undefined,
        text,
      };
    }
    if (!Array.isArray(tokens)) throw fault(place, `"tokens" is ${shown(tokens)}, expected an array`);
    if (tokens.length > 0 && tokens.every(isObject)) return placedWords(tokens, text, place);
    const odd = tokens.findIndex((token) => typeof token !== 'string');
    if (odd >= 0) throw fault(place, `token ${odd + 1} is ${shown(tokens[odd])}, expected a string`);
    const words = (tokens as string[]).map((token) => {
      if (!isInvisible(token)) return token;
      this.context.notices.add('emptyToken', place, quoted(token));
      return '';
    });
    const found = text === undefined ? undefined : offsetsOf(words, text);
    return { words, place: typeof found === 'object' ? found : undefined, given: undefined, text: undefined };
  }

  #annotation(record: JsonObject, words: Words, place: string, unit: TextUnit | undefined): Annotation {
    const { tags, spans, ents } = record;
    if (tags !== undefined && spans !== undefined)
      throw fault(place, 'found both "tags" and "spans", expected only one');
    for (const key of tagKeys) {
      const value = record[key];
      const isList = Array.isArray(value) && !value.some((item) => typeof item === 'object');
      const isMeant = key === 'tags' || (isList && (value.length > 0 || words.words.length === 0));
      if (value !== undefined && isMeant) return { tags: this.#tags(value, words.words.length, key, place) };
    }
    for (const key of spanKeys) {
      const value = record[key];
      if (value === undefined || (key === 'spans' && ents !== undefined && !Array.isArray(value))) continue;
      if (!Array.isArray(value)) throw fault(place, `"${key}" is ${shown(value)}, expected an array`);
      const raw = value.map((span) => rawSpan(span, place, key === 'locations' ? 'LOC' : ''));
      return this.#spans(raw, words, record, place, unit);
    }
    if (annotatedKeys.some((key) => record[key] !== undefined)) return { spans: [], inText: [] };
    throw fault(place, `missing "tags" or "spans"; found ${shownKeys(record)}`);
  }

  #tags(tags: unknown, length: number, key: string, place: string): Tag[] {
    if (!Array.isArray(tags)) throw fault(place, `"${key}" is ${shown(tags)}, expected an array`);
    if (tags.length !== length) throw fault(place, `${length} tokens, but ${tags.length} tags`);
    const { notices, options } = this.context;
    return tags.map((value, i) => {
      const text = typeof value === 'number' ? this.#nameOf(value, i, place) : value;
      const clean = typeof text === 'string' ? trimmed(text) : '';
      if (clean !== text && clean !== '') notices.add('paddedTag', place, shown(text));
      const tag = parseTag(clean, options.untyped);
      if (!tag) throw fault(place, `tag ${i + 1} is ${shown(value)}, expected a tag such as "B-LOC" or "O"`);
      return tag;
    });
  }

  #nameOf(number: number, i: number, place: string): string {
    if (this.#names === undefined && !this.#looked) {
      this.#looked = true;
      this.#names = namesBeside(this.context.path);
    }
    const name = this.#names?.[number];
    if (name !== undefined) return name;
    const why = this.#names
      ? `but there are ${this.#names.length} names`
      : 'and nothing says what the numbers mean';
    throw fault(
      place,
      `tag ${i + 1} is ${number}, expected a tag such as "B-LOC" or "O", ${why}`,
      'put the names of the tags in order in a first line: {"names": ["O", "B-LOC", "I-LOC"]}',
    );
  }

  /** Returns the spans in tokens, in order and not overlapping; and in the text, if there is one, all of them. */
  #spans(
    raw: readonly RawSpan[],
    words: Words,
    record: JsonObject,
    place: string,
    unit: TextUnit | undefined,
  ): Annotation & { readonly spans: Span[] } {
    const numbers = tokenNumbers(words.words.length);
    const offsets = this.#offsetsFor(raw, words, record, numbers, place, unit);
    if (offsets === 'tokens') {
      const spans = tokenSpans(raw, words.words.length, place);
      return { spans, inText: words.place && spans.map((span) => inCharacters(span, words.place)) };
    }
    const { notices } = this.context;
    const found: Aligned[] = [];
    const placed = raw.map((span) =>
      offsets === numbers && span.tokens ? { ...span, start: span.tokens[0], end: span.tokens[1] } : span,
    );
    for (const span of placed) {
      const one = aligned(span, offsets);
      if (!one) notices.add('emptySpan', place, span.shown);
      else {
        if (!one.isExact) notices.add('unalignedSpan', place, span.shown);
        found.push(one);
      }
    }
    const text = textOf(record);
    return {
      spans: disjoint(found, (lost) => notices.add('overlappingSpan', place, lost.raw.shown)),
      inText:
        text === undefined || words.place === undefined
          ? undefined
          : unitSpans(placed, text, words.place, offsets),
    };
  }

  /** Returns the offsets of the tokens in the unit that the spans have; 'tokens' if they are our own, in tokens. */
  #offsetsFor(
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
}

const inCharacters = ({ type, start, end }: Span, place: TokenOffsets | undefined): Span => ({
  type,
  start: place?.starts[start] ?? 0,
  end: place?.ends[end - 1] ?? 0,
});

/** Tokens as their own offsets: token k is k … k + 1. */
const tokenNumbers = (length: number): TokenOffsets => ({
  starts: Array.from({ length }, (_, k) => k),
  ends: Array.from({ length }, (_, k) => k + 1),
});

const textOf = ({ text, data }: JsonObject): string | undefined =>
  typeof text === 'string' ? text : typeof data === 'string' ? data : undefined;

/** Tokens that are objects: `text` (or their part of the text), `start` and `end`. */
function placedWords(tokens: readonly JsonObject[], text: string | undefined, place: string): Words {
  const points = text === undefined || !/[\ud800-\udbff]/.test(text) ? undefined : Array.from(text);
  const all = tokens.map((token, i) => {
    const { start, end } = token;
    const isPlaced = typeof start === 'number' && typeof end === 'number';
    const own = token.text ?? token.orth ?? token.token;
    const word =
      own ?? (isPlaced ? (points ? points.slice(start, end).join('') : text?.slice(start, end)) : undefined);
    if (typeof word !== 'string')
      throw fault(place, `token ${i + 1} is ${shown(token)}, expected a string, or an object with "text"`);
    return { word, start: isPlaced ? start : -1, end: isPlaced ? end : -1 };
  });
  const kept = all.filter(({ word }) => !isInvisible(word)); // spaCy's tokens of white space are no words
  const words = kept.map(({ word }) => word);
  const hasOffsets = kept.every(({ start }) => start >= 0);
  const found = text === undefined ? undefined : offsetsOf(words, text);
  const inText = typeof found === 'object' ? found : undefined;
  return {
    words,
    place: inText,
    given: hasOffsets
      ? { starts: kept.map(({ start }) => start), ends: kept.map(({ end }) => end) }
      : undefined,
    text: inText ? text : undefined,
  };
}

/** Returns the numbers of the tokens (exclusive) at which the sentences of a text end. */
function sentenceEnds({ sents }: JsonObject, { text = '', place, given, words }: Words): number[] {
  const offsets = place ?? { starts: [], ends: [] };
  if (Array.isArray(sents) && given) {
    const ends = sents.map((sent) =>
      isObject(sent) ? given.starts.findIndex((start) => start >= Number(sent.end)) : -1,
    );
    return [...ends.filter((end) => end > 0), words.length];
  }
  const tokens = new TokenBuffer();
  for (let k = 0; k < offsets.starts.length; k++) tokens.push(offsets.starts[k], offsets.ends[k]);
  const found = sentences(text, tokens);
  return Array.from({ length: found.count }, (_, k) => found.ends[k]);
}

/** Spans that count tokens, in our own form: they must lie within the tokens and not overlap. */
function tokenSpans(raw: readonly RawSpan[], length: number, place: string): Span[] {
  const found = raw.map(({ type, start, end, shown }) => {
    if (start < 0 || end <= start || end > length)
      throw fault(place, `span ${shown} does not lie within the ${length} tokens`);
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
