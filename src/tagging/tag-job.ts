/** @file The parameters of a tagging thread, as plain data that can be sent to it. */

import { changedFile } from '../model/file-source.js';
import { loadModel, type StoredModel } from '../model/model-file.js';
import type { Thresholds } from '../model/thresholds.js';
import type { JsonOptions } from './json-record.js';
import { type RecordFormat, recordWriter, type WriteRecord } from './record.js';
import { Tagger, type TaggerOptions } from './tagger.js';

export interface TagJob {
  /** The path of the model. */
  readonly model: string;
  /** The stamp of the model's file when the job began: no thread may use another one. */
  readonly stamp?: string | undefined;
  readonly thresholds: Thresholds;
  readonly tokenized: boolean;
  /** True if mentions of the same form in a document agree. */
  readonly document?: boolean | undefined;
  /** Memory limit of the tables of all threads together, in bytes. */
  readonly tableBytes: number;
  readonly format: RecordFormat;
  readonly json?: JsonOptions;
  /** Locations less probable than this are left out. */
  readonly minProbability?: number | undefined;
  /** The scores that are needed: JSON records need all of them. */
  readonly scores: NonNullable<TaggerOptions['scores']>;
  /** The text before and after a location in the format `text`. */
  readonly marks: readonly [before: string, after: string];
}

/** Creates the tagger and the writer of a job; pass `loaded` if the model is already loaded. */
export function createTagger(
  { model, stamp, format, json, marks, ...options }: TagJob,
  loaded: StoredModel = loadModel(model),
): { tagger: Tagger; write: WriteRecord } {
  if (stamp !== undefined && loaded.stamp !== stamp) throw changedFile(model, 'model');
  return {
    tagger: new Tagger(loaded, options),
    write: recordWriter(format, (location) => `${marks[0]}${location}${marks[1]}`, json),
  };
}
