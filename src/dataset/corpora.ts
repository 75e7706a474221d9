/** @file Opens the corpora of a run as its config describes them. */
import type { LoadedConfig } from '../config/load.js';
import { corpusRoot } from '../config/paths.js';
import { type Corpus, openCorpus, totalOf } from '../corpus/corpus.js';
import { findPlacedFiles } from '../corpus/files.js';
import { requireLocations } from '../corpus/locations.js';
import { type CorpusSource, Mixture } from '../corpus/mixture.js';
import { configNames } from '../corpus/setting-names.js';
import { schemeNamed } from '../corpus/tags.js';
import { packagePath } from '../package.js';
import { swapOf } from './name-lists.js';

/** The splits of a run. */
export interface Corpora {
  readonly train: Mixture;
  readonly dev: Mixture;
  readonly test: Corpus | undefined;
}

/**
 * Opens all splits. The order of the sentences is that of the config: neighboring plain files and globs form a
 * source, and so does each item with settings of its own.
 */
export async function openCorpora(loaded: LoadedConfig): Promise<Corpora> {
  const { corpus, seed } = loaded.config;
  return {
    train: await openTraining(loaded),
    dev: new Mixture(await openSources(corpus.dev, loaded), { lower: 0, upper: 0 }, seed),
    test: corpus.test.length > 0 ? await open(corpus.test, loaded) : undefined,
  };
}

/** Opens the training split only. */
export async function openTraining(loaded: LoadedConfig): Promise<Mixture> {
  const { corpus, seed, training } = loaded.config;
  return new Mixture(await openSources(corpus.train, loaded), training.recase, seed, swapOf(loaded));
}

type Item =
  | string
  | { readonly files: readonly string[]; readonly sentences: number | null; readonly weight?: number };

async function openSources(items: readonly Item[], loaded: LoadedConfig): Promise<CorpusSource[]> {
  const { locations } = loaded.config;
  const sources: CorpusSource[] = [];
  const plain: Corpus[] = [];
  let unread: string[] = []; // plain items since the last source
  const readPlain = async (): Promise<void> => {
    if (unread.length === 0) return;
    const corpus = await read(unread, loaded);
    sources.push({ corpus, sentences: null, weight: 1 });
    plain.push(corpus);
    unread = [];
  };
  for (const item of items) {
    if (typeof item === 'string') {
      unread.push(item);
      continue;
    }
    await readPlain();
    const { files, sentences, weight = 1 } = item;
    sources.push({ corpus: await open(files, loaded), sentences, weight });
  }
  await readPlain();
  if (plain.length > 0) {
    const summary = totalOf(plain.flatMap((corpus) => corpus.summary.files));
    requireLocations(summary, locations, configNames);
  }
  return sources;
}

/** Opens files that must contain a location. */
async function open(patterns: readonly string[], loaded: LoadedConfig): Promise<Corpus> {
  const corpus = await read(patterns, loaded);
  requireLocations(corpus.summary, loaded.config.locations, configNames);
  return corpus;
}

const shipped = 'shipped/';

async function read(patterns: readonly string[], loaded: LoadedConfig): Promise<Corpus> {
  const { corpus: settings } = loaded.config;
  const { format, columns, scheme, untyped, labels, sentences, documents, strict } = settings;
  const placed = patterns.map((pattern) =>
    pattern.startsWith(shipped)
      ? { pattern: pattern.slice(shipped.length), root: packagePath('data/corpus') }
      : { pattern, root: corpusRoot(loaded) },
  );
  return openCorpus(await findPlacedFiles(placed, configNames), {
    format,
    columns,
    scheme: schemeNamed(scheme),
    untyped,
    labels,
    sentences,
    documents: { boundary: documents },
    strict,
    names: configNames,
  });
}
