/**
 * What nerwin's other commands compute, as values: explanations, models, corpora, word vectors, graphs, configs and
 * the speed of a machine. Errors are of the class `NerwinError` of the entry `nerwin`.
 *
 * @module nerwin/tools
 */
export type {
  AnnotatedText,
  AnnotatedTokens,
  CorpusInput,
  TextSpan,
  TokenSpan,
} from './api/annotated-text.js';
export { type BoundaryOptions, boundary, type LabeledPoint } from './api/boundary.js';
export { type CheckCorpusOptions, checkCorpus } from './api/check-corpus.js';
export { chooseThreshold, type ThresholdOptions, type ThresholdReport } from './api/choose-threshold.js';
export { configSchema, resolveConfig } from './api/config.js';
export { type CorpusOptions, corpusStatistics, readCorpus } from './api/corpus.js';
export {
  type DrawingOptions,
  type SampleCorpusOptions,
  type SplitCorpusOptions,
  sampleCorpus,
  splitCorpus,
} from './api/corpus-divide.js';
export type { ReadingOptions } from './api/corpus-options.js';
export {
  type ConvertCorpusOptions,
  convertCorpus,
  type DedupeCorpusOptions,
  dedupeCorpus,
} from './api/corpus-rewrite.js';
export type { CorpusFormat, WritingOptions } from './api/corpus-writing.js';
export { type EvaluateTagsOptions, evaluateTags, type TaggedEvaluation } from './api/evaluate-tags.js';
export { type ExplainOptions, explain } from './api/explain.js';
export {
  type ExportedModel,
  type ExportFormat,
  type ExportOptions,
  exportModel,
} from './api/export-model.js';
export {
  type GradientCheckOptions,
  type GraphOptions,
  type GraphValue,
  gradientCheck,
  graph,
} from './api/graph.js';
export { measureSpeed, type SpeedOptions } from './api/measure-speed.js';
export { type MergeOptions, type MergeResult, mergeModels } from './api/merge-models.js';
export { type CardOptions, modelCard } from './api/model-card.js';
export { modelInfo } from './api/model-info.js';
export type { DownloadOptions, LoadProgress, ModelSource } from './api/model-source.js';
export { type NearestWordsOptions, nearestWords } from './api/nearest-words.js';
export { type StripOptions, type StrippedModel, stripModel } from './api/strip-model.js';
export { type TagLinesOptions, tagLines } from './api/tag-lines.js';
export type { TaggerOptions } from './api/tagger.js';
export {
  type ConvertedVectors,
  type ConvertVectorsOptions,
  convertVectors,
  type VectorFormat,
} from './api/vectors-convert.js';
export { type CoverageOptions, vectorCoverage } from './api/vectors-coverage.js';
export { type VectorFacts, vectorsInfo } from './api/vectors-info.js';
export { type PrunedVectors, type PruneOptions, pruneVectors } from './api/vectors-prune.js';
export { verifyModel } from './api/verify-model.js';
export type { Setting } from './config/schema-tree.js';
export type { Config } from './config/settings.js';
export type { EntityCount } from './corpus/corpus.js';
export type { DocumentUnit } from './corpus/documents-in.js';
export type { Sentence, Span } from './corpus/sentence.js';
export type { CorpusStatistics, TypeStatistics } from './corpus/statistics.js';
export type { WrittenCorpus } from './corpus/written/corpus-output.js';
export type { DedupedCorpus } from './corpus/written/rewrite.js';
export type { CorpusCheck, PartSummary } from './dataset/check/corpus-check.js';
export type { Overlap } from './dataset/check/duplicates.js';
export type { Finding, FindingPlace } from './dataset/check/finding.js';
export type { LabelConflict } from './dataset/check/label-conflicts.js';
export type { ThresholdGoal } from './dataset/threshold-choice.js';
export type { FourWays, Way, WayScores } from './evaluation/nervaluate.js';
export type { Interval, Intervals } from './evaluation/resampling.js';
export type { Scores } from './evaluation/scores.js';
export type { SeqevalScores, StrictScheme } from './evaluation/seqeval.js';
export type { OnnxForm } from './export/onnx-model.js';
export type { FeatureOptions } from './features/feature-set.js';
export type { DivisionRule } from './features/name-division.js';
export type { ReadoutName } from './kernels/readout.js';
export type { ClassifierOptions } from './lessons/boundary/classifier.js';
export type { BoundaryRecord, ContestantRecord } from './lessons/boundary/contest.js';
export type { BoundarySummary } from './lessons/boundary/decision.js';
export type { PointSet } from './lessons/boundary/point-sets.js';
export type { Location } from './lessons/explain/explained-text.js';
export type { Explanation, FeatureShare, SlotShare } from './lessons/explain/explanation.js';
export type { ExplanationRecord, SlotRecord, WordRecord } from './lessons/explain/listing.js';
export type { Unit } from './lessons/explain/output-view.js';
export type { SizeName } from './lessons/gradcheck/cases.js';
export type { Check, Other } from './lessons/gradcheck/check.js';
export type { GradientCheck, Planted } from './lessons/gradcheck/gradient-check.js';
export type { GradientCheckRecord } from './lessons/gradcheck/report.js';
export type { Situations } from './lessons/gradcheck/situations.js';
export type { CheckRecord, GraphRecord, NodeRecord, Numbers } from './lessons/graph/listing.js';
export type { Nested } from './lessons/graph/text.js';
export type { Calibration } from './model/calibration.js';
export type { BagNetwork, FileHash, ModelHeader, ThresholdChoice } from './model/model.js';
export type { ModelInfo, TensorRecord } from './model/model-info.js';
export type { Thresholds } from './model/thresholds.js';
export type { VerifiedFile } from './model/verify-model.js';
export type { Activation } from './network/activation.js';
export type { CardResult } from './run/model-card.js';
export type { SpeedRange } from './speed/interleaved-timing.js';
export type { SpeedLine, SpeedReport } from './speed/speed.js';
export type { ScoreDigits } from './tagging/json-record.js';
export type { OffsetUnit } from './tagging/offset-unit.js';
export type { RecordFormat } from './tagging/record.js';
export type { Coverage, StepCoverage } from './vectors/coverage.js';
export type { Rung } from './vectors/ladder.js';
export type { NearestWords, Neighbor } from './vectors/nearest.js';
export type { Quantization } from './vectors/nwv-format.js';
export type { Pruned } from './vectors/prune.js';
export type { WrittenFormat } from './vectors/write.js';
