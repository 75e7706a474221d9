/** @file What a run was prepared from, in words. */
import type { Preparation } from '../training/prepare.js';

/** What was read, a line each. */
export function* describe({ splits, vectors, config, kernel }: Preparation): Generator<string> {
  const count = (value: number): string => value.toLocaleString('en');
  for (const { name, summary, encoding } of splits) {
    const schemes = [...new Set(summary.files.map(({ scheme }) => scheme))].join(', ');
    const locations = summary.entities
      .filter(({ type }) => config.locations.includes(type))
      .reduce((sum, entity) => sum + entity.count, 0);
    const unknown = (100 * (encoding.rungs.get('unknown') ?? 0)) / encoding.corpus.tokens;
    yield `${name.padEnd(6)} ${count(summary.sentences)} sentences, ${count(summary.tokens)} tokens, ${count(locations)} locations (${schemes}); ${unknown.toFixed(1)} % of the tokens unknown`;
  }
  yield `words  ${count(vectors.words.length)} of ${count(vectors.wordsInFile)} vectors of ${vectors.d} numbers (${vectors.format}); kernel ${kernel.name}`;
}
