import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { type PreparedRun, prepare } from '../../src/dataset/prepared-run.js';
import type { EncodedCorpus } from '../../src/windows/encoded-corpus.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-own-uses-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

/** Three documents of one sentence each; `tags` are the tags of the first one. */
async function prepared(tags: readonly [paris: string, rome: string]): Promise<PreparedRun> {
  const documents = [`Paris ${tags[0]}\nRome ${tags[1]}\n`, 'Paris B-LOC\nthe O\n', 'Rome O\nsea O\n'];
  const train = at('train.conll', documents.map((text) => `-DOCSTART- O\n\n${text}\n`).join(''));
  const dev = at('dev.conll', 'Paris B-LOC\nRome O\n\n');
  const file = at('v.txt', 'paris 1 0\nrome 0 1\nthe 1 1\n');
  const config = { corpus: { train, dev }, vectors: { file }, features: { lexicon: true } };
  return prepare(loadConfig(join(folder, at('c.yaml', JSON.stringify(config)))));
}

/** The names of the features of the first two tokens of a split. */
function featuresOf({ inputs, features }: PreparedRun, { rows, starts }: EncodedCorpus): string[][] {
  const { featureStart, features: ids } = inputs;
  return [...rows.subarray(starts[0], starts[0] + 2)].map((row) =>
    [...ids.subarray(featureStart[row], featureStart[row + 1])].map((id) => features.words.names[id]),
  );
}

const answers = [
  ['O', 'O'],
  ['O', 'B-LOC'],
  ['B-LOC', 'O'],
  ['B-LOC', 'B-LOC'],
] as const;

test('features.lexicon: the input of a training document does not depend on its own answers', async () => {
  for (const tags of answers) {
    const run = await prepared(tags);
    // the other documents: Paris always a location, Rome never
    expect(featuresOf(run, run.train)).toEqual([['rate=4'], ['rate=0']]);
  }
});

test('features.lexicon: the input of a dev document depends on the answers of every training document', async () => {
  const inputs: string[] = [];
  for (const tags of answers) {
    const run = await prepared(tags);
    inputs.push(JSON.stringify(featuresOf(run, run.dev)));
  }
  expect(new Set(inputs).size).toBeGreaterThan(1);
});
