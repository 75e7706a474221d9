/** @file A model without what tagging does not need. */

import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import type { Model } from './model.js';
import type { StoredModel } from './read-model.js';

/**
 * Returns a model with the same scores and locations, without the training settings, the hashes of its inputs and the list of merged
 * networks. With `words`, only the first (in most files the most frequent) words keep a vector: the file is smaller, and rarer words
 * change their scores. Throws 'usage' if the model has fewer words; `option` is what the caller calls their number.
 */
export function stripped(model: StoredModel, words: number | undefined, option: string): Model {
  const { members: _members, thresholdChoices: _choices, ...header } = model.header;
  const { lexicon } = model;
  if (words !== undefined && words > lexicon.V) {
    throw new NerwinError(
      'usage',
      `${option} ${words}: the model has ${plural(lexicon.V, 'word', 'words')}`,
      'give a smaller number, or leave the option out to keep all words',
    );
  }
  const kept = words ?? lexicon.V;
  return {
    ...model,
    header: { ...header, corpora: { train: [], dev: [] }, vectors: { name: '', sha256: '' }, config: {} },
    lexicon: {
      words: lexicon.words.slice(0, kept),
      d: lexicon.d,
      vectors: lexicon.vectors.subarray(0, kept * lexicon.d),
      unknown: lexicon.unknown,
      number: lexicon.number,
      padding: lexicon.padding,
    },
  };
}
