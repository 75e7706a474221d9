/**
 * @file Builds the model of a run: one network with the thresholds and calibration chosen on dev, or several
 * merged into one, with the mean of their thresholds.
 */

import type { PreparedRun } from '../dataset/prepared-run.js';
import { CorpusScorer } from '../evaluation/corpus-scorer.js';
import { type Decision, type DecisionRule, decide } from '../evaluation/decision.js';
import type { ProjectionTable } from '../kernels/projection-table.js';
import type { Model } from '../model/model.js';
import { meanPoints, meanThresholds } from '../model/thresholds.js';
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
  const decision = decide(devScores, dev, finalRule(config));
  const header = {
    ...headerOf(prepared, layout, members),
    ...decision,
    ...chosen(prepared, bests, decision),
    ...(config.decision.divide.levels.length > 0 ? { divide: config.decision.divide } : {}),
  };
  return { model: { header, layout, parameters, lexicon, features }, table, devScores };
}

/** The way the thresholds of the finished model are chosen. */
const finalRule = (config: PreparedRun['config']): DecisionRule => ({
  ...ruleOf(config),
  tolerance: config.decision.tolerance,
});

type Points = Pick<Decision, 'thresholds' | 'operatingPoints'>;

/** Returns the thresholds that the config asks for; `searched` are those that are best on dev. */
function chosen(prepared: PreparedRun, bests: readonly BestEpoch[], searched: Decision): Points {
  const { config, startHeader } = prepared;
  if (config.decision.from === 'model' && startHeader) {
    const { thresholds, operatingPoints } = startHeader;
    return { thresholds, operatingPoints };
  }
  return bests.length > 1 && config.decision.bag !== 'dev'
    ? bagDecision(prepared, bests, searched)
    : searched;
}

/**
 * Returns the thresholds and operating points of a bag: the mean of those of each network, each at its best epoch, or halfway between
 * the mean and `searched`, those of the merged network. Thresholds searched for the merged network fit the dev split more closely,
 * and do worse on other text of the kind: entity F1 on unseen newswire was 89.56 instead of 90.02, the mean of three bags of three.
 * But they are lower, because a mean of scores is less extreme than its members, which finds more on text of another kind.
 */
function bagDecision(prepared: PreparedRun, bests: readonly BestEpoch[], searched: Decision): Points {
  const { config, inputs, dev, layout } = prepared;
  const table = tableFor(prepared, layout, { threads: config.threads, tableBytes });
  const scorer = new CorpusScorer(table, inputs, dev);
  const decisions = bests.map(({ parameters }) => decide(scorer.score(parameters), dev, finalRule(config)));
  table.close();
  const mean = {
    thresholds: meanThresholds(decisions.map(({ thresholds }) => thresholds)),
    operatingPoints: meanPoints(decisions.map(({ operatingPoints }) => operatingPoints)),
  };
  if (config.decision.bag === 'mean') return mean;
  return {
    thresholds: meanThresholds([mean.thresholds, searched.thresholds]),
    operatingPoints: meanPoints([mean.operatingPoints, searched.operatingPoints]),
  };
}
