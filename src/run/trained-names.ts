/** @file The names that a model was trained with, if its run folder and its training corpus are still there. */
import { dirname } from 'node:path';
import { openTraining } from '../dataset/corpora.js';
import { KnownNames } from '../dataset/other-entities.js';
import { codeOf, NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import type { ModelHeader } from '../model/model.js';
import { RunFolder } from './run-folder.js';

/**
 * Returns the names of the training corpus of the model at `path`; undefined if it is not in a run folder, or its files
 * are no longer the ones that it was trained with. Throws if the disk fails.
 */
export async function trainedNames(
  path: string,
  { corpora, locations }: Pick<ModelHeader, 'corpora' | 'locations'>,
): Promise<KnownNames | undefined> {
  const config = new RunFolder(dirname(path)).file('config');
  if (!isThere(config)) return undefined;
  try {
    const { loadConfig } = await import('../config/load.js'); // slow to load, and most models are in no run folder
    const training = await openTraining(loadConfig(config));
    const files = training.summary.files;
    const isSame =
      files.length === corpora.train.length &&
      files.every(({ sha256 }, k) => sha256 === corpora.train[k].sha256);
    return isSame ? KnownNames.ofSentences(training.sentences(), locations) : undefined;
  } catch (error) {
    if (!(error instanceof NerwinError) || !isOfContents(error)) throw error;
    return undefined; // the corpus was moved or changed: then nothing is known about it
  }
}

/** True unless a disk failed: then a result without these names would be another one without a word. */
const isOfContents = ({ cause }: NerwinError): boolean =>
  ['', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EACCES', 'EPERM'].includes(codeOf(cause));
