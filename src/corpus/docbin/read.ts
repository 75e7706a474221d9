/** @file Reads the documents of a DocBin with their entities, as `Doc.ents` of spaCy has them. */

import { sentences } from '../../text/sentences.js';
import { TokenBuffer } from '../../text/tokens.js';
import type { ReaderContext } from '../formats/format.js';
import { isInvisible } from '../invisible.js';
import { defaultLimits, tooLongRecord } from '../limits.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import type { Span } from '../sentence.js';
import { piecesAt } from '../sentence-pieces.js';
import { type DocBin, damaged, readContents } from './contents.js';
import { sentenceStarts } from './sentence-starts.js';

/** Values of the attribute ENT_IOB. */
const iob = { missing: 0n, inside: 1n, outside: 2n, begin: 3n } as const;

/** The columns that are needed of every token. */
interface Columns {
  readonly orth: (token: number) => bigint;
  readonly iob: (token: number) => bigint;
  readonly type: ((token: number) => bigint) | undefined;
}

/**
 * Yields the sentences of a DocBin. Their line is the number of the document. A document without annotation of entities
 * is left out and counted.
 */
export async function* readDocBin(context: ReaderContext): AsyncGenerator<AnnotatedSentence> {
  const { path, options, notices } = context;
  const bin = await readContents(path, options.limits ?? defaultLimits);
  const [orth, tags] = [bin.column('orth'), bin.column('iob')];
  if (!orth || !tags)
    throw damaged(
      path,
      `a DocBin without the attribute ${orth ? 'ENT_IOB, so without entities' : 'ORTH'}`,
      'write it with the attributes that spaCy takes by default: `DocBin(docs=docs)`',
    );
  const reader = new DocumentReader(context, bin, { orth, iob: tags, type: bin.column('type') });
  let [from, annotated, more] = [0, 0, 0];
  for (const [number, length] of bin.lengths.entries()) {
    const to = from + length;
    const place = `${path}:${number + 1}`;
    if (bin.hasMore(number)) more++;
    if (isAnnotated(tags, from, to)) {
      annotated++;
      if (bin.hasMore(number)) notices.add('otherAnnotation', place, 'spans or categories');
      yield* reader.read(number, from, to);
    } else if (length > 0) notices.add('notAnnotated', place);
    from = to;
  }
  if (annotated === 0) throw withoutEntities(path, more > 0);
}

function isAnnotated(tags: Columns['iob'], from: number, to: number): boolean {
  for (let token = from; token < to; token++) if (tags(token) !== iob.missing) return true;
  return false;
}

const withoutEntities = (path: string, hasSpans: boolean) =>
  damaged(
    path,
    `no document of the DocBin has entities${hasSpans ? '; it has other spans or categories' : ''}`,
    hasSpans
      ? 'copy a group of spans to the entities before it is written: `doc.ents = spacy.util.filter_spans(doc.spans["sc"])`'
      : 'set the entities of each document before it is written: `doc.ents = […]`, which may be empty',
  );

class DocumentReader {
  constructor(
    readonly context: ReaderContext,
    readonly bin: DocBin,
    readonly columns: Columns,
  ) {}

  /** Yields the sentences of the document with the tokens `from` … `to − 1` of the file. */
  *read(number: number, from: number, to: number): Generator<AnnotatedSentence> {
    const { bin, context } = this;
    const place = `${context.path}:${number + 1}`;
    const { text, words, starts, ends, firstWord } = this.#words(from, to, place);
    if (words.length === 0) return;
    const found = this.#entities(from, to, place);
    const spans: Span[] = [];
    for (const { type, start, end } of found) {
      const span = { type, start: firstWord[start], end: firstWord[end] };
      if (span.start < span.end) spans.push(span);
      else context.notices.add('emptySpan', place, type);
    }
    const hasText = !bin.hasUnknownSpaces(number);
    const marks = spans.map(({ type, start, end }) => ({ type, start: starts[start], end: ends[end - 1] }));
    const source = hasText ? { text, starts, ends, spans: marks } : undefined;
    const given = sentenceStarts(bin, from, to)?.map((token) => firstWord[token]);
    const borders = given
      ? [...given.slice(1), words.length]
      : hasText
        ? sentenceEnds(text, starts, ends)
        : [words.length];
    for (const piece of piecesAt(borders, spans))
      if (piece.from < piece.to)
        yield {
          tokens: words.slice(piece.from, piece.to),
          annotation: { spans: piece.spans },
          lines: new Array<number>(piece.to - piece.from).fill(number + 1),
          opensDocument: piece.from === 0,
          source,
        };
  }

  /** Returns the text, its words, and for each token the number of words before it. */
  #words(from: number, to: number, place: string) {
    const { limits = defaultLimits } = this.context.options;
    const [words, starts, ends]: [string[], number[], number[]] = [[], [], []];
    const firstWord: number[] = [];
    let text = '';
    for (let token = from; token < to; token++) {
      const word = this.#string(this.columns.orth(token), place);
      firstWord.push(words.length);
      if (!isInvisible(word)) {
        words.push(word);
        starts.push(text.length);
        ends.push(text.length + word.length);
      }
      text += this.bin.hasSpace(token) ? `${word} ` : word;
      if (text.length > limits.record) throw tooLongRecord(place, 'a document', limits);
    }
    firstWord.push(words.length);
    return { text, words, starts, ends, firstWord };
  }

  /** Returns the entities in tokens of the document. */
  #entities(from: number, to: number, place: string): Span[] {
    const { columns, context } = this;
    const found: { type: string; start: number; end: number }[] = [];
    let open: { type: string; start: number; end: number } | undefined;
    for (let token = from; token < to; token++) {
      const tag = columns.iob(token);
      if (tag > iob.begin) throw damaged(place, `the DocBin is damaged: ENT_IOB is ${tag}`);
      if (tag === iob.missing || tag === iob.outside) {
        open = undefined;
        continue;
      }
      const type = this.#string(columns.type?.(token) ?? 0n, place) || context.options.untyped;
      if (open === undefined || tag === iob.begin || open.type !== type) {
        open = { type, start: token - from, end: 0 };
        found.push(open);
      }
      open.end = token - from + 1;
    }
    return found;
  }

  #string(key: bigint, place: string): string {
    const text = key === 0n ? '' : this.bin.strings.get(key);
    if (text === undefined)
      throw damaged(place, `the DocBin is damaged: it has no string with the key ${key}`);
    return text;
  }
}

/** Returns the words (exclusive) at which the sentences of a text end. */
function sentenceEnds(text: string, starts: readonly number[], ends: readonly number[]): number[] {
  const tokens = new TokenBuffer();
  for (let k = 0; k < starts.length; k++) tokens.push(starts[k], ends[k]);
  const found = sentences(text, tokens);
  return Array.from(found.ends.subarray(0, found.count));
}
