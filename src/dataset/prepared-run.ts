/** @file Prepares a run from its config: reads the splits and determines the sizes of the network. */
import type { LoadedConfig } from '../config/load.js';
import { type Lexicon, layoutFor, type ModelHeader } from '../model/model.js';
import type { TrainingData } from '../training/training-session.js';
import { readSplits, type Splits } from './splits.js';
import { readStartModel, withFormOf } from './start-model.js';

export type { Split } from './splits.js';

/** Everything a run needs for training. */
export interface PreparedRun extends Splits, TrainingData {
  readonly lexicon: Lexicon;
  /** Describes the model that the run starts from. */
  readonly startHeader: ModelHeader | undefined;
}

/** Prepares a run. Throws like {@link readSplits}. */
export async function prepare(loaded: LoadedConfig): Promise<PreparedRun> {
  const start = readStartModel(loaded);
  const config = start ? withFormOf(start, loaded.config) : loaded.config;
  const read = await readSplits({ ...loaded, config }, start);
  const { splits, vectors, features, classes } = read;
  const H = classes?.names.length ?? config.model.hidden;
  return {
    ...read,
    config,
    lexicon: vectors,
    layout: layoutFor(vectors.d, H, config.windows.radius, features),
    head: classes ? 'log-odds' : config.model.activation,
    train: splits[0].encoding.corpus,
    dev: splits[1].encoding.corpus,
    startHeader: start?.model.header,
    start: start && { layout: start.model.layout, parameters: start.model.parameters },
  };
}
