/**
 * @file Warnings about data that can be used, but whose scores say less than they seem to: text that several splits
 * share, too few locations, vectors of another language, documents without marks.
 */
import type { CorpusSummary, FileSummary } from '../corpus/corpus.js';
import { locationCount } from '../corpus/locations.js';
import type { FeatureOptions } from '../features/feature-set.js';
import type { ModelHeader } from '../model/model.js';
import { onlyItsCorpora } from '../model/vocabulary.js';
import type { RungCounts } from '../windows/encoder.js';
import type { ScoredCorpus } from './model-evaluation.js';
import type { PreparedRun, Split } from './prepared-run.js';
import { locationNames, sharedSentences } from './split-overlap.js';

/** Fewer locations than this say little about a corpus. */
const fewLocations = 10;
/** The fraction of sentences that may occur in two splits by chance; it is below 0.005 in the corpora of configs/. */
const chance = 0.01;
/** The fraction of unknown tokens above which the vectors hardly fit. It is below 0.1 in English, and 0.3 to 0.4 in other languages. */
const tooManyUnknown = 0.2;
/** A document with more sentences than this is probably a corpus without document marks. */
const longestDocument = 100;

/** Returns a warning for each finding about the data of a run. */
export function dataWarnings(prepared: PreparedRun): string[] {
  const { config, splits, vectors, forms } = prepared;
  return [
    ...splits.flatMap(({ name, summary }) => summary.warnings.map((warning) => `${name}: ${warning}`)),
    ...(config.vectors.keep === 'corpus' ? [onlyItsCorpora(vectors.words.length)] : []),
    ...splits.flatMap(({ name, summary }) => twice(`corpus.${name}`, summary.files)),
    ...splits.flatMap((split, k) => splits.slice(0, k).flatMap((earlier) => overlap(earlier, split, forms))),
    ...typeWarnings(splits, config.locations),
    ...splits.flatMap((split) => fewWarnings(split, forms)),
    ...splits.flatMap(({ name, encoding }) =>
      unknownWarnings(`corpus.${name}`, encoding.rungs, encoding.corpus.tokens),
    ),
    ...(config.corpus.documents === 'auto'
      ? splits.flatMap(({ name, summary }) =>
          documentWarnings(
            config.features,
            `corpus.${name}`,
            summary,
            'set corpus.documents, or turn features.documentMean off',
          ),
        )
      : []),
  ];
}

/**
 * Returns what reading a corpus warned of, and a warning for each finding about a corpus on which a model is evaluated, or on which its
 * thresholds are chosen: that may be the one on which the present ones were.
 */
export function evaluationWarnings(
  { features, corpora }: Pick<ModelHeader, 'features' | 'corpora'>,
  { warnings, summary, rungs, encoded }: ScoredCorpus,
  types: readonly string[],
  purpose: 'evaluate' | 'choose thresholds' = 'evaluate',
): string[] {
  const known = [
    ['the model was trained', corpora.train],
    ["the model's epoch and thresholds were chosen", purpose === 'evaluate' ? corpora.dev : []],
  ] as const;
  const [first] = summary.files;
  const name = summary.files.length === 1 ? first.path : `${first.path} and ${summary.files.length - 1} more`;
  return [
    ...warnings,
    ...twice(name, summary.files),
    ...known.flatMap(([use, sources]) =>
      filesIn(summary.files, sources).map(
        (path) => `${path}: ${use} with this file, so the scores on it are too good`,
      ),
    ),
    ...absent(types, [summary]).map((text) => `--locations: ${text}`),
    ...unknownWarnings(name, rungs, encoded.tokens),
    ...documentWarnings(features, name, summary, 'add a -DOCSTART- line before each document'),
  ];
}

/** Finds files with the same contents in one corpus, such as a file and a link to it. */
function twice(name: string, files: readonly FileSummary[]): string[] {
  const first = new Map<string, string>();
  const repeated = files.filter(({ sha256, path }) => {
    const isSecond = first.has(sha256);
    if (!isSecond) first.set(sha256, path);
    return isSecond;
  });
  if (repeated.length === 0) return [];
  const [{ path, sha256 }] = repeated;
  const count = repeated.length === 1 ? '1 file' : `${repeated.length} files`;
  return [
    `${name} has ${count} with the same contents as another (${path}, ${first.get(sha256)}): they count twice`,
  ];
}

const filesIn = (files: readonly FileSummary[], sources: readonly { readonly sha256: string }[]): string[] =>
  files.filter(({ sha256 }) => sources.some((source) => source.sha256 === sha256)).map(({ path }) => path);

