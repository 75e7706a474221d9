import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import type { EntityErrors } from '../../src/evaluation/error-counts.js';
import { captured } from './captured.js';

vi.setConfig({ testTimeout: 120_000 });

const shipped = (name: string): string =>
  fileURLToPath(new URL(`../../data/corpus/${name}`, import.meta.url));

test('eval counts mistakes by kind and property, and they add up to its totals', async () => {
  const corpus = shipped('dev.conll');
  const args = ['eval', '--corpus', corpus, '--train-corpus', shipped('train.conll')];
  const { out } = await captured([...args, '--json']);
  const { entity, errors }: { entity: { tp: number; fp: number; fn: number }; errors: EntityErrors } =
    JSON.parse(out);
  const sum = (side: 'predicted' | 'gold') =>
    Object.values(errors.kinds).reduce((all, count) => all + count[side], 0);
  expect([errors.correct, sum('predicted'), sum('gold')]).toEqual([entity.tp, entity.fp, entity.fn]);
  expect(errors.wrongTypes.map(({ type }) => type).sort()).toEqual(['MISC', 'ORG', 'PER']);
  expect(Object.keys(errors.groups)).toEqual(['length', 'case', 'vectors', 'place', 'training']);
  for (const groups of Object.values(errors.groups)) {
    const total = Object.values(groups).reduce(
      (all, { tp, fp, fn }) => [all[0] + tp, all[1] + fp, all[2] + fn],
      [0, 0, 0],
    );
    expect(total).toEqual([entity.tp, entity.fp, entity.fn]);
  }
  const text = (await captured([...args, '--mistakes', '99'])).out;
  const ofOrganizations = text.split('\n').filter((line) => /^false .*gold: ORG$/.test(line));
  expect(ofOrganizations).toHaveLength(errors.wrongTypes.find(({ type }) => type === 'ORG')?.predicted ?? 0);
  expect(text).toContain(`all (FP, FN)`);
  expect(text).toMatch(
    new RegExp(`another type: ORG +${errors.wrongTypes.find(({ type }) => type === 'ORG')?.predicted}\n`),
  );
  expect(text).toContain('in training: unseen');
});

test('without a training corpus, eval does not tell seen from unseen names', async () => {
  const { out } = await captured(['eval', '--corpus', shipped('plain-dev.conll'), '--json']);
  expect(Object.keys(JSON.parse(out).errors.groups)).toEqual(['length', 'case', 'vectors', 'place']);
});
