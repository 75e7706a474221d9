/**
 * Marks the locations in texts, and trains and evaluates the models that do it.
 *
 * @module nerwin
 */
export type {
  AnnotatedText,
  AnnotatedTokens,
  CorpusInput,
  TextSpan,
  TokenSpan,
} from './api/annotated-text.js';
export { type CompareOptions, compare } from './api/compare.js';
export { type EvaluateOptions, type EvaluationResult, evaluate } from './api/evaluate.js';
export type { DownloadOptions, LoadProgress, ModelSource } from './api/model-source.js';
export { type StreamOptions, Tagger, type TaggerOptions } from './api/tagger.js';
export { type Run, type TrainConfig, type TrainEvent, type TrainOptions, train } from './api/train.js';
export type { ComparedEpoch, Failure, LargestDifference } from './compare/compared.js';
export type {
  BaselineCurve,
  ComparisonFailure,
  CurveDifference,
  EpochComparison,
  FirstDifference,
  MetricComparison,
  MetricValue,
} from './compare/comparison-json.js';
export type { Direction } from './compare/direction.js';
export type { FactDifference } from './compare/facts.js';
export type { Bounds, ClosenessRule, FailOn, Tolerance } from './compare/gate.js';
export type { Status } from './compare/point.js';
export type { Alternative, SignificanceTest } from './compare/significance.js';
export type { TestedGroup, TestOutcome } from './compare/test-outcome.js';
export type { ConfigInput } from './config/settings.js';
export type { CorpusEvaluation } from './dataset/model-evaluation.js';
export { type ErrorCode, NerwinError } from './error.js';
export type { Reliability, ReliabilityBin } from './evaluation/calibration.js';
export type { ErrorKind } from './evaluation/entity-errors.js';
export type {
  EntityErrors,
  GroupScores,
  KindCount,
  KindCounts,
  WrongTypeCount,
} from './evaluation/error-counts.js';
export type { GroupProperty } from './evaluation/error-groups.js';
export type { Evaluation } from './evaluation/evaluate.js';
export type { FourWays, Way, WayScores } from './evaluation/nervaluate.js';
export type { Interval, Intervals } from './evaluation/resampling.js';
export type { ScoreBin, ScoreHistogram } from './evaluation/score-histogram.js';
export type { Scores } from './evaluation/scores.js';
export type { Standards } from './evaluation/standards.js';
export type { SweepPoint } from './evaluation/threshold-sweep.js';
export type { TypeEvaluations } from './evaluation/type-evaluation.js';
export type { Thresholds } from './model/thresholds.js';
export type { RunEvent } from './run/network-training.js';
export type { RunResult } from './run/training-run.js';
export type { RecordFormat } from './tagging/record.js';
export type { TaggedSpan, TagRecord } from './tagging/tag-record.js';
export type { DevMetrics, EpochMetrics, EpochTiming, GradientNorms } from './training/metrics.js';
export type { PhaseSeconds, TrainingEvent } from './training/trainer.js';
