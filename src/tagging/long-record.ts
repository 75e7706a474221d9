/** @file Writes the record of a long line piece by piece, equal to what `record.ts` writes. */
import type { LongLine } from '../corpus/long-line.js';
import { elementText } from '../markup.js';
import { ByteBuffer } from './byte-buffer.js';
import { type JsonOptions, roundedScore } from './json-record.js';
import { LongText } from './long-text.js';
import { conllToken, type RecordFormat } from './record.js';
import type { Tagger } from './tagger.js';
import { defaultPieceSizes, longestCharacter, type PieceSizes } from './text-pieces.js';

/** How the record of a long line is written. */
export interface LongRecordOptions {
  readonly format: RecordFormat;
  readonly json?: JsonOptions | undefined;
  /** The text before and after a location in the format `text`. */
  readonly marks: readonly [before: string, after: string];
  /** Bytes read and written at a time. */
  readonly sizes?: PieceSizes | undefined;
}

/** Yields the record in pieces; each is valid until the next one is requested. */
export function* longRecord(
  line: LongLine,
  tagger: Tagger,
  options: LongRecordOptions,
): Generator<Uint8Array> {
  const { format, json = {}, marks, sizes = defaultPieceSizes } = options;
  const text = new LongText(line, tagger, format === 'jsonl' ? json.offsets : 'utf16', sizes);
  const out = new ByteBuffer();
  for (const _ of writersOf(text, out, marks, json.scores === 'full')[format]()) {
    if (out.length >= sizes.usual) yield out.take();
  }
  if (out.length > 0) yield out.take();
}

type Steps = Generator<void>;

const writersOf = (
  text: LongText,
  out: ByteBuffer,
  marks: readonly [string, string],
  isFull: boolean,
): Record<RecordFormat, () => Steps> => ({
  text: () => writeMarked(text, out, marks, (part) => part, ['', '\n']),
  html: () => writeMarked(text, out, ['<mark>', '</mark>'], elementText, ['<p>', '</p>\n']),
  conll: () => writeConll(text, out),
  jsonl: () => writeJson(text, out, isFull),
});

/** Writes the text with marks around locations, between `ends`. */
function* writeMarked(
  text: LongText,
  out: ByteBuffer,
  [before, after]: readonly [string, string],
  plain: (part: string) => string,
  ends: readonly [string, string],
): Steps {
  yield* text.tag();
  out.write(ends[0]);
  let at = 0;
  for (const { fromByte, toByte } of text.locations) {
    yield* writeText(text, out, at, fromByte, plain);
    out.write(before);
    yield* writeText(text, out, fromByte, toByte, plain);
    out.write(after);
    at = toByte;
  }
  yield* writeText(text, out, at, text.line.length, plain);
  out.write(ends[1]);
}

/** Writes bytes `from` … `to − 1` of the line, each part through `plain`. */
function* writeText(
  { line, sizes }: LongText,
  out: ByteBuffer,
  from: number,
  to: number,
  plain: (part: string) => string,
): Steps {
  for (let at = from; at < to; ) {
    const end = Math.min(to, line.characterEnd(at + Math.max(longestCharacter, sizes.usual)));
    out.write(plain(line.text(at, end)));
    at = end;
    yield;
  }
}

/** One line per token; an empty line after each sentence, and one for a text without tokens. */
function* writeConll(text: LongText, out: ByteBuffer): Steps {
  yield* text.tag();
  const locations = text.locations[Symbol.iterator]();
  let location = locations.next();
  for (const { piece, ends } of text.parts()) {
    let lines = '';
    for (let t = 0, k = 0; t < piece.tokens.count; t++) {
      if (k < ends.count && ends.ends[k] === t) {
        lines += '\n';
        k++;
      }
      const place = piece.placeOf(t);
      while (!location.done && location.value.toByte <= place.fromByte) location = locations.next();
      const isInside = !location.done && location.value.fromByte <= place.fromByte;
      const tag = !isInside ? 'O' : location.value.fromByte === place.fromByte ? 'B-LOC' : 'I-LOC';
      lines += `${conllToken(piece.textOf(t))}\t${tag}\n`;
    }
    out.write(lines);
    yield;
  }
  out.write('\n');
}

/** `{"text", "tokens", "locations"}`, see `json-record.ts`. */
function* writeJson(text: LongText, out: ByteBuffer, isFull: boolean): Steps {
  const { probability } = text.tagger;
  const numbers = (score: number): string => {
    const chance = isFull
      ? probability?.of(score)
      : probability && probability.tenThousandths(score) / 10_000;
    return `"score":${jsonNumber(isFull ? score : roundedScore(score))},"probability":${jsonNumber(chance)}`;
  };
  let items = '';
  let comma = '';
  const flush = (): void => {
    out.write(items);
    items = '';
  };
  /** An item from the end of its text on. */
  const rest = (start: number, end: number, score: number): string =>
    `","start":${start},"end":${end},${numbers(score)}}`;
  out.write('{"text":"');
  yield* writeText(text, out, 0, text.line.length, jsonText);
  out.write('","tokens":[');
  const tagging = text.tag((token, { start, end }, score) => {
    items += `${comma}{"text":"${jsonText(token)}${rest(start, end, score)}`;
    comma = ',';
    if (items.length > 1 << 16) flush();
  });
  for (const _ of tagging) {
    flush();
    yield;
  }
  flush();
  out.write('],"locations":[');
  comma = '';
  for (const { fromByte, toByte, start, end, score } of text.locations) {
    out.write(`${comma}{"text":"`);
    yield* writeText(text, out, fromByte, toByte, jsonText);
    out.write(rest(start, end, score));
    comma = ',';
  }
  out.write(']}\n');
}

/** The text as JSON, without the quotes. */
const jsonText = (text: string): string => JSON.stringify(text).slice(1, -1);

const jsonNumber = (value: number | undefined): string => JSON.stringify(value ?? Number.NaN);
