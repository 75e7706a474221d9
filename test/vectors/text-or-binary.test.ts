import { describe, expect, test } from 'vitest';
import { readVectors } from '../../src/vectors/read.js';
import { faultOf } from '../corpus/scratch.js';
import { temporaryFolder, word2vecBinary, writer } from './fixtures.js';

const write = writer(temporaryFolder());

const plain = ['the', 'in', 'Paris', 'is', 'he', 'big'];
const row = (k: number): number[] => [k - 2.5, 0.125 * k, -k - 0.5];

/** A text file of words with their vectors. */
const text = (words: readonly string[], between = ' ', isHeaded = true): string =>
  `${isHeaded ? `${words.length} 3\n` : ''}${words.map((word, k) => `${word}${between}${row(k).join(' ')}\n`).join('')}`;

const phrases = ['São Tomé', 'rock ’n’ roll', '北京 市', 'New\u00a0York City', 'Paris “x” y', 'a 😀 b', 'é'];

describe('text is recognized by whole lines, whatever its words are', () => {
  test.each(phrases)('the first word is %s', async (phrase) => {
    for (const between of [' ', '\t']) {
      const { words, d, format, vectors } = await readVectors(
        write('x.vec', text([phrase, ...plain], between)),
      );
      expect([format, d]).toEqual(['word2vec-text', 3]);
      expect(words).toEqual([phrase, ...plain]);
      expect([...vectors.slice(0, 6)]).toEqual([...row(0), ...row(1)]);
    }
  });

  test.each([true, false])('most words have spaces (with a header: %s)', async (isHeaded) => {
    const words = [...phrases, 'route 66', 'the', 'a b c d'];
    const found = await readVectors(write('x.vec', text(words, ' ', isHeaded)));
    expect(found.d).toBe(3);
    expect(found.words).toEqual(words);
  });

  test('a binary file stays one, whatever its words are', async () => {
    const rows = phrases.map((word, k): [string, number[]] => [word.replaceAll(' ', '_'), row(k)]);
    const found = await readVectors(write('x.bin', word2vecBinary(rows)));
    expect(found.format).toBe('word2vec-binary');
    expect([...found.vectors.slice(0, 3)]).toEqual(row(0));
  });
});

test.each([true, false])('U+2212 is a minus (with a header: %s)', async (isHeaded) => {
  const content = text(plain, ' ', isHeaded).replaceAll('-', '\u2212');
  const { vectors } = await readVectors(write('x.vec', content));
  expect([...vectors.slice(0, 3)]).toEqual(row(0));
});

test('a line with one number too many is still refused', async () => {
  const content = text(plain).replace('Paris ', 'Paris 0.5 ');
  expect((await faultOf(() => readVectors(write('x.vec', content)))).message).toContain(
    'x.vec:4: 4 numbers, expected 3',
  );
});

test.each([
  ['UTF-16, little-endian', Buffer.from(`\ufeff${text(plain)}`, 'utf16le'), 'iconv -f UTF-16'],
  ['UTF-16, big-endian', Buffer.from(`\ufeff${text(plain)}`, 'utf16le').swap16(), 'iconv -f UTF-16'],
  ['CR for line ends', text(plain).replaceAll('\n', '\r'), "tr '\\r' '\\n'"],
  ['UTF-16 without a mark', Buffer.from(text(plain), 'utf16le'), 'iconv -f UTF-16'],
  [
    'a Git LFS pointer',
    'version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n',
    'git lfs pull',
  ],
  ['a web page', '<!DOCTYPE html>\n<html><body>vectors.txt</body></html>\n', 'download the file itself'],
  ['a NumPy array', Buffer.from('\x93NUMPY\x01\x00', 'latin1'), 'text'],
])('%s is named', async (_, content, hint) => {
  expect((await faultOf(() => readVectors(write('x.vec', content)))).hint).toContain(hint);
});