/** Finds files and sentences that two splits share. */
function overlap(one: Split, later: Split, forms: readonly string[]): string[] {
  const [a, b] = [`corpus.${one.name}`, `corpus.${later.name}`];
  const purpose = { train: '', dev: 'the epoch and the thresholds are chosen', test: 'the model is tested' }[
    later.name
  ];
  const consequence = `${purpose} on text that it was ${one.name === 'train' ? 'trained' : 'tuned'} on, so the scores are too good`;
  const files = filesIn(later.summary.files, one.summary.files);
  if (files.length > 0) {
    const all = files.length === later.summary.files.length;
    return [
      `${b} has ${all ? 'only' : `${files.length} of ${later.summary.files.length}`} files that are in ${a} too (${files[0]}): ${consequence}`,
    ];
  }
  const { shared, equal, sentences } = sharedSentences(one.encoding.corpus, later.encoding.corpus, forms);
  if (shared < chance * sentences || shared === 0) return [];
  const part = `${shared} of the ${sentences} sentences of ${b} (${percentOf(shared / sentences)}) are in ${a} too`;
  const different = equal < shared ? `, ${shared - equal} of them in another case or with other quotes` : '';
  return [`${part}${different}: ${consequence}`];
}

/** Finds types that occur in no split, in none but dev or test, or in train but not in dev. */
function typeWarnings(splits: readonly Split[], types: readonly string[]): string[] {
  const everywhere = absent(
    types,
    splits.map(({ summary }) => summary),
  );
  const train = splits.filter(({ name }) => name === 'train').map(({ summary }) => summary);
  const untrained = types.filter((type) => locationCount(train[0], [type]) === 0);
  const elsewhere = untrained.flatMap((type) =>
    splits
      .filter(({ summary }) => locationCount(summary, [type]) > 0)
      .map(
        ({ name, summary }) =>
          `${type} does not occur in corpus.train, but ${locationCount(summary, [type])} times in corpus.${name}`,
      ),
  );
  const [dev] = splits.filter(({ name }) => name === 'dev').map(({ summary }) => summary);
  const unseen = types
    .map((type) => ({ type, count: locationCount(train[0], [type]) }))
    .filter(({ type, count }) => dev !== undefined && count > 0 && locationCount(dev, [type]) === 0)
    .map(
      ({ type, count }) =>
        `${type} occurs ${count} times in corpus.train, but never in corpus.dev: the epoch and the thresholds are chosen without it`,
    );
  return [...everywhere, ...elsewhere, ...unseen].map((text) => `locations: ${text}`);
}

function absent(types: readonly string[], summaries: readonly CorpusSummary[]): string[] {
  const missing = types.filter((type) => summaries.every((summary) => locationCount(summary, [type]) === 0));
  if (missing.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { type, count } of summaries.flatMap(({ entities }) => entities))
    counts.set(type, (counts.get(type) ?? 0) + count);
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, 10);
  const found = most.map(([type, count]) => `${type} (${count})`).join(', ');
  return [
    `${missing.join(', ')} never ${missing.length > 1 ? 'occur' : 'occurs'} in the corpus; its types are ${found}`,
  ];
}

/** Finds splits with few locations, or with one name only. */
function fewWarnings({ name, encoding }: Split, forms: readonly string[]): string[] {
  const { count, names } = locationNames(encoding.corpus, forms);
  const [only] = names;
  const effect = name === 'train' ? 'the model can learn little from it' : 'scores on it say little';
  if (count < fewLocations)
    return [`corpus.${name} has only ${count} location${count === 1 ? '' : 's'}: ${effect}`];
  return names.size === 1
    ? [`all ${count} locations of corpus.${name} are the same name, ${only}: ${effect}`]
    : [];
}

function unknownWarnings(name: string, rungs: RungCounts, tokens: number): string[] {
  const unknown = rungs.get('unknown') ?? 0;
  if (unknown < tooManyUnknown * tokens) return [];
  return [
    `${name}: ${percentOf(unknown / tokens)} of the tokens (${unknown} of ${tokens}) have no vector; the vectors seem to be of another language or kind of text`,
  ];
}

/** Finds corpora without document marks, for a model with features of the document. */
function documentWarnings(
  { documentMean }: Pick<FeatureOptions, 'documentMean'>,
  name: string,
  { files, documents, sentences }: CorpusSummary,
  hint: string,
): string[] {
  const isLong = sentences > longestDocument * documents;
  const isOne = files.length === 1 && documents === 1 && sentences >= 10;
  if (!documentMean || !(isLong || isOne)) return [];
  return [
    `${name}: the model uses the mean of the word vectors of a document, but the ${sentences} sentences have no document marks or few of them (${documents} document${documents === 1 ? '' : 's'}): ${hint}`,
  ];
}

const percentOf = (fraction: number): string => `${(100 * fraction).toFixed(1)} %`;
