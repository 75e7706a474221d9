/**
 * @file The words of a model as points: their vectors on the two principal axes, labeled by
 * whether they are mostly locations.
 */

import { basename } from 'node:path';
import { type CorpusOptions, openCorpus } from '../../corpus/corpus.js';
import { findFiles } from '../../corpus/files.js';
import { locationSpans, requireLocations } from '../../corpus/locations.js';
import type { Sentence } from '../../corpus/sentence.js';
import { NerwinError } from '../../error.js';
import { loadModel } from '../../model/model-file.js';
import { plural } from '../../plural.js';
import type { Random } from '../../random.js';
import { WordLookUp } from '../../vectors/ladder.js';
import type { Points } from './points.js';
import { projectToPlane } from './principal-axes.js';

/** Words that occur in a model and in corpora. */
export interface WordSource {
  readonly model: string;
  /** Corpus files or globs. */
  readonly corpus: readonly string[];
  /** Entity types that count as locations; those of the model by default. */
  readonly locations?: readonly string[] | undefined;
  /** The largest number of words. */
  readonly count: number;
  /** How the corpora are read. */
  readonly reading: CorpusOptions;
  /** Is called with each warning about the corpora. */
  readonly warn: (line: string) => void;
}

/** Occurrences of a word in the corpora, and how many of them are inside a location. */
interface WordUses {
  uses: number;
  inside: number;
}

/**
 * Returns up to `count` words that occur both in the model and in the corpora: half of them the most
 * frequent words with more than half of their occurrences inside a location, the rest drawn at random
 * from all others. `corpusName` is what the caller calls the corpus, for the hint.
 */
export async function lexiconPoints(
  { model, corpus: patterns, locations: types, count, reading, warn }: WordSource,
  random: Random,
  corpusName: string,
): Promise<Points> {
  const { lexicon, header } = loadModel(model);
  const { words, d } = lexicon;
  if (d < 2)
    throw new NerwinError(
      'model',
      `${model}: its word vectors have ${d} dimension, but a plane needs at least 2`,
    );
  const corpus = await openCorpus(await findFiles(patterns, process.cwd()), reading);
  for (const line of corpus.summary.warnings) warn(line);
  const locationTypes = types ?? header.locations;
  requireLocations(corpus.summary, locationTypes, reading.names);
  const lookUp = new WordLookUp(lexicon);
  const uses = usesOf(corpus.sentences(), locationTypes, lookUp);
  const ranked = [...uses].sort(([a, one], [b, other]) => other.uses - one.uses || a - b);
  const locations = ranked.filter(([, { uses, inside }]) => 2 * inside > uses).map(([row]) => row);
  const isLocation = new Set(locations);
  const others = ranked.map(([row]) => row).filter((row) => !isLocation.has(row));
  if (locations.length === 0 || others.length === 0) {
    const missing = locations.length === 0 ? 'mostly a location' : 'mostly something else';
    throw new NerwinError(
      'corpus',
      `${patterns.join(' ')}: no word in the vocabulary of ${model} is ${missing}`,
      `use a larger corpus with ${corpusName}`,
    );
  }
  random.shuffle(others);
  const half = Math.floor(count / 2);
  const chosen = [
    ...others.slice(0, Math.max(half, count - locations.length)),
    ...locations.slice(0, Math.max(half, count - others.length)),
  ];
  const X = new Float32Array(chosen.length * d);
  chosen.forEach((row, k) => void X.set(lookUp.table.subarray(row * d, (row + 1) * d), k * d));
  const { x, shares } = projectToPlane(X, d);
  const axis = (k: 0 | 1): string =>
    `principal axis ${k + 1} (${(100 * shares[k]).toFixed(1)} % of the variance)`;
  return {
    title: `${plural(chosen.length, 'word', 'words')} of ${basename(model)}`,
    axes: [axis(0), axis(1)],
    x,
    isTrue: Uint8Array.from(chosen, (row) => (isLocation.has(row) ? 1 : 0)),
    names: ['other words', 'mostly locations'],
    words: chosen.map((row) => words[row]),
  };
}

/** Returns the uses of each row of the vocabulary; words without a vector of their own are ignored. */
function usesOf(
  sentences: Iterable<Sentence>,
  types: readonly string[],
  lookUp: WordLookUp,
): Map<number, WordUses> {
  const counts = new Map<number, WordUses>();
  for (const sentence of sentences) {
    const inside = new Uint8Array(sentence.tokens.length);
    for (const { start, end } of locationSpans(sentence, types)) inside.fill(1, start, end);
    sentence.tokens.forEach((token, i) => {
      const { rows } = lookUp.find(token);
      if (rows.length > 1 || rows[0] >= lookUp.V) return;
      const count = counts.get(rows[0]) ?? { uses: 0, inside: 0 };
      count.uses++;
      count.inside += inside[i];
      counts.set(rows[0], count);
    });
  }
  return counts;
}
