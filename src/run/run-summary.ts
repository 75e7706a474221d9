/** @file Describes the prepared data of a run, in words. */

import type { PreparedRun } from '../dataset/prepared-run.js';
import { grouped } from '../plural.js';
import { resolveKernel } from '../simd/choose.js';
import { begin } from '../windows/encoded-corpus.js';
import type { Encoding } from '../windows/encoder.js';

/** Counts the contents of a split as it is used: without skipped sentences, with recased copies. */
export function countsOf({ corpus }: Encoding): { sentences: number; tokens: number; locations: number } {
  let locations = 0;
  for (const label of corpus.labels) if (label === begin) locations++;
  return { sentences: corpus.starts.length - 1, tokens: corpus.tokens, locations };
}

/** Returns what was read, one line per split. */
export function* describe({ splits, vectors, config }: PreparedRun): Generator<string> {
  for (const { name, summary, encoding } of splits) {
    const { sentences, tokens, locations } = countsOf(encoding);
    const schemes = [...new Set(summary.files.map(({ scheme }) => scheme))].join(', ');
    const unknown = (100 * (encoding.rungs.get('unknown') ?? 0)) / tokens;
    const read = sentences === summary.sentences ? '' : ` (${grouped(summary.sentences)} in the files)`;
    yield `${name.padEnd(6)} ${grouped(sentences)} sentences${read}, ${grouped(tokens)} tokens, ${grouped(locations)} locations (${schemes}); ${unknown.toFixed(1)} % of the tokens unknown`;
  }
  yield `words  ${grouped(vectors.words.length)} of ${grouped(vectors.wordsInFile)} vectors with ${vectors.d} dimensions (${vectors.format}); kernel ${resolveKernel(config.kernel)}`;
}
