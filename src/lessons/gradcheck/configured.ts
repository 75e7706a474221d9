/** @file The full size: real windows with the initial θ of a config, or with the θ of a trained model. */
import { loadConfig } from '../../config/load.js';
import { type CorpusOptions, openCorpus } from '../../corpus/corpus.js';
import { findFiles } from '../../corpus/files.js';
import { requireLocations } from '../../corpus/locations.js';
import { encodeWith } from '../../dataset/encode-with.js';
import { prepare } from '../../dataset/prepared-run.js';
import { loadModel } from '../../model/model-file.js';
import type { Activation } from '../../network/activation.js';
import { initialize, zeroParameters } from '../../network/parameters.js';
import { Random } from '../../random.js';
import { classesOfModel } from '../../training/classes.js';
import { storedSettings } from '../../training/stored-settings.js';
import { type Problem, settingsOfCheck } from './problem.js';

/**
 * Returns the network of a config on its training corpus, with θ drawn as in
 * training. Throws the errors of both.
 */
export async function configuredProblem(path: string, seed: number): Promise<Problem> {
  const { config, layout, inputs, train, classes } = await prepare(loadConfig(path));
  const parameters = zeroParameters(layout);
  initialize(parameters, layout, config.training.sparseScale, Random.seeded(seed));
  return {
    size: 'configured',
    kind: 'real',
    layout,
    activation: classes ? 'identity' : config.model.activation,
    classes,
    inputs,
    corpus: train,
    parameters,
    settings: settingsOfCheck(config),
  };
}

/**
 * Returns a trained model on corpus files or globs, with the loss it was trained with; `warn` is called with
 * each warning about the corpus.
 */
export async function trainedProblem(
  path: string,
  files: readonly string[],
  options: CorpusOptions,
  warn: (line: string) => void,
): Promise<Problem> {
  const model = loadModel(path);
  const { header, layout, parameters } = model;
  const corpus = await openCorpus(await findFiles(files, process.cwd()), options);
  for (const line of corpus.summary.warnings) warn(line);
  requireLocations(corpus.summary, header.locations, options.names);
  const { corpus: encoded, rows } = encodeWith(model, corpus);
  return {
    size: 'trained',
    kind: 'real',
    layout,
    activation: header.kind === 'softmax' ? 'identity' : (header.activation as Activation),
    classes: classesOfModel(header),
    inputs: rows.inputs(),
    corpus: encoded,
    parameters,
    settings: settingsOfCheck(storedSettings(path, header.config)),
  };
}
