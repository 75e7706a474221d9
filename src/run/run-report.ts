/** @file The report of a training run as data, as stored in `report.json`. */
import type { Config } from '../config/settings.js';
import type { Reliability } from '../evaluation/calibration.js';
import type { EntityErrors } from '../evaluation/error-counts.js';
import type { Evaluation } from '../evaluation/evaluate.js';
import type { Mistake } from '../evaluation/mistakes.js';
import type { ScoreHistogram } from '../evaluation/score-histogram.js';
import type { Scores } from '../evaluation/scores.js';
import type { Standards } from '../evaluation/standards.js';
import type { TaggedSample } from '../evaluation/tagged-samples.js';
import type { SweepPoint } from '../evaluation/threshold-sweep.js';
import type { TypeEvaluations } from '../evaluation/type-evaluation.js';
import type { EpochMetrics, EpochTiming } from '../training/metrics.js';

/** A split of the corpus as read. */
export interface SplitReport {
  readonly split: 'train' | 'dev' | 'test';
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly scheme: string }[];
  readonly sentences: number;
  readonly tokens: number;
  /** Number of entities of the types that count as locations. */
  readonly locations: number;
  /** Number of tokens by the lookup step that found their vector. */
  readonly rungs: Readonly<Record<string, number>>;
}

/** The scores of the model on a split. */
export interface EvaluationReport extends Evaluation {
  /** Which split, and its size; not in reports of earlier versions. */
  readonly split?: SplitReport['split'];
  readonly sentences?: number;
  readonly tokens?: number;
  /** Average precision of the tokens ranked by score. */
  readonly averagePrecision: number;
  readonly threshold: number;
  readonly reliability?: Reliability;
  /** Scores by type, for a model with several types. */
  readonly types?: TypeEvaluations;
  /** The same entities by the rules of other tools. */
  readonly standards?: Standards;
  /** Mistakes by kind; reports of earlier versions have none. */
  readonly errors?: EntityErrors;
  /** Scores from high to low thresholds, at the operating points, and of true and corrupt windows; not in reports of earlier versions. */
  readonly sweep?: readonly SweepPoint[];
  readonly operatingPoints?: Readonly<Record<string, SweepPoint>>;
  readonly histogram?: ScoreHistogram;
  readonly mistakes: readonly Mistake[];
  /** Tagged sentences; reports of earlier versions have none. */
  readonly samples?: readonly TaggedSample[];
}

/** An epoch, with its timing if it is known. */
export type EpochReport = EpochMetrics & Partial<EpochTiming>;

/** One of several networks that were merged. */
export interface NetworkReport {
  readonly seed: number;
  /** Counted from 1. */
  readonly bestEpoch: number;
  /** Entity scores on dev at its best epoch. */
  readonly entity: Scores;
  /** Its epochs; reports of earlier versions have none. */
  readonly epochs?: readonly EpochReport[];
}

/** The report without its settings. */
export interface RunFacts {
  /** Name of the run. */
  readonly run: string;
  /** Commands that reproduce the model. */
  readonly reproduce: readonly string[];
  /** In the order train, dev, test. */
  readonly splits: readonly SplitReport[];
  /** Warnings about the data, as `nerwin train` printed them. */
  readonly warnings: readonly string[];
  readonly vectors: {
    readonly file: string;
    readonly sha256: string;
    readonly words: number;
    readonly wordsInFile: number;
    readonly d: number;
  };
  readonly model: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly epochs: readonly EpochReport[];
  /** 1-based. If several networks were merged, this and `epochs` describe the first one. */
  readonly bestEpoch: number;
  /** The merged networks, in order; undefined if the run trained only one. */
  readonly members?: readonly NetworkReport[];
  /** Duration of the whole run, including reading and evaluation. */
  readonly seconds: number;
  readonly dev: EvaluationReport;
  readonly test: EvaluationReport | null;
  readonly environment: {
    readonly nerwin: string;
    readonly node: string;
    readonly platform: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly kernel: string;
    readonly threads: number;
    /** Every file that the run read. */
    readonly files?: readonly {
      readonly split: string;
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
    }[];
  };
}

export interface RunReport extends RunFacts {
  /** Resolved. */
  readonly config: Config;
}

/** Format version of `report.json`; incremented when a key is removed or changes its meaning. */
export const reportVersion = 1;

/** Returns `report.json`: the report with its keys in the order of {@link RunReport}. */
export function reportJson(report: RunReport): string {
  const { run, reproduce, config, splits, warnings, vectors, model, epochs } = report;
  const { bestEpoch, members, seconds, dev, test, environment } = report;
  const ordered = {
    version: reportVersion,
    run,
    reproduce,
    config,
    splits,
    warnings,
    vectors,
    model,
    epochs,
    bestEpoch,
    ...(members ? { members } : {}),
    seconds,
    dev,
    test,
    environment,
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
