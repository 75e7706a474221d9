/** @file A corpus, vectors and a config so small that a training takes a moment. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../src/random.js';

const places = ['Paris', 'London', 'Rome', 'Nice', 'Vienna', 'Lima'];
const words = ['in', 'the', 'we', 'left', 'to', 'museum', 'is', 'big', 'Anna', 'Bob', '.', ','];

/** Writes `corpus.conll`, `vectors.txt` and `config.yaml` into `folder`; returns the path of the config. */
export function writeTiny(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const random = Random.seeded(11);
  const pick = (list: readonly string[]): string => list[random.below(list.length)];
  const lines: string[] = [];
  for (let sentence = 0; sentence < 60; sentence++) {
    for (let t = 0; t < 7; t++)
      lines.push(random.uniform() < 0.2 ? `${pick(places)} B-LOC` : `${pick(words)} O`);
    lines.push('');
  }
  writeFileSync(join(folder, 'corpus.conll'), lines.join('\n'));
  const vectors = [...places, ...words].map(
    (word) => `${word} ${Array.from({ length: 6 }, () => (2 * random.uniform() - 1).toFixed(4)).join(' ')}\n`,
  );
  writeFileSync(join(folder, 'vectors.txt'), vectors.join(''));
  const config = join(folder, 'config.yaml');
  writeFileSync(
    config,
    [
      'corpus: { root: ., train: corpus.conll, dev: corpus.conll }',
      'vectors: { file: vectors.txt }',
      'model: { hidden: 4 }',
      'training: { epochs: 5 }',
      '',
    ].join('\n'),
  );
  return config;
}
