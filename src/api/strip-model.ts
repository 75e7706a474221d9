/** @file Smaller models, in the library. */
import { statSync } from 'node:fs';
import type { StoredModel } from '../model/read-model.js';
import { saveModel } from '../model/save-model.js';
import { stripped } from '../model/strip.js';
import { rejectOverwrite } from '../output-guard.js';
import { checkOptions, kinds, required, wholeFrom } from './arguments.js';
import type { ModelSource } from './model-source.js';
import { modelFilesOf, openModel } from './open-model.js';

/** Options of {@link stripModel}; they mean what the options of `nerwin model strip` mean. */
export interface StripOptions {
  /** The model; the shipped one by default. */
  readonly model?: ModelSource | undefined;
  /** Where to write the stripped model. */
  readonly output: string;
  /** Keep only this many words of the lexicon, the most frequent; all by default. */
  readonly words?: number | undefined;
}

/** What `nerwin model strip --json` prints. */
export interface StrippedModel {
  readonly output: string;
  readonly bytes: number;
  /** Number of words in the lexicon. */
  readonly words: number;
}

/** Writes a stripped model. `option` is what the caller calls the number of words. */
export function writeStripped(
  model: StoredModel,
  output: string,
  words: number | undefined,
  option: string,
): StrippedModel {
  const small = stripped(model, words, option);
  saveModel(output, small);
  return { output, bytes: statSync(output).size, words: small.lexicon.words.length };
}

/**
 * Writes a model without its training settings and the hashes of its inputs; the scores stay the same. With fewer words
 * it is much smaller, but rarer words become unknown. Returns what `nerwin model strip --json` prints. Throws a
 * `NerwinError`: `model`, `file` if the file cannot be written, or `usage`.
 *
 * @example
 * ```ts
 * import { stripModel } from 'nerwin/tools';
 *
 * const { words, bytes } = await stripModel({ output: 'small.safetensors', words: 5000 });
 * console.log(words, bytes < 5e6); // → 5000 true
 * ```
 */
export async function stripModel(options: StripOptions): Promise<StrippedModel> {
  checkOptions('options', options, {
    model: kinds.isAnything,
    output: required(kinds.isText),
    words: wholeFrom(1, 100_000_000),
  });
  const { model, output, words } = options;
  rejectOverwrite('options.output', output, modelFilesOf(model));
  return writeStripped(await openModel(model, {}), output, words, 'options.words');
}
