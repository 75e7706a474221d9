/** @file Resolves the paths in a config. `shipped` stands for the files that come with nerwin. */
import { resolve } from 'node:path';
import { packagePath } from '../package.js';
import type { LoadedConfig } from './load.js';

/** Returns the absolute folder that the paths and globs of `corpus.train`, `dev` and `test` are relative to. */
export function corpusRoot({ config, directory }: LoadedConfig): string {
  return resolvePath(directory, config.corpus.root, 'data/corpus');
}

/** Returns the absolute path of the word vectors. */
export function vectorsFile({ config, directory }: LoadedConfig): string {
  return vectorsPath(directory, config.vectors.file);
}

/** Returns the absolute path of word vectors; `shipped` stands for the shipped ones. */
export const vectorsPath = (directory: string, written: string): string =>
  resolvePath(directory, written, 'data/vectors/wink-100d.nwv');

/** Returns the absolute path of a model to start from. */
export function modelFile(directory: string, written: string): string {
  return resolvePath(directory, written, 'data/model/default.safetensors');
}

/** Returns the absolute path of a list of names. */
export function namesFile(directory: string, file: string): string {
  return resolvePath(directory, file, 'data/places/places.txt');
}

/**
 * Resolves `written` relative to `directory`. If it is the word `shipped`, returns the path `shipped` (the
 * parameter) inside the nerwin package instead.
 */
export function resolvePath(directory: string, written: string, shipped: string): string {
  return written === 'shipped' ? packagePath(shipped) : resolve(directory, written);
}
