/** @file Model cards, in the library. */
import type { CardResult } from '../run/model-card.js';
import { checkOptions, kinds } from './arguments.js';
import type { ModelSource } from './model-source.js';
import { openModel } from './open-model.js';

/** Options of {@link modelCard}; they mean what the options of `nerwin model card` mean. */
export interface CardOptions {
  /** The model; the shipped one by default. */
  readonly model?: ModelSource | undefined;
  /** The name of the model; `nerwin` by default. */
  readonly name?: string | undefined;
  /** Its license; `unknown` by default. */
  readonly license?: string | undefined;
  /** The language of its training data; `en` by default. */
  readonly language?: string | undefined;
  /** The scores to list: those of `evaluate`, with the names of the data sets. */
  readonly results?: readonly CardResult[] | undefined;
}

const isScore = (value: unknown): boolean => Number.isFinite(value);
const isResult = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const { dataset, entity } = value as Partial<CardResult>;
  if (typeof dataset !== 'string' || typeof entity !== 'object' || entity === null) return false;
  return [entity.f1, entity.precision, entity.recall].every(isScore);
};

/**
 * Returns a model card: Markdown with the YAML head that Hugging Face reads. It is what `nerwin model card` prints. Throws
 * a `NerwinError`: `model` or `usage`.
 *
 * @example
 * ```ts
 * import { modelCard } from 'nerwin/tools';
 *
 * const card = await modelCard({ name: 'mine', license: 'mit' });
 * console.log(card.startsWith('---\n'), card.includes('license: mit')); // → true true
 * ```
 */
export async function modelCard(options: CardOptions = {}): Promise<string> {
  checkOptions('options', options, {
    model: kinds.isAnything,
    name: kinds.isText,
    license: kinds.isText,
    language: kinds.isText,
    results: {
      expected: 'a list of results, each with a dataset and the scores of its entities',
      holds: (value) => Array.isArray(value) && value.every(isResult),
    },
  });
  const { name = 'nerwin', license = 'unknown', language = 'en', results = [] } = options;
  const { header, lexicon } = await openModel(options.model, {});
  const { modelCard: cardOf } = await import('../run/model-card.js');
  return cardOf(header, { name, license, language, words: lexicon.V, dimension: lexicon.d, results });
}
