/**
 * What nerwin's other commands compute, as values: explanations, models, corpora, word vectors and graphs. Errors
 * are of the class `NerwinError` of the entry `nerwin`.
 *
 * @module nerwin/tools
 */
export type { AnnotatedTokens, CorpusInput, TokenSpan } from './api/annotated-text.js';
export { type CorpusOptions, corpusStatistics, readCorpus } from './api/corpus.js';
export type { ReadingOptions } from './api/corpus-options.js';
export { type ExplainOptions, explain } from './api/explain.js';
export {
  type GradientCheckOptions,
  type GraphOptions,
  type GraphValue,
  gradientCheck,
  graph,
} from './api/graph.js';
export { modelInfo } from './api/model-info.js';
export type { DownloadOptions, LoadProgress, ModelSource } from './api/model-source.js';
export { type NearestWordsOptions, nearestWords } from './api/nearest-words.js';
export type { Sentence, Span } from './corpus/sentence.js';
export type { CorpusStatistics, TypeStatistics } from './corpus/statistics.js';
export type { FeatureOptions } from './features/feature-set.js';
export type { ReadoutName } from './kernels/readout.js';
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
export type { Activation } from './network/activation.js';
export type { Rung } from './vectors/ladder.js';
export type { NearestWords, Neighbor } from './vectors/nearest.js';
