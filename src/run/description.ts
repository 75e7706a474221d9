/** @file What a run was prepared from, in words. */
import { locationCount } from '../corpus/locations.js';
import { grouped } from '../report/number-format.js';
import type { Preparation } from '../training/prepare.js';

/** What was read, a line each. */
export function* describe({ splits, vectors, config, kernel }: Preparation): Generator<string> {
  for (const { name, summary, encoding } of splits) {
    const schemes = [...new Set(summary.files.map(({ scheme }) => scheme))].join(', ');
    const locations = locationCount(summary, config.locations);
    const unknown = (100 * (encoding.rungs.get('unknown') ?? 0)) / encoding.corpus.tokens;
    yield `${name.padEnd(6)} ${grouped(summary.sentences)} sentences, ${grouped(summary.tokens)} tokens, ${grouped(locations)} locations (${schemes}); ${unknown.toFixed(1)} % of the tokens unknown`;
  }
  yield `words  ${grouped(vectors.words.length)} of ${grouped(vectors.wordsInFile)} vectors of ${vectors.d} numbers (${vectors.format}); kernel ${kernel.name}`;
}
