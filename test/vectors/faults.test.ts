import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeVectors } from '../../src/vectors/binary.js';
import { readVectors } from '../../src/vectors/read.js';
import { faultOf, temporaryFolder, word2vecBinary, writer } from './fixtures.js';

const folder = temporaryFolder();
const write = writer(folder);
const entries: [string, number[]][] = [
  ['a', [0.1, -0.2, 0.3, 1]],
  ['b', [0.5, -0.6, 0.7, 1]],
];
const binary = word2vecBinary(entries);
const nan = word2vecBinary([entries[0], ['b', [1, Number.NaN, 2, 3]]]);

const damagedGzip = gzipSync('a 1 2\nb 3 4\n');
damagedGzip.fill(0xff, damagedGzip.length - 8, damagedGzip.length - 4); // its checksum

const faults: [string, string | Buffer, string][] = [
  ['empty', '', ': is empty'],
  ['blank lines only', '\n\n \n', ': not recognized as word vectors'],
  ['prose', 'It was a bright\ncold day in April\n', ': not recognized as word vectors'],
  ['zip', 'PK\x03\x04 and so on', ': is a zip archive'],
  ['zip, stored', 'PK\x03\x04\x0a\0 and so on', ': is a zip archive'],
  ['fastText model', Buffer.from([0xba, 0x16, 0x4f, 0x2f, 1, 0]), ': is a fastText model, not its vectors'],
  ['short line', 'a 1 2 3\nb 4 5\nc 6 7 8\n', ':2: 2 numbers, expected 3'],
  ['long line', 'a 1 2\nb 4 5 6\nc 6 7\n', ':2: 3 numbers, expected 2'],
  ['a word without numbers', 'a 1 2\nb\nc 6 7\n', ':2: 0 numbers, expected 2'],
  ['NaN', 'a 1 2\nb nan 5\n', ":2: 'nan' is not a finite number"],
  ['infinite', 'a 1 2\nb 3 Infinity\n', ":2: 'Infinity' is not a finite number"],
  ['beyond float32', 'a 1 2\nb 3 1e39\n', ":2: '1e39' is not a finite number"],
  [
    'a first line of a megabyte',
    `a${' 1'.repeat(500_000)}\nb 2\n`,
    ': the first line is longer than 65536 bytes',
  ],
  ['no number', 'a 1 2\nb 3 0x10\n', ":2: '0x10' is not a finite number"],
  ['fewer words than announced', '3 2\na 1 2\nb 3 4\n', ': 2 words, but its first line says 3'],
  ['more words than announced', '1 2\na 1 2\nb 3 4\n', ': 2 words, but its first line says 1'],
  ['binary, truncated', binary.subarray(0, -6), ': truncated after 1 of 2 words'],
  [
    'binary, too long',
    Buffer.concat([binary, Buffer.from('more')]),
    ': has more data after the 2 words that its first line specifies',
  ],
  ['binary, NaN', nan, ": word 2 ('b'): number 2 is NaN"],
  [
    'numbers alone',
    '1 2\n3 4\n5 6\n0.5 2\n',
    ': numbers without words, and there is no vocab.txt next to it',
  ],
  ['words alone', 'the\nof\n', ': words without numbers, and there is no wordVectors.txt next to it'],
  [
    'JSON, truncated',
    '{"dimensions":2,"vectors":{"a":[1,2],"b":[3',
    ': JSON of word vectors: ends inside "vectors", after 1 word',
  ],
  [
    'JSON, without dimensions',
    '{"vectors":{"a":[1,2]}}',
    ': JSON of word vectors: no "dimensions" before "vectors"',
  ],
  ['JSON, without vectors', '{"dimensions":2}', ': JSON of word vectors: no "vectors"'],
  ['JSON, unequal', '{"dimensions":2,"vectors":{"a":[1,2],"b":[3]}}', ": 'b': 1 numbers, expected 2"],
  ['JSON, null', '{"dimensions":2,"vectors":{"a":[1,null]}}', ": 'a': 'null' is not a finite number"],
  ['JSON, empty', '{"dimensions":2,"vectors":{}}', ': holds no words'],
  ['gzip, truncated', gzipSync('a 1 2\nb 3 4\n').subarray(0, -9), ': the gzip file is truncated'],
  ['gzip, damaged', damagedGzip, ': the gzip file is damaged'],
];

describe('errors say what is wrong and where', () => {
  for (const [name, contents, message] of faults) {
    test(name, async () => {
      const path = write('faulty', contents);
      const fault = await faultOf(readVectors(path));
      expect(fault.message).toBe(`${path}${message}`);
      expect(fault.code).toBe('vectors');
      expect(fault.hint).not.toBe('');
    });
  }

  test('missing file and folder', async () => {
    expect((await faultOf(readVectors(join(folder, 'none')))).message).toMatch(
      /none: no such file or directory$/,
    );
    expect((await faultOf(readVectors(folder))).message).toBe(`${folder}: is a directory, expected a file`);
  });

  test('another dimension than asked for', async () => {
    const path = write('glove', 'a 1 2\nb 3 4\n');
    const { message } = await faultOf(readVectors(path, { dimension: 100 }));
    expect(message).toBe(`${path}: the vectors have 2 dimensions, but vectors.dimension is 100`);
  });

  test('a pair of unequal length', async () => {
    mkdirSync(join(folder, 'pair'));
    const words = write('pair/vocab.txt', 'a\nb\nc\n');
    const numbers = write('pair/wordVectors.txt', '1 2\n3 4\n');
    expect((await faultOf(readVectors(words))).message).toBe(
      `${numbers}: 2 vectors, but 3 words in ${words}`,
    );
    write('pair/wordVectors.txt', '0.5 2\n3\n5 6\n');
    expect((await faultOf(readVectors(words))).message).toBe(`${numbers}:2: 1 numbers, expected 2`);
  });

  test('nerwin binary: truncated, changed, longer, of another version', async () => {
    const path = join(folder, 'own.nwv');
    const [unknown, number] = [new Float32Array(2), new Float32Array(2)];
    writeVectors(
      path,
      { words: ['a', 'b'], d: 2, vectors: Float32Array.of(1, 2, 3, 4), unknown, number },
      'int8',
    );
    const whole = readFileSync(path);
    const damaged = async (change: (bytes: Buffer) => Buffer) =>
      (await faultOf(readVectors(write('own.nwv', change(Buffer.from(whole)))))).message.slice(path.length);
    for (const length of [20, 70, whole.length - 1]) {
      expect(await damaged((bytes) => bytes.subarray(0, length))).toBe(': is truncated');
    }
    const contradicts = ': its content does not match its header';
    expect(await damaged((bytes) => bytes.fill(1, whole.length - 1))).toBe(contradicts);
    expect(await damaged((bytes) => Buffer.concat([bytes, Buffer.of(0)]))).toBe(contradicts);
    expect(await damaged((bytes) => bytes.fill(9, 16, 17))).toBe(contradicts);
    expect(await damaged((bytes) => bytes.fill(2, 4, 5))).toBe(
      ': format version 2, but this version of nerwin reads 1',
    );
  });
});
