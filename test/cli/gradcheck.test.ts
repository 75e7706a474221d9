import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Check } from '../../src/lessons/gradcheck/check.js';
import { removeFolder, sampleModel } from '../lessons/explain/fixtures.js';
import { captured } from './captured.js';

/** Runs `nerwin gradcheck …` in this process. */
const run = (...args: string[]) => captured(['gradcheck', ...args]);

const folder = mkdtempSync(join(tmpdir(), 'nerwin-gradcheck-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
  removeFolder();
});

const corpus = join(folder, 'corpus.conll');
const sentence =
  'Hilton O\nis O\nin O\nParis LOC\n. O\n\nParis LOC\nmuseums O\nare O\nin O\nRome LOC\n. O\n\n';
writeFileSync(corpus, sentence.repeat(3));
const vectors = join(folder, 'vectors.txt');
const words = ['hilton', 'is', 'in', 'paris', '.', 'museums', 'are', 'rome'];
writeFileSync(
  vectors,
  words
    .map((word, k) => `${word} ${[1, 2, 3, 4].map((j) => Math.sin(7 * k + j).toFixed(3)).join(' ')}\n`)
    .join(''),
);
const config = join(folder, 'config.yaml');
writeFileSync(
  config,
  `corpus: { train: [corpus.conll], dev: [corpus.conll], scheme: IO }
vectors: { file: vectors.txt }
model: { hidden: 12, activation: sigmoid }
features: { shape: true, words: true, affixes: 2, sentence: true }
corruption: { perTrue: 3 }
training: { dropout: 0.2, sparseRate: 2 }
`,
);

describe('nerwin gradcheck', () => {
  // the toy size, which takes as long as both others, is in the next test and in test/gradcheck/check.test.ts
  test('passes, as a table, at the medium and the default size', async () => {
    const { code, out, notes } = await run('--size', 'medium', 'full');
    expect([code, notes]).toEqual([0, '']);
    expect(out).toMatch(/^model +size +∂J\/∂ +page +graph +numeric +fast +zero +worst entry +verdict$/m);
    for (const row of [
      'window +medium 100×250 +W',
      'window +medium 100×250 +W +\\d\\.\\de-1[5-7] ',
      'softmax +medium 100×250 +x +not on page ',
      'window +default 100×500 +u',
    ])
      expect(out).toMatch(new RegExp(`^${row} .* ok$`, 'm'));
    expect(out).toContain('all within their bounds');
    expect(out).not.toContain('WRONG');
  });

  test('finds and names a planted error, also at the size of a config; exit code 4', async () => {
    const { code, out, notes } = await run(
      '--config',
      config,
      '--plant',
      'W[3,7]',
      '--size',
      'toy',
      'full',
      '--json',
    );
    expect(code).toBe(4);
    expect(notes).toBe('nerwin: the gradient is wrong at W[3,7]\n');
    const { ok, checks, notOnPage, planted, situations } = JSON.parse(out) as {
      ok: boolean;
      notOnPage: string[];
      checks: Check[];
      planted: { place: string; problems: number; zero: number };
      situations: Record<string, number>;
    };
    expect(ok).toBe(false);
    const wrong = checks.filter((check) => !check.ok);
    expect(new Set(wrong.map(({ parameter }) => parameter))).toEqual(new Set(['W']));
    expect(notOnPage).toEqual(['softmax', 'the anchored loss', '∂J/∂x']);
    const byPage = wrong.filter(({ between }) => between[1] === 'page');
    expect(byPage.map(({ size }) => size)).toContain('configured 12×20');
    expect(new Set(byPage.map(({ worst }) => worst))).toEqual(new Set(['W[3,7]']));
    const byGraph = wrong.filter(({ between }) => between[1] === 'graph');
    expect(new Set(byGraph.map(({ worst }) => worst))).toEqual(new Set(['W[3,7]']));
    expect(byGraph).toHaveLength(planted.problems - planted.zero);
    expect(byGraph.map(({ size }) => size)).toContain('configured 12×20');
    expect(checks[0]).toMatchObject({
      model: 'window',
      size: 'toy 8×20',
      parameter: 'W',
      between: ['hand', 'page'],
      bound: 1e-12,
      worst: 'W[3,7]',
      ok: false,
    });
    for (const met of [
      'insideMargin',
      'repeatedWord',
      'sharedContext',
      'severalCorrupt',
      'sparse',
      'sentence',
      'dropout',
    ])
      expect(situations[met], met).toBeGreaterThan(0);
  });

  test('checks a trained model on the windows of a corpus, softmax or network', async () => {
    const { path } = sampleModel('trained', { classes: ['O', 'LOC'], features: true });
    const { code, out } = await run('--model', path, '--corpus', corpus, '--size', 'full', '--all');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^softmax +trained 2×42 +– +cross-entropy +real +W +graph +\S+ +1e-10 +W\[\d,\d+\] +ok$/m,
    );
  });
});

describe('faults', () => {
  test.each<[string, string[], number, string]>([
    ['an entry that is none', ['--plant', 'W[3'], 2, "--plant: 'W[3' is not a gradient entry"],
    ['both sources', ['--config', 'a', '--model', 'b', '--corpus', 'c'], 2, 'cannot be combined'],
    ['a model without a corpus', ['--model', 'b'], 2, '--model needs --corpus'],
    ['a corpus without a model', ['--corpus', 'c'], 2, '--corpus needs --model'],
    ['a config that is missing', ['--config', join(folder, 'none.yaml')], 2, 'no such file'],
    ['a model that is missing', ['--model', join(folder, 'none'), '--corpus', corpus], 3, 'no such file'],
    ['a size that is none', ['--size', 'huge'], 2, 'Allowed choices are toy, medium, full'],
    ['a seed that is not a number', ['--seed', 'x'], 2, 'expected a whole number'],
  ])('%s', async (_fault, args, exit, message) => {
    const { code, out, notes } = await run(...args);
    expect([code, out]).toEqual([exit, '']);
    expect(notes).toContain(message);
  });
});
