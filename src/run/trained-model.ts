/**
 * @file Builds the model of a run: one network, or several merged into one, with the thresholds and
 * calibration chosen on dev.
 */

import type { PreparedRun } from '../dataset/prepared-run.js';
import { CorpusScorer } from '../evaluation/corpus-scorer.js';
import { decide } from '../evaluation/decision.js';
import type { ProjectionTable } from '../kernels/projection-table.js';
import type { Model } from '../model/model.js';
import { stack } from '../network/stacking.js';
import { ruleOf } from '../training/dev-evaluator.js';
import type { BestEpoch } from '../training/trainer.js';
import { seedOf, tableBytes, tableFor } from '../training/training-session.js';
import { headerOf } from './provenance.js';

/** A model, its scores on the dev split, and a table of its size, which the caller must close. */
export interface TrainedModel {
  readonly model: Model;
  readonly table: ProjectionTable;
  readonly devScores: Float32Array;
}

/** Returns the model of the best epochs of all networks of a run. */
export function trainedModel(prepared: PreparedRun, bests: readonly BestEpoch[]): TrainedModel {
  const { config, inputs, dev, lexicon, features } = prepared;
  const networks = bests.map(({ parameters }) => ({ layout: prepared.layout, parameters }));
  const { layout, parameters } = networks.length === 1 ? networks[0] : stack(networks);
  const table = tableFor(prepared, layout, { threads: config.threads, tableBytes });
  const devScores = new CorpusScorer(table, inputs, dev).score(parameters);
  const members = bests.map(({ epoch }, k) => ({ seed: seedOf(config.seed, k), bestEpoch: epoch }));
  const header = { ...headerOf(prepared, layout, members), ...decide(devScores, dev, ruleOf(config)) };
  return { model: { header, layout, parameters, lexicon, features }, table, devScores };
}
