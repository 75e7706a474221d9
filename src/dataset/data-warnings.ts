/**
 * @file Warnings about the data of a run: they can be trained on, but the scores will say less than they seem to.
 */
import { onlyItsCorpora } from '../model/vocabulary.js';
import type { PreparedRun } from './prepared-run.js';

/** Returns a warning for each finding, with its numbers. */
export function dataWarnings(prepared: PreparedRun): string[] {
  return [...corpusWarnings(prepared), ...vocabularyWarnings(prepared)];
}

/** What was read although it is not quite in order, once for each split. */
function* corpusWarnings({ splits }: PreparedRun): Generator<string> {
  for (const { name, summary } of splits) for (const warning of summary.warnings) yield `${name}: ${warning}`;
}

function* vocabularyWarnings({ config, vectors }: PreparedRun): Generator<string> {
  if (config.vectors.keep === 'corpus') yield onlyItsCorpora(vectors.words.length);
}
