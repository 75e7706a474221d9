import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { prepare } from '../../src/dataset/prepared-run.js';
import { plain, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-bilou-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

writeFileSync(at('a.conll'), 'New B-LOC\nYork L-LOC\nand O\nParis U-LOC\n');
writeFileSync(at('v.txt'), 'new 1 0\nyork 0 1\nand 1 1\nparis 2 1\n');

test('BILOU is a scheme in a config and on the command line', async () => {
  const corpus = { train: 'a.conll', dev: 'a.conll', scheme: 'BILOU' };
  writeFileSync(at('c.yaml'), JSON.stringify({ corpus, vectors: { file: 'v.txt' } }));
  const { splits } = await prepare(loadConfig(at('c.yaml')));
  expect(splits[0].summary.entities).toEqual([{ type: 'LOC', count: 2 }]);
  const model = at('m.safetensors');
  writeToyModel(model, { features: plain });
  const args = ['eval', '--model', model, '--corpus', at('a.conll'), '--scheme', 'BILOU', '--json'];
  const { code, out } = await captured(args);
  const { tp, fn } = JSON.parse(out).entity;
  expect([code, tp + fn]).toEqual([0, 2]);
});
