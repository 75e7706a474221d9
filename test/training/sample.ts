/** @file A small corpus and settings to train on it. */

import { CorpusScorer } from '../../src/evaluation/corpus-scorer.js';
import { LoopsKernel } from '../../src/kernels/loops.js';
import { LoopsTable } from '../../src/kernels/table.js';
import { layoutFor } from '../../src/model/model.js';
import type { Precision } from '../../src/network/parameters.js';
import { DevEvaluator } from '../../src/training/dev-evaluator.js';
import { PairObjective, windowsOfBatch } from '../../src/training/pair-objective.js';
import type { TrainingSettings } from '../../src/training/settings.js';
import { Trainer } from '../../src/training/trainer.js';
import { Corrupter } from '../../src/windows/corruption.js';
import { type Encoded, encode } from '../windows/sample.js';

const words = ['Paris', 'Rome', 'York', 'in', 'we', 'saw', 'the', 'river', '.', 'Anna'];
const text = `we saw [Paris] .
Anna saw the river in [New York] .
[Rome] , [Paris]

the river .
Anna of [York] saw Anna .
we saw we saw the river in [Rome]`;

/** Three times the text, so that an epoch has several events. */
export const corpus: Encoded = encode([text, text, text].join('\n\n'), words, 1, {
  shape: true,
  sentence: true,
});

export const settings: TrainingSettings = {
  seed: 3,
  corruption: { strategy: 'hard', perTrue: 3, hard: { share: 0.5, quantile: 0.25, minimum: 4 } },
  model: { kind: 'window', hidden: 5, activation: 'tanh', from: null, types: [] },
  loss: { kind: 'margin', margin: 1, reduction: 'mean' },
  selection: { metric: 'dev.entity.f1', patience: 0 },
  decision: { thresholds: 'two', bag: 'mean', from: 'dev', tolerance: 0, divide: { levels: [], except: [] } },
  kernel: 'loops',
  threads: 1,
  training: {
    epochs: 4,
    batch: 1,
    optimizer: 'sgd',
    rate: { schedule: 'linear', start: 0.3, end: 0 },
    momentum: 0,
    l2: 0,
    dropout: 0.2,
    averaging: { from: 0, every: 2 },
    sparseScale: 0.5,
    sparseRate: 1,
  },
};

/** A kernel for the corpus. */
export function kernelFor(given: TrainingSettings, precision: Precision = 'float32'): LoopsKernel {
  const inputs = corpus.encoder.rows.inputs();
  return new LoopsKernel(
    {
      layout: layoutFor(2, given.model.hidden, 1, corpus.features),
      activation: given.model.activation,
      inputs,
      capacity: windowsOfBatch(given),
      dropout: given.training.dropout,
    },
    precision,
  );
}

export function objectiveFor(given: TrainingSettings, kernel: LoopsKernel): PairObjective {
  const { strategy, hard } = given.corruption;
  return new PairObjective(kernel, new Corrupter(corpus.corpus, strategy, hard.share), given);
}

/** Returns a trainer at the start of training. */
export function trainerFor(given: TrainingSettings): Trainer {
  const kernel = kernelFor(given);
  const inputs = corpus.encoder.rows.inputs();
  const table = new LoopsTable(kernel.layout, given.model.activation, 100);
  let seconds = 0;
  return new Trainer({
    settings: given,
    kernel,
    objective: objectiveFor(given, kernel),
    judge: new DevEvaluator(table, inputs, corpus.corpus, given),
    scorer: new CorpusScorer(table, inputs, corpus.corpus),
    seconds: () => ++seconds,
  });
}
