import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest';
import { defaultCorpusOptions } from '../../../src/corpus/options.js';
import { lexiconPoints } from '../../../src/lessons/boundary/lexicon-points.js';
import { Random } from '../../../src/random.js';
import { writeToyModel } from '../../tagging/toy-model.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-words-'));
const [model, corpus] = [join(folder, 'model.safetensors'), join(folder, 'gold.conll')];
afterAll(() => rmSync(folder, { recursive: true }));

/** Paris is a location twice of three times, Georgia once of twice; the other words never. */
const gold = `the O
museum O
in O
Paris B-LOC
and O
Georgia B-LOC

Paris B-LOC
Turkey B-LOC
sandwich O
grumpf B-LOC
1999 O

Paris O
said O
Georgia O
`;

beforeAll(() => {
  writeToyModel(model);
  writeFileSync(corpus, gold);
});

const points = (count: number, locations?: string[], seed = 1, files = [corpus]) =>
  lexiconPoints(
    { model, corpus: files, locations, count, reading: defaultCorpusOptions, warn: () => {} },
    Random.seeded(seed),
    'more files',
  );

test('a word is a location when most of its uses are; words without a vector of their own are left out', async () => {
  const { words, isTrue, x, names, title } = await points(100);
  assert(words);
  const kinds = Object.fromEntries(words.map((word, k) => [word, isTrue[k]]));
  expect(kinds).toEqual({
    the: 0,
    museum: 0,
    in: 0,
    Paris: 1,
    and: 0,
    Georgia: 0,
    Turkey: 1,
    sandwich: 0,
    said: 0,
  });
  expect(x).toHaveLength(2 * words.length);
  expect(names).toEqual(['other words', 'mostly locations']);
  expect(title).toBe('9 words of model.safetensors');
});

test('as many words as asked for: half of them locations, the most frequent, and others that are drawn', async () => {
  const { words, isTrue } = await points(2);
  expect(words).toHaveLength(2);
  expect([...isTrue]).toEqual([0, 1]);
  expect(words?.[1]).toBe('Paris');
  const drawn = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async (seed) => (await points(2, undefined, seed)).words?.[0]),
  );
  expect(new Set(drawn).size).toBeGreaterThan(1);
  expect((await points(6)).words).toHaveLength(6);
});

describe('faults', () => {
  test('a corpus without the locations of the model names those it has', async () => {
    await expect(points(10, ['GPE'])).rejects.toThrow(
      'no entity of type GPE; the types in the corpus are LOC (5)',
    );
  });

  test('no word that is mostly a location', async () => {
    writeFileSync(join(folder, 'poor.conll'), 'the O\nin B-LOC\n\nin O\n');
    await expect(points(10, undefined, 1, [join(folder, 'poor.conll')])).rejects.toThrow(
      'is mostly a location',
    );
  });
});
