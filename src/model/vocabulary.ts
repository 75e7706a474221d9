/** @file What the vocabulary of a model means for text that it was not trained on. */
import { isObject } from '../json.js';
import { plural } from '../plural.js';
import type { ModelHeader } from './model.js';

/** True if a model was trained with `vectors.keep: corpus`: it has vectors for the words of its corpora only. */
export const knowsOnlyItsCorpora = (header: Pick<ModelHeader, 'config'>): boolean =>
  keepOf(header) === 'corpus';

/** Returns the setting `vectors.keep` that a model was trained with; undefined if its header has none. */
export function keepOf({ config }: Pick<ModelHeader, 'config'>): string | undefined {
  const { vectors } = config;
  return isObject(vectors) && typeof vectors.keep === 'string' ? vectors.keep : undefined;
}

/** Says what that means; `words` is the number of words in the vocabulary. */
export const onlyItsCorpora = (words: number): string =>
  `vectors.keep corpus: the model knows only the ${plural(words, 'word', 'words')} of its train and dev corpora that have a vector; every other word is unknown to it, so scores on other text will be lower than on these corpora`;
