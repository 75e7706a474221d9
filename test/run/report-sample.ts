/** @file A run small enough to know by heart. */
import { configSchema } from '../../src/config/schema.js';
import { scoresOf } from '../../src/evaluation/scores.js';
import type { EpochReport, RunReport } from '../../src/run/run-report.js';

/** An epoch whose loss is 1 / epoch. */
export function sampleEpoch(epoch: number, best = false): EpochReport {
  return {
    epoch,
    loss: 1 / epoch,
    insideMargin: 0.5 / epoch,
    rate: 0.1,
    gradientNorm: { W: 2 / epoch, b: 0.1, u: 0.3, S: 0 },
    dev: {
      token: scoresOf(8 + epoch, 2, 3),
      entity: scoresOf(6 + epoch, 3, 4),
      averagePrecision: 0.9,
      threshold: 0.25,
    },
    best,
    windowsPerSecond: 123456.7,
    seconds: 1.5,
  };
}

const hash = 'c0ffee'.repeat(11).slice(0, 64);

/** 4 epochs, the third the best; 3 splits; a mistake of each kind. */
export const sampleRun: RunReport = {
  run: 'tiny & <first>',
  reproduce: ['nerwin train --config runs/tiny/config.yaml --output again', 'nerwin compare runs/tiny again'],
  config: configSchema.parse({
    corpus: { train: 'train.conll', dev: 'dev.conll' },
    vectors: { file: 'w|x.txt' },
  }),
  splits: [
    {
      split: 'train',
      files: [
        { path: 'corpus/train-1.conll', sha256: hash, scheme: 'IOB2' },
        { path: 'corpus/train-2.conll', sha256: hash, scheme: 'IOB1' },
      ],
      sentences: 1200,
      tokens: 20000,
      locations: 1500,
      rungs: { exact: 15000, lower: 3000, number: 1000, unknown: 1000 },
    },
    {
      split: 'dev',
      files: [{ path: 'corpus/dev.conll', sha256: hash, scheme: 'IOB2' }],
      sentences: 200,
      tokens: 3000,
      locations: 250,
      rungs: { exact: 2250, lower: 450, number: 150, unknown: 150 },
    },
  ],
  warnings: ['corpus.dev has only 1 location'],
  vectors: { file: 'w|x.txt', sha256: hash, words: 4321, wordsInFile: 400000, d: 100 },
  model: { file: 'model.safetensors', bytes: 1234567, sha256: hash },
  epochs: [sampleEpoch(1, true), sampleEpoch(2, true), sampleEpoch(3, true), sampleEpoch(4)],
  bestEpoch: 3,
  seconds: 75,
  dev: {
    token: scoresOf(3, 1, 1),
    entity: scoresOf(1, 1, 3),
    averagePrecision: 0.8125,
    threshold: 0.25,
    mistakes: [
      {
        kind: 'false',
        text: 'Paris',
        gold: '',
        before: '',
        after: 'Hilton <b>smiled</b> | then *left*',
        score: 4.2,
        confidence: 3.95,
      },
      {
        kind: 'boundary',
        text: 'New York',
        gold: 'New York City',
        before: 'She moved to',
        after: 'City .',
        score: 2.5,
        confidence: 2.25,
      },
      {
        kind: 'missed',
        text: 'Reading',
        gold: 'Reading',
        before: `${'a long way of words that lead up to it '.repeat(4)}in`,
        after: 'yesterday .',
        score: -3,
        confidence: 3.25,
      },
    ],
  },
  test: null,
  environment: {
    nerwin: '0.1.0',
    node: 'v20.20.0',
    platform: 'linux 6.1 x64',
    cpu: 'Some CPU',
    cores: 2,
    memoryBytes: 8 * 2 ** 30,
    kernel: 'simd',
    threads: 1,
  },
};
