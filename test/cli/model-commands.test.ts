import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadModel } from '../../src/model/model-file.js';
import { saveModel } from '../../src/model/save-model.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { everything, randomSentences, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-model-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [model, output] = [join(folder, 'model.safetensors'), join(folder, 'stripped.safetensors')];
const text = randomSentences(6, 40, 20)
  .map(({ tokens }) => tokens.join(' '))
  .join(' ');

beforeAll(() => {
  writeToyModel(model, { features: everything, gazetteers: true });
  const { header, ...rest } = loadModel(model);
  const hash = { name: 'train.conll', sha256: 'a'.repeat(64) };
  saveModel(model, {
    ...rest,
    header: { ...header, config: { seed: 1, note: 'x'.repeat(500) }, corpora: { train: [hash], dev: [] } },
  });
});

test('strip writes a smaller model with the same scores and no training settings', async () => {
  const { code, out } = await captured(['model', 'strip', model, '--output', output, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ output, bytes: statSync(output).size });
  expect(statSync(output).size).toBeLessThan(statSync(model).size);
  const [whole, small] = [model, output].map((path) => new Tagger(loadModel(path)).tag(text).scores);
  expect(small).toEqual(whole);
  expect(loadModel(output).header).toMatchObject({ config: {}, corpora: { train: [], dev: [] } });
});

test('strip --words keeps the first words of the lexicon, with their vectors', async () => {
  expect((await captured(['model', 'strip', model, '-o', output, '--words', '10'])).code).toBe(0);
  const [whole, small] = [model, output].map((path) => loadModel(path).lexicon);
  expect(small.words).toEqual(whole.words.slice(0, 10));
  expect(small.vectors).toEqual(whole.vectors.subarray(0, 10 * whole.d));
  const { code, notes } = await captured(['model', 'strip', model, '-o', output, '--words', '9999']);
  expect(code).toBe(2);
  expect(notes).toContain(`--words 9999: the model has ${whole.V} words`);
});

test('strip does not overwrite its input', async () => {
  const { code, notes } = await captured(['model', 'strip', model, '-o', model]);
  expect(code).toBe(2);
  expect(notes).toContain('would overwrite an input file');
});

test('info prints the network, the features and every tensor', async () => {
  const { out } = await captured(['model', 'info', model]);
  expect(out).toMatch(/^network +window, 13 hidden units, tanh$/m);
  expect(out).toMatch(/^lists of names +places$/m);
  expect(out).toMatch(/^trained on +train.conll$/m);
  expect(out).toMatch(/^lexicon.padding +float32 +7 +28$/m);
  const json = JSON.parse((await captured(['model', 'info', model, '--json'])).out);
  expect(json).toMatchObject({ kind: 'window', radius: 2, dimension: 7 });
  expect(json.tensors).toContainEqual({ name: 'b', type: 'float32', shape: [13], bytes: 52 });
});

test('card has a YAML head with the license, the language and the metrics of the given results', async () => {
  const result = join(folder, 'eval.json');
  writeFileSync(result, JSON.stringify({ entity: { precision: 0.5, recall: 0.25, f1: 1 / 3 } }));
  const card = join(folder, 'README.md');
  const options = ['--license', 'mit', '--name', 'toy', '--results', `wnut17=${result}`, '--output', card];
  expect((await captured(['model', 'card', model, ...options])).code).toBe(0);
  const [, head, body] = readFileSync(card, 'utf8').split('---\n', 3);
  expect(parse(head)).toMatchObject({ license: 'mit', language: 'en', pipeline_tag: 'token-classification' });
  const [{ name, results }] = parse(head)['model-index'];
  expect(name).toBe('toy');
  expect(results[0].dataset.name).toBe('wnut17');
  expect(results[0].metrics).toContainEqual({ type: 'f1', value: 0.333333 });
  expect(body).toContain('| wnut17 | 50.00 | 25.00 | 33.33 |');
  expect(body).toContain('`train.conll`, SHA-256');
});

test('card without results claims none, and refuses results that are none', async () => {
  const { out } = await captured(['model', 'card', model]);
  expect(out).not.toContain('model-index');
  expect(out).toContain('Not measured for this card.');
  for (const [results, what] of [
    ['wnut17', 'expected DATASET=FILE'],
    [`wnut17=${model}`, 'not a result of nerwin eval --json'],
    ['wnut17=none.json', 'no such file'],
  ])
    expect((await captured(['model', 'card', model, '--results', results])).notes).toContain(what);
});
