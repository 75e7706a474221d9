import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeVectors } from '../../src/vectors/binary.js';
import { readVectors } from '../../src/vectors/read.js';
import { temporaryFolder, word2vecBinary, writer } from './fixtures.js';

const folder = temporaryFolder();
const write = writer(folder);
const rows: [string, number[]][] = [
  ['the', [0.25, -1.5, 3]],
  ['Ünal', [1e-3, 0, -0.125]],
  ['constructor', [7, 8, 9]],
  ['__proto__', [0.5, 0.5, 0.5]],
];
const line = ([word, row]: [string, number[]]) => `${word} ${row.join(' ')}`;
const glove = `${rows.map(line).join('\n')}\n`;
const wink = JSON.stringify({
  precision: 8,
  note: 'a "quoted" brace } and a bracket ] in a string \\',
  dimensions: 3,
  words: rows.map(([word]) => word),
  vectors: null,
  unkVector: [0, 0, 0, 0, -1],
}).replace(
  'null',
  `{${rows.map(([word, row], k) => `${JSON.stringify(word)}:[${row},1.5,${k}]`).join(',')}}`,
);

const table = {
  words: rows.map(([word]) => word),
  d: 3,
  vectors: Float32Array.from(rows.flatMap(([, row]) => row)),
  unknown: new Float32Array(3),
  number: new Float32Array(3),
};
writeVectors(join(folder, 'own.nwv'), table, 'float32');

const formats: [string, string, string | Buffer][] = [
  ['GloVe', 'glove', glove],
  [
    'GloVe with BOM, CRLF, tabs, blank lines and no final line end',
    'glove',
    `\ufeff${rows.map((row) => line(row).replaceAll(' ', '\t')).join('\r\n\r\n')}`,
  ],
  ['word2vec text', 'word2vec-text', `4 3\n${glove}`],
  ['fastText .vec', 'word2vec-text', `4 3\n${rows.map((row) => `${line(row)} \n`).join('')}`],
  ['word2vec binary', 'word2vec-binary', word2vecBinary(rows)],
  ['word2vec binary without line ends', 'word2vec-binary', word2vecBinary(rows, '')],
  ['wink JSON', 'wink', wink],
  ['wink JSON, indented', 'wink', JSON.stringify(JSON.parse(wink), null, 2)],
  ['nerwin', 'nerwin', readFileSync(join(folder, 'own.nwv'))],
];

describe('every format gives the same table, plain and as gzip', () => {
  for (const [name, format, contents] of formats) {
    for (const packed of [false, true]) {
      test(`${name}${packed ? ', gzip' : ''}`, async () => {
        const bytes = Buffer.from(contents as string);
        const path = write('vectors', packed ? gzipSync(bytes) : bytes);
        const read = await readVectors(path);
        expect(read.words).toEqual(table.words);
        expect(read.vectors).toEqual(table.vectors);
        expect([read.format, read.d, read.wordsInFile, read.duplicates]).toEqual([format, 3, 4, 0]);
        expect(read.sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
        expect(read.bytes).toBe(statSync(path).size);
      });
    }
  }
});

test('a pair is named by either of its files', async () => {
  const words = write('vocab.txt', `${rows.map(([word]) => word).join('\n')}\n`);
  const numbers = write('wordVectors.txt', `${rows.map(([, row]) => row.join(' ')).join('\n')}\n`);
  const both = createHash('sha256').update(readFileSync(words)).update(readFileSync(numbers)).digest('hex');
  for (const path of [words, numbers]) {
    const read = await readVectors(path);
    expect(read).toMatchObject({ words: table.words, vectors: table.vectors, format: 'pair', sha256: both });
    expect(read.bytes).toBe(statSync(words).size + statSync(numbers).size);
  }
});

test('the choice of kept words changes neither the means nor the counts', async () => {
  const names = [...Array(60).keys()].map((k) => `w${k}`).concat('one', 'two', 'rare', 'rarer');
  const path = write('means', names.map((word, k) => `${word} ${k} ${-k}`).join('\n'));
  const all = await readVectors(path);
  const few = await readVectors(path, { keep: (word) => word === 'w7' });
  expect(few.words).toEqual(['w7']);
  expect([...few.vectors]).toEqual([7, -7]);
  expect([...few.number]).toEqual([60.5, -60.5]); // one is word 60, two is word 61
  expect([...few.unknown]).toEqual([60.5, -60.5]); // a tenth of 64 words: the last six, 58 … 63
  expect([few.unknown, few.number, few.wordsInFile]).toEqual([all.unknown, all.number, all.wordsInFile]);
});

test('without number words, the row of numbers is that of unknown words', async () => {
  const { number, unknown } = await readVectors(write('dutch', 'de 1 2\nhet 3 4\n'));
  expect([...number]).toEqual([3, 4]); // the last tenth of two words is one word
  expect(number).toEqual(unknown);
});

test('limit looks at the first words only, but hashes the file', async () => {
  const read = await readVectors(write('limit', `${glove}broken`), { limit: 2 });
  expect(read.words).toEqual(['the', 'Ünal']);
  expect(read.wordsInFile).toBe(2);
  expect(read.sha256).toBe(createHash('sha256').update(`${glove}broken`).digest('hex'));
});

test('of duplicate words, the first entry counts, even if they differ only in Unicode normalization', async () => {
  const read = await readVectors(write('twice', 'São 1 2\nx 3 4\nSa\u0303o 5 6\nx 7 8\n'));
  expect(read.words).toEqual(['São', 'x']);
  expect([...read.vectors]).toEqual([1, 2, 3, 4]);
  expect(read.duplicates).toBe(2);
});

test('a word may contain spaces, as in glove.840B', async () => {
  const read = await readVectors(write('spaces', 'the 1 2\n. . . 3 4\nat name@domain.com 5 6\n'));
  expect(read.words).toEqual(['the', '. . .', 'at name@domain.com']);
  expect([...read.vectors]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('empty words and words that are not UTF-8 are skipped and counted', async () => {
  const bytes = Buffer.concat([
    Buffer.from('the 1 2\nna'),
    Buffer.from([0xc3]),
    Buffer.from(' 3 4\n 5 6\n\ufffd 7 8\n'),
  ]);
  const read = await readVectors(write('bytes', bytes));
  expect(read.words).toEqual(['the', '\ufffd']); // a true U+FFFD is a word like any other
  expect([read.wordsInFile, read.unreadable]).toEqual([4, 2]);
});

test('entries that span two chunks of a large file are read completely', async () => {
  const words = [...Array(30_000).keys()].map((k) => `word${k}`);
  const text = words.map((word, k) => `${word} ${k} ${k / 8} -${k}.5 ${'0.123456 '.repeat(8)}`).join('\n');
  for (const contents of [Buffer.from(text), gzipSync(text)]) {
    const read = await readVectors(write('large', contents));
    expect(read.words).toEqual(words);
    expect(words.every((_, k) => read.vectors[k * 11] === k && read.vectors[k * 11 + 2] === -(k + 0.5))).toBe(
      true,
    );
  }
});
