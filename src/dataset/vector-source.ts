/** @file Where vectors are read from: a file of word vectors, the shipped vectors, a model or a run folder. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { vectorsPath } from '../config/paths.js';
import type { Lexicon } from '../model/model.js';
import { readVectors } from '../vectors/read.js';

/** Returns the path of the model, if `file` is a model or a run folder. */
export async function modelAt(file: string): Promise<string | undefined> {
  if (file === 'shipped') return undefined;
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const path = isFolder ? join(file, 'model.safetensors') : file;
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const { isTensorFile } = await import('../model/file-source.js');
  return isTensorFile(path) ? path : undefined;
}

/** Words and vectors, and the file that they come from. */
export interface VectorSource extends Lexicon {
  readonly path: string;
}

/** Reads all vectors of `file`: word vectors in any format, `shipped`, a model or a run folder. */
export async function readVectorSource(file: string): Promise<VectorSource> {
  const model = await modelAt(file);
  if (model === undefined) {
    const path = vectorsPath(process.cwd(), file);
    return { ...(await readVectors(path)), path };
  }
  const { loadModel } = await import('../model/model-file.js');
  const { words, d, vectors, unknown, number } = loadModel(model).lexicon;
  return { words, d, vectors, unknown, number, path: model };
}
