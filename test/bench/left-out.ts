/**
 * @file How a network does on text of a kind that it has never seen: for each corpus, a small network is trained on all others and
 * tried on the one left out, and one that is trained on all of them is tried on the same. Thresholds and epochs are chosen without
 * the dev split of the corpus that is left out. Entity F1 by conlleval's rules, with 95 % intervals by the bootstrap over
 * sentences. The shipped model on the same files follows; it has seen the train split of each.
 *
 * The networks are much smaller than the shipped model (one, few sentences and epochs): compare the columns, not the figures with
 * those of the shipped model. --large takes all sentences and more epochs.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { evaluate } from '../../src/api/evaluate.js';
import { nerwin } from './command.js';

const root = resolve('../shared/data/corpora');
const names = ['gmb', 'uner_en_ewt', 'wikigold', 'wnut17', 'btc', 'litbank', 'crossner', 'idrisi'];
const isLarge = process.env.NERWIN_BENCH_LARGE === '1';
const sentences = isLarge ? 12_000 : 2000; // of each corpus, at most
const epochs = isLarge ? 12 : 4;
const seeds = [1, 2, 3];

/** Trains on the given corpora; returns the model file. */
async function trained(corpora: readonly string[], seed: number, folder: string): Promise<string> {
  const files = (split: string, most: number): object[] =>
    corpora.map((name) => ({ files: `${name}/${split}.conll`, sentences: most }));
  const config = {
    seed,
    corpus: { root, train: files('train', sentences), dev: files('dev', 400) },
    locations: ['LOC'],
    vectors: { file: 'shipped', keep: 64_000 },
    features: { shape: true, shape2: true, sentence: true, gazetteers: [{ file: 'shipped' }] },
    corruption: { strategy: 'hard', hard: { share: 0.25 } },
    model: { hidden: 64, activation: 'hardtanh' },
    training: { epochs, dropout: 0.3, averaging: { from: epochs / 2, every: 16 } },
    decision: { thresholds: 'edges', tolerance: 0.005 },
    threads: 1,
  };
  const path = join(folder, 'config.json');
  writeFileSync(path, JSON.stringify(config));
  await nerwin(['train', '--config', path, '--output', join(folder, 'run'), '--overwrite'], folder);
  return join(folder, 'run', 'model.safetensors');
}

const percent = (fraction: number): string => (100 * fraction).toFixed(1);

/** The mean F1 of models on a file, ± their standard deviation over seeds, and the interval of the first. */
async function scoreOf(models: readonly (string | undefined)[], file: string): Promise<string> {
  const results = [];
  for (const model of models) results.push(await evaluate({ model, corpus: file, locations: ['LOC'] }));
  const values = results.map(({ entity }) => entity.f1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1),
  );
  const [low, high] = results[0].intervals.f1;
  const spread = values.length > 1 ? ` ± ${percent(deviation)}` : '';
  return `${percent(mean)}${spread} (${percent(low)}–${percent(high)})`.padEnd(26);
}

async function leaveOut(folder: string): Promise<void> {
  const all: string[] = [];
  for (const seed of seeds) {
    const own = mkdtempSync(join(folder, 'all-'));
    all.push(await trained(names, seed, own));
  }
  const head = ['left out', 'trained with it', 'shipped model'].map((title) => title.padEnd(26));
  console.log(
    `one network of 64 units, ${epochs} epochs, at most ${sentences} sentences of a corpus, seeds ${seeds.join(', ')}`,
  );
  console.log(`${'corpus'.padEnd(18)}${'locations'.padStart(10)}  ${head.join('')}`.trimEnd());
  for (const name of names) {
    const models: string[] = [];
    const others = names.filter((other) => other !== name);
    for (const seed of seeds) models.push(await trained(others, seed, mkdtempSync(join(folder, `${name}-`))));
    for (const split of ['dev', 'test']) {
      const file = join(root, name, `${split}.conll`);
      if (!existsSync(file)) continue;
      const { entity } = await evaluate({ corpus: file, locations: ['LOC'] });
      const cells = [await scoreOf(models, file), await scoreOf(all, file), await scoreOf([undefined], file)];
      const title = `${name} ${split}`.padEnd(18) + String(entity.tp + entity.fn).padStart(10);
      console.log(`${title}  ${cells.join('')}`.trimEnd());
    }
  }
}

if (existsSync(root)) {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-left-out-'));
  try {
    await leaveOut(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else console.log(`MISSING: no corpora in ${root}, so nothing is compared`);
