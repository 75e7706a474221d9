/** @file The provenance of a model: the settings and data that determine its bytes. */
import { createHash } from 'node:crypto';
import type { Config } from '../config/settings.js';
import type { PreparedRun } from '../dataset/prepared-run.js';
import type { Decision } from '../evaluation/decision.js';
import { type BagNetwork, type ModelHeader, modelFormat } from '../model/model.js';
import type { NetworkShape } from '../network/network-shape.js';
import { packageVersion } from '../package.js';

/** Returns the settings that determine the bytes of a model: without paths, kernel and threads. */
function decisive(config: Config): Record<string, unknown> {
  const { kernel: _kernel, threads: _threads, corpus, vectors, features, ...rest } = config;
  const { root: _root, train, dev: _dev, test: _test, ...reading } = corpus;
  const sources = train.flatMap((item) =>
    typeof item === 'string' ? [] : [{ sentences: item.sentences, weight: item.weight }],
  );
  const { file: _file, ...looking } = vectors;
  const { gazetteers, ...families } = features;
  const { lists: _lists, ...swap } = rest.training.swap;
  const { from: _from, ...model } = rest.model;
  const { divide, ...decision } = rest.decision;
  return {
    ...rest,
    model,
    training: { ...rest.training, swap },
    decision: divide.levels.length > 0 ? { ...decision, divide } : decision,
    corpus: { ...reading, sources },
    vectors: looking,
    features: { ...families, gazetteers: gazetteers.map(({ name }) => name) },
  };
}

/** Returns the amount used of each source, in order; null for a source that is used as it is. */
export const portionsOf = ({ corpus }: Config): unknown =>
  [corpus.train, corpus.dev].map((list) =>
    list.map((item) => (typeof item === 'string' ? null : { ...item, files: undefined })),
  );

/**
 * Returns the settings that a checkpoint depends on. The number of epochs is not among them: training can go on
 * for more epochs than were planned. Of the section `decision`, only `thresholds` matters to it, because it selects the best epoch;
 * the other settings are applied after the last epoch, and a finished run can be resumed with others.
 */
export function resumableSettings(config: Config): Record<string, unknown> {
  const { training, decision, ...rest } = decisive(config) as Record<string, unknown> &
    Pick<Config, 'training' | 'decision'>;
  const { epochs: _epochs, ...schedule } = training;
  return { ...rest, training: schedule, decision: { thresholds: decision.thresholds } };
}

/** Returns the SHA-256 of everything a checkpoint depends on; training can be resumed only if it is the same. */
export function runFingerprint({ config, sources, layout, parts, features }: PreparedRun): string {
  const lists = features.gazetteers.map(({ contents }) => contents);
  const data = [sources, portionsOf(config), lists];
  const all = JSON.stringify([modelFormat, resumableSettings(config), data, layout, parts]);
  return createHash('sha256').update(all).digest('hex');
}

/** Returns the header of a model, without what is chosen on the dev split. */
export function headerOf(
  { config, features, sources, classes, head }: PreparedRun,
  layout: NetworkShape,
  members: readonly BagNetwork[],
): Omit<ModelHeader, keyof Decision> {
  return {
    format: modelFormat,
    nerwin: packageVersion(),
    kind: config.model.kind,
    radius: config.windows.radius,
    hidden: layout.H,
    activation: head,
    classes: classes?.names ?? [],
    features: features.options,
    locations: config.locations,
    seed: config.seed,
    bestEpoch: members[0].bestEpoch,
    ...(members.length > 1 ? { members } : {}),
    corpora: { train: sources.train, dev: sources.dev },
    vectors: sources.vectors,
    ...(sources.from ? { from: sources.from } : {}),
    config: decisive(config),
  };
}
