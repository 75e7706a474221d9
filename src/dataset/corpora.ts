/** @file Opens the corpora of a run as its config describes them. */
import type { LoadedConfig } from '../config/load.js';
import { corpusRoot } from '../config/paths.js';
import { type Corpus, openCorpus } from '../corpus/corpus.js';
import { findFiles } from '../corpus/files.js';
import { requireLocations } from '../corpus/locations.js';
import { type CorpusSource, Mixture } from '../corpus/mixture.js';
import { configNames } from '../corpus/setting-names.js';
import { packagePath } from '../package.js';

/** The splits of a run. */
export interface Corpora {
  readonly train: Mixture;
  readonly dev: Mixture;
  readonly test: Corpus | undefined;
}

/**
 * Opens all splits. The plain files and globs of a split form its first source; sources with their own
 * settings follow in the order of the config.
 */
export async function openCorpora(loaded: LoadedConfig): Promise<Corpora> {
  const { corpus, seed, training } = loaded.config;
  return {
    train: new Mixture(await openSources(corpus.train, loaded), training.recase, seed),
    dev: new Mixture(await openSources(corpus.dev, loaded), { lower: 0, upper: 0 }, seed),
    test: corpus.test.length > 0 ? await open(corpus.test, loaded) : undefined,
  };
}

type Item =
  | string
  | { readonly files: readonly string[]; readonly sentences: number | null; readonly weight?: number };

async function openSources(items: readonly Item[], loaded: LoadedConfig): Promise<CorpusSource[]> {
  const plain = items.filter((item) => typeof item === 'string');
  const sources: CorpusSource[] = [];
  if (plain.length > 0) sources.push({ corpus: await open(plain, loaded), sentences: null, weight: 1 });
  for (const item of items) {
    if (typeof item === 'string') continue;
    const { files, sentences, weight = 1 } = item;
    sources.push({ corpus: await open(files, loaded), sentences, weight });
  }
  return sources;
}

async function open(patterns: readonly string[], loaded: LoadedConfig): Promise<Corpus> {
  const { corpus: settings, locations } = loaded.config;
  const { format, columns, scheme, documents } = settings;
  const paths = patterns.map((pattern) => pattern.replace(/^shipped\//, `${packagePath('data/corpus')}/`));
  const files = await findFiles(paths, corpusRoot(loaded), configNames);
  const corpus = await openCorpus(files, {
    format,
    columns,
    scheme,
    documents: { boundary: documents },
    names: configNames,
  });
  requireLocations(corpus.summary, locations, configNames);
  return corpus;
}
