/** @file Reads word vectors in any supported format. */

import { dirname, join } from 'node:path';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { plural } from '../plural.js';
import { readBinary } from './binary.js';
import { ByteStream } from './byte-stream.js';
import { Collector, decodeStored } from './collector.js';
import { type DetectedFormat, detectFormat } from './format.js';
import { decodeText, readPair, readText, readWords } from './text-lines.js';
import { readWink } from './wink-json.js';
import type { ReadOptions, WordVectors } from './word-vectors.js';
import { readWord2vecBinary } from './word2vec-binary.js';

const headLength = 1 << 16;

/**
 * Reads the word vectors at `path` in one pass; only the kept words take memory. For a `pair`, give either of
 * its files. Words are in Unicode NFC; of duplicate words, the first entry counts. The numbers of words that
 * aren't kept are not parsed, except those needed for the means of rare words and number words.
 *
 * Throws 'vectors' if the file can't be read, its format isn't recognized, it is truncated, vectors differ in
 * length or from `dimension`, or a number is not finite.
 */
export async function readVectors(path: string, options: ReadOptions = {}): Promise<WordVectors> {
  const stream = new ByteStream(path);
  try {
    await fill(stream);
    const recognized = detectFormat(stream.bytes, path);
    if (recognized.format === 'pair') return await readBoth(path, recognized, options);
    if (recognized.format === 'nerwin') return await readBinary(stream, options);
    const collector = await readOne(stream, recognized, options);
    await stream.drain();
    return collector.finish(recognized.format, stream);
  } finally {
    await stream.close();
  }
}

/** Reads until enough bytes are buffered to detect the format. */
async function fill(stream: ByteStream): Promise<void> {
  while (stream.bytes.length < headLength && (await stream.more()));
}

async function readOne(
  stream: ByteStream,
  { format, d, count }: DetectedFormat,
  options: ReadOptions,
): Promise<Collector> {
  if (stream.bytes[0] === 0xef && stream.bytes[1] === 0xbb && stream.bytes[2] === 0xbf) stream.start = 3; // BOM
  if (format === 'wink') return await readWink(stream, options);
  if (d < 1)
    throw new NerwinError(
      'vectors',
      `${stream.path}:1: vectors with ${plural(d, 'dimension', 'dimensions')}`,
      'choose another file',
    );
  const binary = format === 'word2vec-binary';
  const collector = new Collector(
    stream.path,
    d,
    binary ? decodeStored(d, 'float32') : decodeText(d),
    options,
  );
  if (binary) await readWord2vecBinary(stream, collector, count ?? 0);
  else await readText(stream, collector, count);
  return collector;
}

/** Reads a pair from its beginning; `path` is the file with the words or the one with the numbers. */
async function readBoth(
  path: string,
  { isWords }: DetectedFormat,
  options: ReadOptions,
): Promise<WordVectors> {
  const names = isWords ? ['wordVectors.txt', 'wordVectors.txt.gz'] : ['vocab.txt', 'vocab.txt.gz'];
  const other = names.map((name) => join(dirname(path), name)).find((name) => isThere(name, 'vectors'));
  if (other === undefined) {
    throw new NerwinError(
      'vectors',
      `${path}: ${isWords ? 'words without numbers' : 'numbers without words'}, and there is no ${names[0]} next to it`,
      'use a file that has both, or put the missing file next to it',
    );
  }
  const [wordsPath, numbersPath] = isWords ? [path, other] : [other, path];
  const wordStream = new ByteStream(wordsPath);
  const stream = new ByteStream(numbersPath, wordStream.hash);
  try {
    const words = await readWords(wordStream);
    await fill(stream);
    const recognized = detectFormat(stream.bytes, numbersPath);
    if (recognized.format !== 'pair' || recognized.isWords) {
      throw new NerwinError(
        'vectors',
        `${numbersPath}: expected a file that contains only numbers`,
        `it was read because it is next to ${wordsPath}`,
      );
    }
    const collector = new Collector(numbersPath, recognized.d, decodeText(recognized.d), options);
    await readPair(words, wordsPath, stream, collector);
    await stream.drain();
    return { ...collector.finish('pair', stream), bytes: wordStream.size + stream.size };
  } finally {
    await wordStream.close();
    await stream.close();
  }
}
