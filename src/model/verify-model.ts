/** @file Checks a whole file of tensors: a model, or the checkpoint of a run. */
import { NerwinError } from '../error.js';
import { fileSource } from './file-source.js';
import { readModel } from './read-model.js';
import { TensorReader } from './safetensors.js';

/** What {@link verifyModel} has read. */
export interface VerifiedFile {
  readonly file: string;
  readonly kind: 'model' | 'checkpoint';
  readonly tensors: number;
  readonly bytes: number;
  /** False for files of version 0.1: only their shapes and numbers could be checked. */
  readonly hasChecksums: boolean;
}

/**
 * Reads every byte of a model or a checkpoint. Throws 'model' if a checksum does not match, a number is not finite, or
 * a word is not found in the word index, or a list of names has an unknown class.
 */
export function verifyModel(file: string): VerifiedFile {
  const reader = new TensorReader(file, 'model');
  try {
    reader.verify();
    const { names, hasChecksums, metadata, source } = reader;
    const kind = Object.hasOwn(metadata, 'checkpoint') ? 'checkpoint' : 'model';
    if (kind === 'model') verifyLookUps(file);
    return { file, kind, tensors: names.length, bytes: source.size, hasChecksums };
  } finally {
    reader.close();
  }
}

function verifyLookUps(file: string): void {
  const { lexicon, features } = readModel(fileSource(file, 'model'));
  for (const gazetteer of features.gazetteers) gazetteer.touchAll();
  const lost = lexicon.words.findIndex((word, row) => lexicon.rowOf(word) !== row);
  if (lost < 0) return;
  const hint = 'copy the file again, or train the model again';
  throw new NerwinError('model', `${file}: its word index does not find word ${lost + 1}`, hint);
}
