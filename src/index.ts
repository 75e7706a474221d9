/**
 * Marks the locations in texts, and trains and evaluates the models that do it.
 *
 * @module nerwin
 */
export type { LoadProgress, ModelSource } from './api/model-source.js';
export { type StreamOptions, Tagger, type TaggerOptions } from './api/tagger.js';
export { type ErrorCode, NerwinError } from './error.js';
export type { Thresholds } from './model/thresholds.js';
export type { RecordFormat } from './tagging/record.js';
export type { TaggedSpan, TagRecord } from './tagging/tag-record.js';
