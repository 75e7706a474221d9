/**
 * @file The subject of `nerwin bench`: a model on the shipped corpus, or the network
 * of a config on its own corpus.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config/load.js';
import { defaultCorpusOptions, openCorpus } from '../corpus/corpus.js';
import { encodeWith } from '../dataset/encode-with.js';
import { prepare } from '../dataset/prepared-run.js';
import type { ReadoutName } from '../kernels/readout.js';
import { loadModel } from '../model/model-file.js';
import { saveModel } from '../model/save-model.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import { packagePath } from '../package.js';
import { trainedModel } from '../run/trained-model.js';
import { type Classes, classesOfModel } from '../training/classes.js';
import type { TrainingSettings } from '../training/settings.js';
import { storedSettings } from '../training/stored-settings.js';
import { TrainingSession, tableBytes } from '../training/training-session.js';
import { type EncodedCorpus, endOf } from '../windows/encoded-corpus.js';
import type { Inputs } from '../windows/inputs.js';

/** A network and everything its speed depends on. */
export interface SpeedSubject {
  readonly name: string;
  readonly layout: NetworkShape;
  readonly head: ReadoutName;
  /** For a softmax classifier only. */
  readonly classes: Classes | undefined;
  readonly inputs: Inputs;
  /** The corpus from which windows are drawn. */
  readonly corpus: EncodedCorpus;
  readonly settings: TrainingSettings;
  readonly parameters: Parameters;
  /** The same network as a model file. */
  readonly modelPath: string;
  /** Sentences of the corpus, as text. */
  readonly texts: readonly string[];
  /** Removes its temporary files. */
  close(): void;
}

/** Maximum number of sentences that are tagged. */
const maxTexts = 2000;

/** Returns a model with the shipped corpus. Throws 'model' if the file is not a model. */
export async function openModelSubject(path: string): Promise<SpeedSubject> {
  const model = loadModel(path);
  const { header, layout, parameters } = model;
  const corpus = await openCorpus([packagePath('data/corpus/train.conll')], defaultCorpusOptions);
  const { corpus: encoded, rows } = encodeWith(model, corpus, ['LOC']);
  const { forms } = rows;
  return {
    name: `${path} on the shipped corpus`,
    layout,
    head: header.activation,
    classes: classesOfModel(header),
    inputs: rows.inputs(),
    corpus: encoded,
    settings: storedSettings(path, header.config),
    parameters,
    modelPath: path,
    texts: textsOf(encoded, (row) => forms[row]),
    close: () => {},
  };
}

/**
 * Returns the network of a config before its first step, with its training corpus. Throws like a training
 * run.
 */
export async function prepareConfigSubject(path: string, clock: () => number): Promise<SpeedSubject> {
  const prepared = await prepare(loadConfig(path));
  const { config, forms, inputs, layout, head, classes, train: corpus } = prepared;
  const workplace = new TrainingSession(prepared, { threads: config.threads, tableBytes }, clock);
  const { parameters } = workplace.newTrainer(0).parts.kernel;
  const { model, table } = trainedModel(prepared, [
    { epoch: 0, value: 0, thresholds: { start: 0, extend: 0 }, parameters },
  ]);
  table.close();
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-speed-'));
  const modelPath = join(folder, 'model.safetensors');
  saveModel(modelPath, model);
  return {
    name: `the network of ${path} on its training corpus`,
    layout,
    head,
    classes,
    inputs,
    corpus,
    settings: config,
    parameters: model.parameters,
    modelPath,
    texts: textsOf(corpus, (row) => forms[row]),
    close: () => {
      workplace.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Returns the sentences as text, words separated by spaces. */
function textsOf(corpus: EncodedCorpus, form: (row: number) => string): string[] {
  const count = Math.min(maxTexts, corpus.starts.length - 1);
  return Array.from({ length: count }, (_, sentence) =>
    [...corpus.rows.subarray(corpus.starts[sentence], endOf(corpus, sentence))].map(form).join(' '),
  );
}
