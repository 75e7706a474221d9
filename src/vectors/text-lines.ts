/**
 * @file Reads the text formats: GloVe, word2vec text, fastText .vec, and a pair of files with words and
 * numbers.
 */

import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import type { ByteStream } from './byte-stream.js';
import type { Collector, Decode } from './collector.js';
import { blanks, countFields, fieldAt, isDecimal, readNumbers, type Separators } from './number-text.js';
import { wordFrom } from './word-bytes.js';

/**
 * Returns a decoder for d numbers in text, separated by blanks or by `between`.
 * Additional fields are ignored.
 */
export const decodeText =
  (d: number, between: Separators = blanks): Decode =>
  (bytes, start, end, into, at) => {
    const read = readNumbers(bytes, start, end, between, d, into, at);
    if (read === d) return undefined;
    const [from, to] = fieldAt(bytes, start, end, read, between);
    return from === to
      ? `${read} numbers, expected ${d}`
      : `'${bytes.toString('utf8', from, to)}' is not a finite number`;
  };

/**
 * Reads lines of a word and d numbers, after a line `V d` if `count` is given. The last d fields are the
 * numbers; everything before them is the word, which may contain spaces. If the last field of such a word is
 * itself a number, the line is reported as too long; but `route 66` before numbers with fractions is a word. The length of every line is checked, but numbers are
 * parsed only for words that are used.
 */
export async function readText(stream: ByteStream, collector: Collector, count?: number): Promise<void> {
  const { d } = collector;
  if (count !== undefined) stream.nextLine() || (await stream.nextLineAfterMore());
  while (!collector.full && (stream.nextLine() || (await stream.nextLineAfterMore()))) {
    const { bytes, lineStart, lineEnd: end } = stream;
    const fields = countFields(bytes, lineStart, end, blanks);
    if (fields === 0) continue;
    if (fields === d && bytes[lineStart] <= 0x20) {
      collector.add('', bytes, lineStart, end, stream.line); // there is a blank instead of a word
      continue;
    }
    const [start] = fieldAt(bytes, lineStart, end, 0, blanks);
    const [last, wordEnd] = fieldAt(bytes, start, end, Math.max(0, fields - d - 1), blanks); // of the fields of the word
    if (
      fields < d + 1 ||
      (fields > d + 1 &&
        isComponent(bytes.toString('latin1', last, wordEnd), bytes.toString('latin1', wordEnd, end)))
    ) {
      throw collector.fault(stream.line, `${fields - 1} numbers, expected ${d}`);
    }
    collector.add(wordFrom(bytes, start, wordEnd), bytes, wordEnd, end, stream.line);
  }
  if (count !== undefined && !collector.full && collector.seen !== count) {
    throw new NerwinError(
      'vectors',
      `${stream.path}: ${plural(collector.seen, 'word', 'words')}, but its first line says ${count}`,
      collector.seen < count
        ? 'the file seems to be truncated: download it again'
        : 'fix the first line, or remove it',
    );
  }
}

/** True if a field is a number like those after it: digits only can end a word whose numbers have fractions. */
const isComponent = (text: string, numbers: string): boolean =>
  isDecimal(text) && !(/^\d+$/.test(text) && numbers.includes('.'));

/** Returns the words of a file with one word per line; undefined for a word that is not valid UTF-8. */
export async function readWords(stream: ByteStream): Promise<(string | undefined)[]> {
  const words: (string | undefined)[] = [];
  while (stream.nextLine() || (await stream.nextLineAfterMore())) {
    let { lineStart: start, lineEnd: end } = stream;
    while (start < end && stream.bytes[start] <= 0x20) start++;
    while (start < end && stream.bytes[end - 1] <= 0x20) end--;
    words.push(wordFrom(stream.bytes, start, end));
  }
  while (words.at(-1) === '') words.pop();
  return words;
}

/** Reads d numbers per line; line n belongs to word n of `words`, which come from the file `wordsPath`. */
export async function readPair(
  words: readonly (string | undefined)[],
  wordsPath: string,
  stream: ByteStream,
  collector: Collector,
): Promise<void> {
  let vectors = 0;
  while (!collector.full && (stream.nextLine() || (await stream.nextLineAfterMore()))) {
    const { bytes, lineStart, lineEnd } = stream;
    const fields = countFields(bytes, lineStart, lineEnd, blanks);
    if (fields === 0) continue;
    if (fields !== collector.d)
      throw collector.fault(stream.line, `${fields} numbers, expected ${collector.d}`);
    if (vectors < words.length) collector.add(words[vectors], bytes, lineStart, lineEnd, stream.line);
    vectors++;
  }
  if (!collector.full && vectors !== words.length) {
    throw new NerwinError(
      'vectors',
      `${stream.path}: ${plural(vectors, 'vector', 'vectors')}, but ${plural(words.length, 'word', 'words')} in ${wordsPath}`,
      'the two files must match line by line',
    );
  }
}
