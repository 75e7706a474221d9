import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Chalk } from 'chalk';
import type { Command } from 'commander';
import { afterAll, expect, test } from 'vitest';
import { configureCommand } from '../../src/cli/configure-command.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { vectorsCommand } from '../../src/cli/vectors.js';
import { loadModel } from '../../src/model/model-file.js';
import { saveModel } from '../../src/model/save-model.js';
import { plain, writeToyModel } from '../tagging/toy-model.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-cli-vectors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const glove = join(folder, 'glove.txt');
writeFileSync(glove, 'the 0.5 1\nof -1 2\nrare 3 4\n');

const notes: string[] = [];

/** Runs `nerwin vectors` with `args` and gives what it printed. */
async function run(...args: string[]): Promise<string> {
  let printed = '';
  const command = commandOn((text) => {
    printed += text;
  });
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

/** `nerwin vectors`, whose output goes to `out`. */
function commandOn(out: (text: string | Uint8Array) => void): Command {
  const color = new Chalk({ level: 0 });
  const io: Terminal = {
    out,
    note: (line) => void notes.push(line),
    color,
    noteColor: color,
    noteIsTerminal: false,
    input: Readable.from([]),
  };
  return configureCommand(vectorsCommand(io), { write: () => {}, columns: 80 });
}

test('info says what a file holds', async () => {
  expect(await run('info', glove)).toMatch(
    /^format {6}glove\nwords {7}3\ndimension {3}2\nbytes {7}27\nsha256 {6}[0-9a-f]{64}\nfirst {7}the of rare\n$/,
  );
  expect(JSON.parse(await run('info', glove, '--json'))).toMatchObject({
    file: glove,
    format: 'glove',
    words: 3,
    dimension: 2,
  });
});

test('info and prune know the shipped vectors by name', async () => {
  expect(await run('info', 'shipped')).toMatch(/^format {6}nerwin\nwords {7}85000\ndimension {3}100\n/);
  const output = join(folder, 'shipped.nwv');
  expect(JSON.parse(await run('prune', 'shipped', output, '--words', '5', '--json'))).toMatchObject({
    words: 5,
  });
});

test.each([
  ['corpus', /^format {6}model\nwords {7}\d+\nkeep {8}corpus\n/, 1],
  ['all', /^format {6}model\nwords {7}\d+\nkeep {8}all\n/, 0],
])('info says what a model knows: keep %s', async (keep, text, warnings) => {
  const model = join(folder, `${keep}.safetensors`);
  writeToyModel(model, { features: plain });
  const stored = loadModel(model);
  saveModel(model, { ...stored, header: { ...stored.header, config: { vectors: { keep } } } });
  notes.length = 0;
  expect(await run('info', model)).toMatch(text);
  const matching = notes.filter((note) =>
    note.includes(`knows only the ${stored.lexicon.words.length} words of its`),
  );
  expect(matching.length).toBe(warnings);
  expect(notes.length).toBe(warnings);
});

test('prune writes the most frequent words and says how exact they are', async () => {
  const output = join(folder, 'two.nwv');
  const result = JSON.parse(
    await run('prune', glove, output, '--words', '2', '--quantize', 'float32', '--json'),
  );
  expect(result).toMatchObject({ output, words: 2, wordsInFile: 3, d: 2, rmsError: 0 });
  expect(await run('info', output)).toMatch(/format {6}nerwin\nwords {7}2\n[\s\S]*first {7}the of\n/);
  expect(await run('prune', glove, output, '--words', '3')).toMatch(/^words {7}3 of 3, 2 dimensions\nbytes /);
});

test('--quantise, the earlier spelling, is an alias that help does not show', async () => {
  const [now, before] = [join(folder, 'now.nwv'), join(folder, 'before.nwv')];
  await run('prune', glove, now, '--words', '2', '--quantize', 'float32');
  await run('prune', glove, before, '--words', '2', '--quantise', 'float32');
  expect(readFileSync(before).equals(readFileSync(now))).toBe(true);
  await expect(
    run('prune', glove, now, '--words', '2', '--quantise', 'int8', '--quantize', 'float32'),
  ).rejects.toThrow('cannot be used with');
  const help = commandOn(() => {}).commands.map((command) => command.helpInformation());
  expect(help.join('')).toContain('--quantize');
  expect(help.join('')).not.toContain('--quantise');
});

test('usage errors are thrown by the command', async () => {
  await expect(run('prune', glove, join(folder, 'x'))).rejects.toThrow("required option '--words <number>'");
  await expect(run('prune', glove, join(folder, 'x'), '--words', '0')).rejects.toThrow(
    'expected a whole number from 1 to 100000000',
  );
  await expect(run('prune', glove, join(folder, 'x'), '--words', '1', '--quantize', 'int4')).rejects.toThrow(
    'int8',
  );
});

test('convert writes every format with the same numbers, by the ending or --to', async () => {
  const first = join(folder, 'first.nwv');
  expect(await run('convert', glove, first)).toBe(`${first}: nerwin, 3 words, 2 dimensions\n`);
  for (const [name, ...to] of [['a.vec'], ['a.bin'], ['a.txt'], ['a.data', '--to', 'word2vec-text']]) {
    const output = join(folder, name);
    expect(JSON.parse(await run('convert', first, output, '--json', ...to))).toMatchObject({
      words: 3,
      dimension: 2,
    });
    const back = await run('convert', output, '-', '--to', 'glove');
    expect(back).toBe(readFileSync(glove, 'utf8'));
  }
});

test('convert refuses an output without a format, and its input as output', async () => {
  await expect(run('convert', glove, join(folder, 'x.dat'))).rejects.toMatchObject({
    message: expect.stringContaining('the ending names no format'),
    hint: 'choose one with --to: word2vec, word2vec-text, glove, nerwin',
  });
  await expect(run('convert', glove, glove)).rejects.toThrow('would overwrite an input file');
  await expect(run('convert', glove, '-')).rejects.toMatchObject({
    hint: 'choose one with --to: word2vec, word2vec-text, glove',
  });
  for (const input of [glove, join(folder, 'none.txt')]) // said before the input is read
    await expect(run('convert', input, '-', '--to', 'nerwin')).rejects.toThrow(
      'cannot be written to standard output',
    );
});

test('nearest prints similar words, and refuses a word without a vector', async () => {
  expect(await run('nearest', glove, 'The', '-n', '1')).toMatch(/^word +similarity\nrare +0\.9839\n$/);
  expect(JSON.parse(await run('nearest', glove, 'of', '--json'))).toMatchObject({
    word: 'of',
    step: 'exact',
  });
  await expect(run('nearest', glove, 'rar')).rejects.toThrow("no vector for 'rar'");
});

test('coverage counts the tokens of a corpus by lookup step', async () => {
  const corpus = join(folder, 'corpus.conll');
  writeFileSync(corpus, 'The O\nrare O\nXyzzy B-LOC\nof O\n');
  const coverage = JSON.parse(await run('coverage', glove, corpus, '--json'));
  expect(coverage).toMatchObject({ tokens: 4, forms: 4, tokenShare: 0.75 });
  expect(await run('coverage', glove, corpus)).toContain(
    '4 tokens, 4 distinct forms; with a vector: 75.00 %',
  );
});
