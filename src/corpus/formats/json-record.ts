/**
 * @file Reads one JSON record as sentences, by what it contains:
 * - words: `tokens` (or `words`), strings or objects with offsets; without them, the text is tokenized;
 * - tags: `tags` or `ner_tags`, names or numbers with `names`;
 * - spans: `spans`, `ents`, `entities`, `label`, … with `start` and `end` in tokens, or in characters if the record
 *   has a text. Characters are code points, as Python counts them, or UTF-16 units if these fit better;
 * - `document`: a value that differs from the one before starts a new document.
 * So our own form, Prodigy, doccano, spaCy, Label Studio, Hugging Face, GLiNER and `nerwin tag --json` are read.
 */

import { isObject, type JsonObject } from '../../json.js';
import { plural } from '../../plural.js';
import { defaultLimits, tooLongRecord } from '../limits.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import { piecesAt } from '../sentence-pieces.js';
import { isOutsideMark } from '../tag-spelling.js';
import { parseTag, type Tag } from '../tags.js';
import type { ReaderContext } from './format.js';
import { fault, shown, shownKeys } from './json-value.js';
import { namesIn } from './label-names.js';
import { isLabelStudio, LabelStudioReader } from './label-studio.js';
import { NumberedLabels } from './numbered-labels.js';
import { rawSpan } from './raw-spans.js';
import { recordsIn } from './record-list.js';
import { type PlacedSpans, recordSpans } from './record-spans.js';
import { sentenceEnds, textOf, type Words, wordsOf } from './record-words.js';
import type { TextUnit } from './span-alignment.js';
import { shownCell, tagInCell } from './tag-cell.js';

const tagKeys = ['tags', 'ner_tags', 'ner', 'bio_tags', 'iob_tags', 'labels'] as const;
const spanKeys = [
  'spans',
  'ents',
  'entities',
  'label',
  'labels',
  'annotations',
  'locations',
  'ner',
  'mentions',
] as const;

type Annotation = { readonly tags: readonly Tag[] } | PlacedSpans;

/** Returns a span `[first, last, type]` of tokens with an exclusive end. */
const inclusive = (span: unknown): unknown =>
  Array.isArray(span) && typeof span[1] === 'number' ? [span[0], span[1] + 1, span[2]] : span;

/** Reads the records of one file. */
export class RecordReader {
  #document: unknown;

  readonly #labels: NumberedLabels;
  readonly #labelStudio: LabelStudioReader;

  constructor(readonly context: ReaderContext) {
    this.#labels = new NumberedLabels(context);
    this.#labelStudio = new LabelStudioReader(context.notices);
  }

  /**
   * Yields the sentences of the record that begins on line `line`; none if it has no words, or only names of
   * tags. A record that holds a list of records has theirs. `unit` is what its spans count, if that is known. Throws
   * a {@link NerwinError} with file and line if it can't be read.
   */
  *read(value: unknown, line: number, unit?: TextUnit): Generator<AnnotatedSentence> {
    const records = isObject(value) ? recordsIn(value) : undefined;
    if (!records) return yield* this.#sentences(value, line, unit);
    this.#labels.say(namesIn(value as JsonObject));
    for (const record of records) yield* this.#sentences(record, line, unit);
  }

  *#sentences(value: unknown, line: number, unit: TextUnit | undefined): Generator<AnnotatedSentence> {
    const place = `${this.context.path}:${line}`;
    const record = this.#recordOf(value, place);
    if (record === undefined) return;
    const names = namesIn(record);
    this.#labels.say(names);
    const isBare = record.tokens === undefined && record.words === undefined && textOf(record) === undefined;
    if (names && isBare) return;
    const { document } = record;
    const text = textOf(record);
    const { limits = defaultLimits } = this.context.options;
    if (text !== undefined && text.length > limits.record) throw tooLongRecord(place, 'a text', limits);
    const words = wordsOf(record, place, this.context.notices);
    const opensDocument =
      (document !== undefined && document !== this.#document) ||
      (document === undefined && record.tokens === undefined && record.words === undefined);
    this.#document = document;
    const annotation = this.#annotation(record, words, place, unit);
    if (words.words.length === 0) return;
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
    if ('tags' in annotation || words.text === undefined) return yield { ...whole, annotation };
    for (const { from, to, spans } of piecesAt(sentenceEnds(record, words), annotation.spans))
      yield {
        tokens: words.words.slice(from, to),
        annotation: { spans },
        lines: whole.lines, // all are the line of the record
        opensDocument: opensDocument && from === 0,
        source,
      };
  }

  /** Returns the record in a plain form; undefined if nobody annotated it, which is counted. */
  #recordOf(value: unknown, place: string): JsonObject | undefined {
    const { notices } = this.context;
    if (Array.isArray(value) && typeof value[0] === 'string' && isObject(value[1])) {
      return { text: value[0], ...value[1] }; // spaCy's training pairs
    }
    if (!isObject(value)) throw fault(place, `found ${shown(value)}, expected an object`);
    if (isLabelStudio(value)) return this.#labelStudio.read(value, place);
    if (value.answer === 'reject' || value.answer === 'ignore') {
      notices.add('notAnnotated', place); // Prodigy
      return undefined;
    }
    if (Array.isArray(value.relations) && value.relations.length > 0)
      notices.add('otherAnnotation', place, 'relations', value.relations.length);
    if (Array.isArray(value.tokenized_text) && Array.isArray(value.ner))
      return { tokens: value.tokenized_text, spans: value.ner.map(inclusive) }; // GLiNER
    if (value.answer === 'accept' && value.spans === undefined) {
      if (Array.isArray(value.options)) {
        notices.add('notAnnotated', place); // a choice among options says nothing about entities
        return undefined;
      }
      return { ...value, spans: [] };
    }
    return value;
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
      const raw = value.map((span) =>
        rawSpan(
          span,
          place,
          (label) => this.#labels.nameOf(label, 'label', place),
          key === 'locations' ? 'LOC' : '',
        ),
      );
      return recordSpans(raw, words, record, place, unit, this.context.notices);
    }
    throw fault(place, `missing "tags" or "spans"; found ${shownKeys(record)}`);
  }

  #tags(tags: unknown, length: number, key: string, place: string): Tag[] {
    if (!Array.isArray(tags)) throw fault(place, `"${key}" is ${shown(tags)}, expected an array`);
    if (tags.length !== length)
      throw fault(place, `${plural(length, 'token', 'tokens')}, but ${plural(tags.length, 'tag', 'tags')}`);
    const { notices, options } = this.context;
    return tags.map((value, i) => {
      const text = typeof value === 'number' ? this.#labels.nameOf(value, `tag ${i + 1}`, place) : value;
      const cell = typeof text === 'string' ? text : undefined;
      const { tag: clean, notice } = tagInCell(cell ?? '');
      const isMark = cell !== undefined && clean !== '' && isOutsideMark(clean);
      const tag = parseTag(isMark ? 'O' : clean, options.untyped);
      if (!tag) throw fault(place, `tag ${i + 1} is ${shown(value)}, expected a tag such as "B-LOC" or "O"`);
      const kind = isMark ? 'respelledTag' : notice;
      if (kind !== undefined) notices.add(kind, place, shownCell(cell ?? '', kind, tag));
      return tag;
    });
  }
}
