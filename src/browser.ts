/**
 * The tagger for browsers and web workers: the same results as in Node, to the last digit.
 *
 * @module nerwin/browser
 */
export type { DownloadOptions, LoadProgress, ModelSource } from './api/model-source.js';
export { type StreamOptions, Tagger, type TaggerOptions } from './api/tagger.js';
export { type ErrorCode, NerwinError } from './error.js';
export type { Thresholds } from './model/thresholds.js';
export type { RecordFormat } from './tagging/record.js';
export type { TaggedSpan, TagRecord } from './tagging/tag-record.js';
