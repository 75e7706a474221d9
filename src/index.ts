/**
 * Marks the locations in texts, and trains and evaluates the models that do it.
 *
 * @module nerwin
 */
export type { AnnotatedTokens, CorpusInput, TokenSpan } from './api/annotated-text.js';
export { type CompareOptions, compare, type MetricComparison } from './api/compare.js';
export { type EvaluateOptions, type EvaluationResult, evaluate } from './api/evaluate.js';
export type { DownloadOptions, LoadProgress, ModelSource } from './api/model-source.js';
export { type StreamOptions, Tagger, type TaggerOptions } from './api/tagger.js';
export { type Run, type TrainConfig, type TrainEvent, type TrainOptions, train } from './api/train.js';
export type { FailOn } from './compare/gate.js';
export type { ConfigInput } from './config/settings.js';
export type { CorpusEvaluation } from './dataset/model-evaluation.js';
export { type ErrorCode, NerwinError } from './error.js';
export type { Reliability, ReliabilityBin } from './evaluation/calibration.js';
export type { Evaluation } from './evaluation/evaluate.js';
export type { Interval, Intervals } from './evaluation/resampling.js';
export type { Scores } from './evaluation/scores.js';
export type { Thresholds } from './model/thresholds.js';
export type { RunEvent } from './run/network-training.js';
export type { RunResult } from './run/training-run.js';
export type { RecordFormat } from './tagging/record.js';
export type { TaggedSpan, TagRecord } from './tagging/tag-record.js';
export type { DevMetrics, EpochMetrics, EpochTiming, GradientNorms } from './training/metrics.js';
export type { PhaseSeconds, TrainingEvent } from './training/trainer.js';
