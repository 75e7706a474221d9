/** @file The model that a run comes to: one network, or several merged into one, with what the dev split decides about it. */
import { CorpusScorer } from '../evaluation/corpus-scorer.js';
import { decide } from '../evaluation/decision.js';
import type { Table } from '../kernels/kernel.js';
import type { Model } from '../model/model.js';
import { stack } from '../network/stacking.js';
import { ruleOf } from '../training/judge.js';
import type { Preparation } from '../training/prepare.js';
import type { Best } from '../training/trainer.js';
import { seedOf, tableBytes, tableFor } from '../training/workplace.js';
import { headerOf } from './provenance.js';

/** A model with a table of its sizes, which is to be closed, and its scores of the dev split. */
export interface TrainedModel {
  readonly model: Model;
  readonly table: Table;
  readonly devScores: Float32Array;
}

/** The model of the best epochs of all networks of a run. */
export function trainedModel(prepared: Preparation, bests: readonly Best[]): TrainedModel {
  const { config, inputs, dev, lexicon, features } = prepared;
  const networks = bests.map(({ parameters }) => ({ layout: prepared.layout, parameters }));
  const { layout, parameters } = networks.length === 1 ? networks[0]! : stack(networks);
  const table = tableFor(prepared, layout, { threads: config.threads, tableBytes });
  const devScores = new CorpusScorer(table, inputs, dev).score(parameters);
  const members = bests.map(({ epoch }, k) => ({ seed: seedOf(config.seed, k), bestEpoch: epoch }));
  const header = { ...headerOf(prepared, layout, members), ...decide(devScores, dev, ruleOf(config)) };
  return { model: { header, layout, parameters, lexicon, features }, table, devScores };
}
