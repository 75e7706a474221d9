/**
 * @file The config for measuring growth and memory of `nerwin train`: all the
 * features that news needs, one thread.
 */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const newsJob = 'two epochs of a network for news, the second with mined windows';

/** Writes the config for a corpus in `folder`, whose dev split is dev.conll; returns its path. */
export function writeNewsConfig(folder: string, train: string): string {
  const path = `${folder}/config.yaml`;
  const text = `corpus: { root: ${resolve(folder)}, train: ${train}, dev: dev.conll }
locations: [LOC]
vectors: { file: ${resolve('data/vectors/wink-100d.nwv')} }
features: { shape: true, shape2: true, sentence: true, sentenceMean: true }
corruption: { strategy: hard, perTrue: 10, hard: { share: 0.25 } }
model: { hidden: 100, activation: tanh }
training: { epochs: 2, dropout: 0.2, averaging: { from: 2, every: 16 } }
decision: { thresholds: two }
`;
  writeFileSync(path, text);
  return path;
}
