import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captured } from '../cli/captured.js';

const folder = mkdtempSync(join(tmpdir(), 'documents-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const corpus = ['--corpus', 'data/corpus/test.conll'];

test('eval writes the numbers that it prints into a page and into Markdown, with its pictures beside it', async () => {
  const files = ['--html', at('eval.html'), '--markdown', at('eval.md')];
  const { code, out, notes } = await captured(['eval', ...corpus, '--json', ...files]);
  expect(code).toBe(0);
  const pictures = ['precision-recall', 'scores-histogram', 'reliability'].map((name) => `eval-${name}.svg`);
  expect(readdirSync(folder).sort()).toEqual(['eval.html', 'eval.md', ...pictures].sort());
  expect(notes.match(/^wrote /gm)).toHaveLength(5);
  const { entity, token, averagePrecision, intervals } = JSON.parse(out);
  const shown = [entity.f1, entity.recall, token.f1, averagePrecision, ...intervals.f1].map((value) =>
    (100 * value).toFixed(2),
  );
  for (const text of [readFileSync(at('eval.md'), 'utf8'), readFileSync(at('eval.html'), 'utf8')])
    for (const number of shown) expect(text).toContain(number);
  const markdown = readFileSync(at('eval.md'), 'utf8');
  for (const file of pictures) expect(markdown).toContain(`(${file})`);
  // Tagged sentences: kinds are told apart by signs.
  expect(markdown).toMatch(/^\| .*\*\*[^*|]+\*\* ✓.*\|$/m);
  expect(readFileSync(at('eval.html'), 'utf8')).toMatch(
    /<mark class="right">[^<]+<span aria-hidden="true"> ✓<\/span><span class="said"> \(right\)<\/span><\/mark>/,
  );
  for (const section of ['## The model', '## Environment and hashes', '## Reproduce this evaluation'])
    expect(markdown).toContain(section);
  expect(readFileSync(at(pictures[0]), 'utf8')).toMatch(/>balanced<[\s\S]*>precise<[\s\S]*>sensitive</);
});

test('eval does not write its report over the model or the corpus, nor both reports into one file', async () => {
  writeFileSync(at('own.conll'), 'Paris B-LOC\n\n');
  const own = at('own.conll');
  for (const option of ['--html', '--markdown']) {
    const { code } = await captured(['eval', '--corpus', own, option, own]);
    expect(code).toBe(2);
  }
  const both = await captured(['eval', '--corpus', own, '--html', at('x'), '--markdown', at('x')]);
  expect(both.code).toBe(2);
  expect(readFileSync(own, 'utf8')).toBe('Paris B-LOC\n\n');
});

test('compare writes a page with verdict, checks and curves; the exit code stays', async () => {
  const lines = (add: number): string =>
    [1, 2, 3].map((epoch) => `{"epoch":${epoch},"loss":${1 / epoch + add}}\n`).join('');
  writeFileSync(at('a.jsonl'), lines(0));
  writeFileSync(at('b.jsonl'), lines(0.5));
  const runs = [at('a.jsonl'), at('b.jsonl')];
  const html = at('compare.html');
  expect((await captured(['compare', ...runs, '--html', html])).code).toBe(4);
  const page = readFileSync(html, 'utf8');
  expect(page).toContain('✗ failed');
  expect(page).toContain('>↑ loss</text>');
  expect(page).toContain('worse by 0.5');
  expect((await captured(['compare', ...runs, '--html', html, '--rtol', '2'])).code).toBe(0);
  expect(readFileSync(html, 'utf8')).toContain('✓ passed');
});
