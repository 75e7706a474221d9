/** @file Loads models from files. */
import { fileSource } from './file-source.js';
import { modelFileOf } from './model-path.js';
import { readModel, type StoredModel } from './read-model.js';

export type { StoredModel } from './read-model.js';

/**
 * Opens a model. Its word vectors stay in the file until they are needed. Throws 'model' with the path if the
 * file is not a model, is incomplete, or has an unknown format.
 */
export const loadModel = (path: string): StoredModel => readModel(fileSource(modelFileOf(path), 'model'));
