/**
 * @file What the commands print with `--json`: one type per command. `npm run schemas` writes a JSON Schema for each into
 * `configs/schemas`, and a test runs every command and compares.
 */
import type { ThresholdReport } from '../api/choose-threshold.js';
import type { EvaluationResult } from '../api/evaluate.js';
import type { TaggedEvaluation } from '../api/evaluate-tags.js';
import type { MergeResult } from '../api/merge-models.js';
import type { StrippedModel } from '../api/strip-model.js';
import type { ConvertedVectors } from '../api/vectors-convert.js';
import type { VectorFacts } from '../api/vectors-info.js';
import type { PrunedVectors } from '../api/vectors-prune.js';
import type { MetricComparison } from '../compare/comparison-json.js';
import type { CorpusStatistics } from '../corpus/statistics.js';
import type { WrittenCorpus } from '../corpus/written/corpus-output.js';
import type { DedupedCorpus } from '../corpus/written/rewrite.js';
import type { CorpusCheck } from '../dataset/check/corpus-check.js';
import type { SystemDifference } from '../evaluation/resampling.js';
import type { BoundaryRecord } from '../lessons/boundary/contest.js';
import type { ExplanationRecord } from '../lessons/explain/listing.js';
import type { GradientCheckRecord } from '../lessons/gradcheck/report.js';
import type { GraphRecord } from '../lessons/graph/listing.js';
import type { ModelInfo } from '../model/model-info.js';
import type { VerifiedFile } from '../model/verify-model.js';
import type { GroupedEvaluation } from '../run/evaluation-groups.js';
import type { EvaluationTable } from '../run/evaluation-table.js';
import type { FoldSummary } from '../run/fold-summary.js';
import type { LearningCurve } from '../run/learning-curve.js';
import type { RepeatSummary } from '../run/repeat.js';
import type { RunFacts } from '../run/run-report.js';
import type { SweepResult } from '../run/sweep.js';
import type { WrittenResult } from '../run/training-run.js';
import type { SpeedReport } from '../speed/speed.js';
import type { EpochMetrics, EpochTiming } from '../training/metrics.js';
import type { Coverage } from '../vectors/coverage.js';
import type { NearestWords } from '../vectors/nearest.js';

/** The result of a model on a corpus, and with `--against` how it differs from another one. */
export interface ModelEvaluation extends EvaluationResult {
  readonly against?: SystemDifference & {
    /** The other model, or the file of its predictions. */
    readonly other: string;
  };
  /** With `--by`, the scores of each document or file. */
  readonly by?: GroupedEvaluation;
}

/** Runs that differ only in their seed. */
export interface RepeatedRuns extends RepeatSummary {
  readonly runs: readonly WrittenResult[];
}

/** The runs of a cross-validation, in the order of the folds. */
export interface FoldedRuns extends FoldSummary {
  readonly runs: readonly WrittenResult[];
}

/** The runs on shares of the training corpus, ascending, and the learning curve. */
export interface SizedRuns extends LearningCurve {
  readonly runs: readonly WrittenResult[];
}

/** A config that ships. */
export interface ShippedConfig {
  readonly name: string;
  /** What it is for. */
  readonly use: string;
}

/**
 * What each command prints with `--json`; `compare` prints one object per line. `tag` writes its records byte by byte:
 * see `configs/tag-record.schema.json`. `config show` prints a config.
 */
export interface JsonOutputs {
  readonly bench: SpeedReport;
  readonly boundary: BoundaryRecord;
  readonly compare: MetricComparison;
  readonly 'config list': readonly ShippedConfig[];
  readonly 'corpus check': CorpusCheck;
  readonly 'corpus convert': WrittenCorpus;
  readonly 'corpus dedupe': DedupedCorpus;
  readonly 'corpus sample': readonly WrittenCorpus[];
  readonly 'corpus split': readonly WrittenCorpus[];
  readonly 'corpus stats': CorpusStatistics;
  readonly eval: ModelEvaluation | EvaluationTable | TaggedEvaluation;
  readonly explain: ExplanationRecord;
  readonly gradcheck: GradientCheckRecord;
  readonly graph: GraphRecord;
  readonly merge: MergeResult;
  readonly 'model info': ModelInfo;
  readonly 'model strip': StrippedModel;
  readonly 'model verify': VerifiedFile;
  readonly sweep: SweepResult;
  readonly threshold: ThresholdReport;
  readonly train: WrittenResult | RepeatedRuns | FoldedRuns | SizedRuns;
  readonly 'vectors convert': ConvertedVectors;
  readonly 'vectors coverage': Coverage;
  readonly 'vectors info': VectorFacts;
  readonly 'vectors nearest': NearestWords;
  readonly 'vectors prune': PrunedVectors;
}

/** The lines of the files in a run folder. */
export interface RunFiles {
  readonly metrics: EpochMetrics;
  readonly timings: EpochTiming;
}

/** What report.json holds. */
export interface ReportFile extends RunFacts {
  /** Format version. */
  readonly version: 1;
  /** Every setting, as configs/nerwin.schema.json describes it. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** The other files in a run folder. */
export interface RunDocuments {
  readonly report: ReportFile;
}

/** Returns the line that a command prints with `--json`. */
export const jsonLine = <Command extends keyof JsonOutputs>(
  _command: Command,
  result: JsonOutputs[Command],
): string => `${JSON.stringify(result)}\n`;
