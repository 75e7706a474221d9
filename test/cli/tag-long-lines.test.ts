import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { longLineBytes } from '../../src/corpus/lines.js';
import { loadModel } from '../../src/model/model-file.js';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import { type RecordFormat, recordWriter } from '../../src/tagging/record.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { everything, randomSentences, writeToyModel } from '../tagging/toy-model.js';
import { nerwin } from './binary.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-long-'));
afterAll(() => rmSync(folder, { recursive: true }));
const modelFile = join(folder, 'model.safetensors');
writeToyModel(modelFile, { features: everything, gazetteers: true });

/** A line of more than a megabyte between two short ones; the file has a byte-order mark and CRLF. */
const long = `${randomSentences(3, 3000, 9)
  .map(({ tokens }) => `${tokens.join(' ')} café 😀.`)
  .join(' ')} `.repeat(12);
const lines = ['Paris', long, '', 'New York'];
const text = `\ufeff${lines.join('\r\n')}\r\n`;
const plainFile = join(folder, 'lines.txt');
const zippedFile = join(folder, 'lines.txt.gz');
writeFileSync(plainFile, text);
writeFileSync(zippedFile, gzipSync(text, { level: 1 }));

/** The records, each line tagged as a whole. */
function expected(format: RecordFormat, tokenized: boolean): string {
  const tagger = new Tagger(loadModel(modelFile), { tokenized });
  const write = recordWriter(format, (location) => `[${location}]`);
  const out = new ByteBuffer();
  for (const line of lines) write(tagger.tag(line), out);
  return Buffer.from(out.take()).toString();
}

test.each([
  ['text', ['--input', plainFile], ''],
  ['jsonl', ['--threads', '2', '--input', zippedFile], ''],
  ['conll', ['--threads', '2', '--tokenized', '-'], text],
  ['jsonl', ['--tokenized', '-'], text],
] as const)('a line of over a megabyte is tagged as a whole, as %s with %j', async (format, args, input) => {
  expect(Buffer.byteLength(long)).toBeGreaterThan(longLineBytes);
  const run = await nerwin(['tag', '--model', modelFile, '--format', format, ...args], { input });
  expect(run.code).toBe(0);
  const record = expected(
    format,
    args.some((arg) => arg === '--tokenized'),
  );
  expect(run.out.length).toBe(record.length);
  expect(run.out === record).toBe(true); // a difference of megabytes helps nobody
});

test('invalid UTF-8 in a long line is reported before anything of the line is written', async () => {
  const damaged = Buffer.concat([
    Buffer.from(`Paris\n${'x '.repeat(longLineBytes)}`),
    Buffer.from([0xff, 0x0a]),
  ]);
  const file = join(folder, 'damaged.txt');
  writeFileSync(file, damaged);
  const run = await nerwin(['tag', '--model', modelFile, '--input', file]);
  expect(run.code).toBe(3);
  expect(run.out.trim().replace(/[[\]]/g, '')).toBe('Paris');
  expect(run.err).toContain(
    `damaged.txt:2: invalid UTF-8: byte 0xFF at offset ${2 * longLineBytes} of the line`,
  );
});
