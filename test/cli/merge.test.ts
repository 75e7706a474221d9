import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadModel } from '../../src/model/model-file.js';
import { saveModel } from '../../src/model/save-model.js';
import type { Thresholds } from '../../src/model/thresholds.js';
import { plain, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-merge-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [model, merged] = [join(folder, 'model.safetensors'), join(folder, 'merged.safetensors')];

test.each<[Thresholds, string]>([
  [{ start: 1, extend: 1 }, 'threshold 1.0000'],
  [{ start: 1, extend: -0.5 }, 'thresholds 1.0000, -0.5000'],
  [{ start: 1, extend: -0.5, edge: 1 }, 'thresholds 1.0000, -0.5000'],
  [{ start: 1, extend: -0.5, edge: 0.25 }, 'thresholds 1.0000, -0.5000, 0.2500'],
])('merge reports %j', async (thresholds, told) => {
  writeToyModel(model, { features: plain });
  const stored = loadModel(model);
  saveModel(model, { ...stored, header: { ...stored.header, thresholds } });
  const { code, out } = await captured(['merge', model, model, '--output', merged]);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`hidden units, ${told}\n$`));
});

test("a dev corpus without the models' location types: the hint names no option that merge lacks", async () => {
  const dev = join(folder, 'dev.conll');
  writeFileSync(dev, 'Paris B-PER\nsmiles O\n');
  const { code, notes } = await captured(['merge', model, model, '--output', merged, '--dev', dev]);
  expect(code).toBe(3);
  expect(notes).toContain('no entity of type LOC; the types in the corpus are PER (1)');
  expect(notes).toContain('hint: use a corpus with entities of the types that the model finds');
});
