/** @file Readable names of sparse features. */
import type { FeatureOptions } from '../../features/feature-set.js';
import { affixes } from '../../features/word-shape.js';

/**
 * Returns the name of a feature of `word`; for an affix bucket, with the affixes of the word that
 * fall into it: `affix=17 (Pa-)`.
 */
export function describeFeature(name: string, word: string | undefined, options: FeatureOptions): string {
  if (word === undefined || !name.startsWith('affix=')) return name;
  const bucket = Number(name.slice('affix='.length));
  const characters = [...word.toLowerCase()];
  const found = affixes(word, options.affixes, options.affixBuckets).flatMap((other, k) => {
    if (other !== bucket) return [];
    const length = 1 + Math.floor(k / 2); // a prefix and a suffix of each length, in turn
    return [
      k % 2 === 0 ? `${characters.slice(0, length).join('')}-` : `-${characters.slice(-length).join('')}`,
    ];
  });
  return `${name} (${found.join(' ')})`;
}
