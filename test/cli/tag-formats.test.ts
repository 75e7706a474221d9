import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readsAs, writtenNames } from '../../src/corpus/written/names.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-tag-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));
const input = join(folder, 'in.txt');
writeFileSync(input, 'I live in Paris. She moved to 😀 New York.\n\nRome & <Oslo>\n');

test.each(writtenNames.filter((name) => readsAs[name]))(
  'what tag writes as %s, eval reads: the same locations',
  async (name) => {
    const output = join(folder, name === 'brat' ? 'in.ann' : 'out');
    const tagging = await captured(['tag', '--input', input, '--format', name, '--output', output]);
    expect([tagging.code, tagging.notes]).toEqual([0, '']);
    const { code, out } = await captured(['eval', '--corpus', output, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out).entity).toMatchObject({ tp: 4, fp: 0, fn: 0 });
  },
);

test('geojson is one collection; a sentence alone has its own', async () => {
  const { out } = await captured(['tag', 'She moved to 😀 New York.', '--format', 'geojson']);
  expect(JSON.parse(out)).toEqual({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: null,
        properties: {
          name: 'New York',
          type: 'LOC',
          document: 1,
          start: 15,
          end: 23,
          sentence: 'She moved to 😀 New York.',
        },
      },
    ],
  });
});

test('threads do not change what is written', async () => {
  const args = ['tag', '--input', input, '--format', 'csv'];
  const one = await captured(args);
  const two = await captured([...args, '--threads', '2']);
  expect(two.out).toBe(one.out);
  expect(two.notes).toContain('--format csv is written by one thread');
  expect(readFileSync(input, 'utf8')).toContain('Oslo');
});
