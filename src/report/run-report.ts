/** @file What there is to say of a training run: `report.json` as it stands, `report.md` and `report.html` for people. */
import type { Config } from '../config/schema.js';
import type { Reliability } from '../evaluation/calibration.js';
import type { Evaluation } from '../evaluation/evaluate.js';
import type { Mistake } from '../evaluation/mistakes.js';
import type { Scores } from '../evaluation/scores.js';
import type { TypeEvaluations } from '../evaluation/type-evaluation.js';
import type { EpochMetrics } from '../training/metrics.js';
import { htmlPage } from './html.js';
import { markdownDocument } from './markdown.js';
import { runDocument } from './run-document.js';

export { lossChart, lossPicture, scoreChart, scorePicture } from './run-pictures.js';

/** A split of the corpus as it was read. */
export interface SplitReport {
  readonly split: 'train' | 'dev' | 'test';
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly scheme: string }[];
  readonly sentences: number;
  readonly tokens: number;
  /** Entities of the types that count as location. */
  readonly locations: number;
  /** Tokens by the rung of the ladder on which they found their vector. */
  readonly rungs: Readonly<Record<string, number>>;
}

/** A split as the model tags it. */
export interface EvaluationReport extends Evaluation {
  /** Of the tokens, ranked by score. */
  readonly averagePrecision: number;
  readonly threshold: number;
  readonly reliability?: Reliability;
  /** By type, of a model that tells several apart. */
  readonly types?: TypeEvaluations;
  readonly mistakes: readonly Mistake[];
}

/** One of several networks that were merged. */
export interface MemberReport {
  readonly seed: number;
  /** Counted from 1. */
  readonly bestEpoch: number;
  /** On dev, of its best epoch. */
  readonly entity: Scores;
}

export interface RunReport {
  /** Name of the run. */
  readonly run: string;
  /** Commands that make the same model again. */
  readonly reproduce: readonly string[];
  /** Resolved. */
  readonly config: Config;
  /** In the order train, dev, test. */
  readonly splits: readonly SplitReport[];
  readonly vectors: {
    readonly file: string;
    readonly sha256: string;
    readonly words: number;
    readonly wordsInFile: number;
    readonly d: number;
  };
  readonly model: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly epochs: readonly EpochMetrics[];
  /** Counted from 1; of the first network, where several were merged, as are `epochs`. */
  readonly bestEpoch: number;
  /** The networks of a run that merges several, in order; none of a run with one. */
  readonly members?: readonly MemberReport[];
  /** Of the whole run, reading and evaluation with it. */
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
  };
}

/** Version of the shape of `report.json`; it rises when a name goes or changes its meaning. */
const reportVersion = 1;

/** `report.json`: the report itself, keys in the order of {@link RunReport} whatever the order they were given in. */
export function reportJson(report: RunReport): string {
  const { run, reproduce, config, splits, vectors, model, epochs } = report;
  const { bestEpoch, members, seconds, dev, test, environment } = report;
  const ordered = {
    version: reportVersion,
    run,
    reproduce,
    config,
    splits,
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

/** `report.md`; it links to the pictures, which the caller writes beside it. */
export const reportMarkdown = (report: RunReport): string => markdownDocument(runDocument(report));

/** `report.html`: one page, pictures inside, nothing loaded from elsewhere. */
export const reportHtml = (report: RunReport): string => htmlPage(runDocument(report));
