import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { captured } from './captured.js';

vi.setConfig({ testTimeout: 300_000 }); // the shipped model is evaluated several times

const folder = mkdtempSync(join(tmpdir(), 'nerwin-standards-'));
afterAll(() => rmSync(folder, { recursive: true }));

const corpus = fileURLToPath(new URL('../../data/corpus/dev.conll', import.meta.url));
const predictions = join(folder, 'predictions.txt');
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const tagged = async (text: string, ...more: string[]) => {
  const { out, ...rest } = await captured(['eval', '--tagged', '-', '--json', ...more], text);
  return { ...rest, result: out === '' ? undefined : JSON.parse(out) };
};

test('--tagged: default and strict mode of seqeval, the four ways of nervaluate, all types and LOC alone', async () => {
  const text = 'a B-LOC B-LOC\nb I-LOC O\nc O I-ORG\n\nd B-LOC B-LOC\ne I-LOC I-LOC\n';
  const { code, result } = await tagged(text);
  expect(code).toBe(0);
  expect(result).toMatchObject({
    sentences: 2,
    tokens: 5,
    seqeval: {
      version: '1.2',
      default: { micro: { tp: 1, fp: 2, fn: 1, f1: 0.4 } },
      strict: { scheme: 'IOB2', dropped: { gold: 0, predicted: 1 }, micro: { tp: 1, fp: 1, fn: 1, f1: 0.5 } },
    },
    nervaluate: {
      version: '1.1',
      strict: { correct: 1, incorrect: 1, missed: 0, spurious: 1 },
      partial: { correct: 1, partial: 1, precision: 0.5, recall: 0.75, f1: 0.6 },
      type: { correct: 2, incorrect: 0 },
    },
  });
  const alone = await tagged(text, '--locations', 'LOC');
  expect(alone.result.nervaluate.strict).toMatchObject({ correct: 1, incorrect: 1, spurious: 0 });
});

test('--tagged: nothing predicted and nothing to find are 0, and --min-f1 is a gate', async () => {
  expect((await tagged('a O O\n')).result.seqeval.default.micro).toMatchObject({
    precision: 0,
    recall: 0,
    f1: 0,
  });
  expect(await tagged('a B-LOC O\n', '--min-f1', '0.1')).toMatchObject({
    code: 4,
    notes: expect.stringContaining('entity F1 is 0.0000'),
  });
});

test.each([
  ['a\n', [], 3, 'standard input:1: one column'],
  [
    'a B-LOC B-LOC:0.98\n',
    [],
    3,
    'standard input:1: "B-LOC:0.98" is no tag\n  hint: write B-LOC in its place',
  ],
  ['a BEGIN-LOC O\n', [], 3, 'standard input:1: "BEGIN-LOC" is no tag\n  hint: write B-LOC in its place'],
  ['a B-LOC x\n', [], 3, 'standard input:1: "x" is no tag'],
  ['a I-LOC I-LOC\n', [], 3, 'do not show their scheme'],
  ['a S-LOC S-LOC\n', ['--strict-scheme', 'IOB2'], 3, 'does not belong to IOB2'],
  ['a O O\n', ['--corpus', 'x'], 2, '--tagged cannot be combined'],
  ['a O O\n', ['--strict-scheme', 'IOB1'], 2, 'Allowed choices'],
])('--tagged %j %j', async (text, more, code, message) => {
  expect(await tagged(text, ...more)).toMatchObject({ code, notes: expect.stringContaining(message) });
});

test('eval prints the standards; --predictions evaluates to the same figures with --tagged', async () => {
  const { code, out } = await captured(['eval', '--corpus', corpus, '--json', '--predictions', predictions]);
  expect(code).toBe(0);
  const { standards, entity, intervals } = JSON.parse(out);
  expect(standards.seqeval.default).toEqual(entity);
  expect(standards.nervaluate.strict.correct).toBe(entity.tp);
  expect(intervals.f1[0]).toBeLessThan(entity.f1);
  expect(intervals.f1[1]).toBeGreaterThan(entity.f1);
  const { result } = await (async () => {
    const ended = await captured(['eval', '--tagged', predictions, '--json']);
    return { result: JSON.parse(ended.out) };
  })();
  expect(result.seqeval.default.micro).toEqual(entity);
  expect(result.nervaluate).toEqual(standards.nervaluate);
  expect(result.intervals).toEqual(intervals);
});

test('--against: the same predictions differ by 0; a file of another corpus is refused', async () => {
  const same = await captured(['eval', '--corpus', corpus, '--against', predictions, '--json']);
  expect(JSON.parse(same.out).against).toMatchObject({ other: predictions, difference: 0, p: 1 });
  const other = file('other.txt', 'a B-LOC O\n');
  expect(await captured(['eval', '--corpus', corpus, '--against', other])).toMatchObject({
    code: 3,
    notes: expect.stringContaining('its gold entities are not those of the corpus'),
  });
});

test('neither a corpus nor a tagged file', async () => {
  expect(await captured(['eval'])).toMatchObject({
    code: 2,
    notes: expect.stringContaining('nothing to evaluate'),
  });
});
