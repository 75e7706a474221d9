/** @file Where a model comes from: the settings and data that decide its bytes. */
import { createHash } from 'node:crypto';
import type { Config } from '../config/schema.js';
import { type Model, modelFormat } from '../model/model.js';
import { packageVersion } from '../package.js';
import type { Preparation } from '../training/prepare.js';

/** The settings that decide the bytes of a model: without paths, kernel and threads. */
function decisive(config: Config): Record<string, unknown> {
  const { kernel: _kernel, threads: _threads, corpus, vectors, features, ...rest } = config;
  const { root: _root, train: _train, dev: _dev, test: _test, ...reading } = corpus;
  const { file: _file, ...looking } = vectors;
  const { gazetteers, ...families } = features;
  return {
    ...rest,
    corpus: reading,
    vectors: looking,
    features: { ...families, gazetteers: gazetteers.map(({ name }) => name) },
  };
}

/** SHA-256 of all that a run depends on: a checkpoint goes on only where it is the same. */
export function fingerprint({ config, sources, layout }: Preparation): string {
  const all = JSON.stringify([modelFormat, decisive(config), sources, layout]);
  return createHash('sha256').update(all).digest('hex');
}

/** The model of the best epoch. */
export function modelOf(prepared: Preparation): Model {
  const { trainer, config, layout, lexicon, features, sources, classes, head } = prepared;
  const { best } = trainer;
  if (!best) throw new Error('no epoch was completed');
  return {
    header: {
      format: modelFormat,
      nerwin: packageVersion(),
      kind: config.model.kind,
      radius: config.windows.radius,
      hidden: layout.H,
      activation: head,
      classes: classes?.names ?? [],
      features: features.options,
      thresholds: best.thresholds,
      operatingPoints: {},
      locations: config.locations,
      seed: config.seed,
      bestEpoch: best.epoch,
      corpora: { train: sources.train, dev: sources.dev },
      vectors: sources.vectors,
      config: decisive(config),
    },
    layout,
    parameters: best.parameters,
    lexicon,
    features,
  };
}
