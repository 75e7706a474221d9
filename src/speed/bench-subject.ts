/**
 * @file What `nerwin bench` measures: a model on the shipped corpus, or the network of a config on its own
 * corpus.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config/load.js';
import { defaultCorpusOptions, openCorpus } from '../corpus/corpus.js';
import { encodeWith } from '../dataset/encode-with.js';
import { prepare } from '../dataset/prepared-run.js';
import type { ReadoutName } from '../kernels/readout.js';
import { loadModel, saveModel } from '../model/model-file.js';
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

/** A network with everything that its speed depends on. */
export interface SpeedSubject {
  readonly name: string;
  readonly layout: NetworkShape;
  readonly head: ReadoutName;
  /** Of a softmax classifier. */
  readonly classes: Classes | undefined;
  readonly inputs: Inputs;
  /** Windows are drawn from here. */
  readonly corpus: EncodedCorpus;
  readonly settings: TrainingSettings;
  readonly parameters: Parameters;
  /** The same network as a file. */
  readonly modelPath: string;
  /** Sentences of the corpus. */
  readonly texts: readonly string[];
  /** Removes its temporary files. */
  close(): void;
}

/** The sentences that are tagged, at most. */
const maxTexts = 2000;

/** A model, on the corpus that ships. Throws a fault 'model' when the file is not one. */
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

/** The sentences as text, words divided by spaces. */
function textsOf(corpus: EncodedCorpus, form: (row: number) => string): string[] {
  const count = Math.min(maxTexts, corpus.starts.length - 1);
  return Array.from({ length: count }, (_, sentence) =>
    [...corpus.rows.subarray(corpus.starts[sentence], endOf(corpus, sentence))].map(form).join(' '),
  );
}
