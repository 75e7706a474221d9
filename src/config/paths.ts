/** @file Where the paths of a config lead. `shipped` stands for what comes with nerwin. */
import { resolve } from 'node:path';
import { packagePath } from '../package.js';
import type { LoadedConfig } from './load.js';

/** The absolute folder where the paths and globs of `corpus.train`, `dev` and `test` start. */
export function corpusRoot({ config, directory }: LoadedConfig): string {
  return resolvePath(directory, config.corpus.root, 'data/corpus');
}

/** The absolute path of the word vectors. */
export function vectorsFile({ config, directory }: LoadedConfig): string {
  return resolvePath(directory, config.vectors.file, 'data/vectors/wink-100d.nwv');
}

/** `written`, relative to `directory`; the word `shipped` leads to the path `shipped` inside nerwin's own package instead. */
export function resolvePath(directory: string, written: string, shipped: string): string {
  return written === 'shipped' ? packagePath(shipped) : resolve(directory, written);
}
