import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadModel } from '../../src/model/model-file.js';
import { tagInThreads } from '../../src/tagging/tag-threads.js';
import { everything, randomSentences, writeToyModel } from '../tagging/toy-model.js';
import { binary, nerwin } from './binary.js';

/** What `tag` says of lines if the model has document features. */
const documentWarning =
  'warning: the model uses the mean of the word vectors of a document, and each line counts as a document: put whole documents on a line\n';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'model.safetensors');
writeToyModel(model, { features: everything, gazetteers: true });

const lines = randomSentences(5, 4000).map(({ tokens }, k) =>
  k % 97 === 0 ? '' : `${tokens.join(' ')} Zürich`,
);
const input = join(folder, 'lines.txt');
writeFileSync(input, `\ufeff${lines.join('\r\n')}`);

const tag = (threads: number, ...args: string[]): ReturnType<typeof nerwin> =>
  nerwin(['tag', '--model', model, '--threads', String(threads), ...args]);

test.each([
  ['jsonl', []],
  ['text', ['--color']],
  ['conll', ['--tokenized', '--table-memory', '1']],
])('2 and 4 threads write the bytes that 1 writes, as %s', async (format, more) => {
  const args = ['--input', input, '--format', format, '--threshold', '0', ...more];
  const alone = await tag(1, ...args);
  expect(alone.code).toBe(0);
  expect(alone.out.length).toBeGreaterThan(150_000);
  for (const threads of [2, 4]) expect(await tag(threads, ...args)).toEqual(alone);
});

test('empty standard input, and one line without a final line feed', async () => {
  const args = ['tag', '-', '--model', model, '--threads', '3', '--threshold', '1000000'];
  expect(await nerwin(args)).toEqual({ code: 0, out: '', err: documentWarning });
  expect(await nerwin(args, { input: 'Paris' })).toEqual({ code: 0, out: 'Paris\n', err: documentWarning });
});

test('invalid UTF-8 is reported once, with its line, after the records before it', async () => {
  const path = join(folder, 'damaged.txt');
  const good = 'In Paris, London and New York.\n'.repeat(8000);
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(good), Buffer.from('Z\xfcrich\n', 'latin1'), Buffer.from(good)]),
  );
  const alone = await tag(1, '--input', path);
  const { code, out, err } = await tag(2, '--input', path);
  expect({ code, out, err }).toEqual(alone);
  expect(code).toBe(3);
  expect(err.match(/damaged\.txt:8001: invalid UTF-8/g)).toHaveLength(1);
});

const own = (): never => {
  throw new Error('no line is long');
};

test('a thread that cannot read the model is reported once, as a user error', async () => {
  const path = join(folder, 'vanishing.safetensors');
  copyFileSync(model, path);
  const { header } = loadModel(path);
  writeFileSync(path, readFileSync(path).subarray(0, 64));
  async function* blocks() {
    for (let first = 1; first < 100; first++) yield { first, lines: ['Paris'] };
  }
  const plan = {
    model: path,
    thresholds: header.thresholds,
    tokenized: false,
    tableBytes: 2 ** 20,
    format: 'text',
    scores: 'locations',
    marks: ['[', ']'],
  } as const;
  const drain = async (): Promise<void> => {
    for await (const piece of tagInThreads(blocks(), plan, 2, own)) expect(piece).toBeUndefined();
  };
  await expect(drain()).rejects.toMatchObject({ name: 'NerwinError', exitCode: 3, code: 'model' });
});

test('blocks in flight are bounded: a slow reader slows the threads down', async () => {
  let given = 0;
  async function* blocks() {
    for (; given < 1000; given++) yield { first: given + 1, lines: ['Paris'] };
  }
  const { header } = loadModel(model);
  const plan = {
    model,
    thresholds: header.thresholds,
    tokenized: false,
    tableBytes: 2 ** 20,
    format: 'jsonl',
    scores: 'all',
    marks: ['[', ']'],
  } as const;
  const pieces = tagInThreads(blocks(), plan, 2, own);
  await pieces.next();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(given).toBeLessThanOrEqual(6);
  await pieces.return(undefined);
});

test('is silent when the output pipe is closed', async () => {
  const run = nerwin(['tag', '-', '--model', model, '--threads', '2'], {
    input: 'In Paris, London and New York.\n'.repeat(40_000),
    during: (child) => void child.stdout?.once('data', () => child.stdout?.destroy()),
  });
  expect(await run).toMatchObject({ code: 0, err: documentWarning });
});

test('answers each line before the next one comes', async () => {
  const child = spawn(process.execPath, [binary, 'tag', '-', '--model', model, '--threads', '2', '--json']);
  child.stdout.setEncoding('utf8');
  for (const line of ['Paris', 'Nice']) {
    const answer = new Promise<string>((resolve) => child.stdout.once('data', resolve));
    child.stdin.write(`${line}\n`);
    expect(JSON.parse(await answer).text).toBe(line);
  }
  child.stdin.end();
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
});

test('an invalid number of threads', async () => {
  for (const threads of ['0', '65', 'two', '1.5']) {
    const { code, err } = await nerwin(['tag', '-', '--threads', threads]);
    expect([code, err]).toEqual([2, expect.stringContaining('expected a whole number from 1 to 64')]);
  }
});
