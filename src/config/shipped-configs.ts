/** @file The configs that ship with nerwin: their names, and which corpora they are for. */
import { readFileSync } from 'node:fs';
import { closest, distance } from 'fastest-levenshtein';
import { NerwinError } from '../error.js';
import { packagePath } from '../package.js';

/** What each config in configs/ is for, by its name without `.yaml`. */
export const shippedConfigs: Readonly<Record<string, string>> = {
  first: 'a first model of your own, on any corpus; trains in seconds (`config init` starts from it)',
  news: 'newswire with document marks, such as CoNLL-2003; one network',
  'news-bag': 'the same with three networks merged into one: more accurate, three times the training time',
  gmb: 'large corpora of news with noisy labels; a large model',
  wikigold: 'a small corpus of well-edited text; starts from the shipped model',
  uner_en_ewt: 'web text: weblogs, newsgroups, email, reviews, answers; starts from the shipped model',
  btc: 'tweets; starts from the shipped model',
  wnut17: 'tweets and forum posts with names not seen in training; starts from the shipped model',
  lecture: "the lecture's network and nothing else: word vectors, uniform corrupt windows, plain SGD",
  softmax: 'the linear baseline: a softmax classifier on word vectors',
  'default-model': 'the shipped model, from ten corpora',
};

/** A config that ships. */
export interface ShippedConfig {
  readonly name: string;
  readonly path: string;
  /** The comments at its top, without the line for editors. */
  readonly comments: readonly string[];
}

/** Returns the config `name`; `.yaml` may follow, and `configs/` precede. Throws 'usage' with the closest name. */
export function shippedConfig(written: string): ShippedConfig {
  const name = written.replace(/^(?:.*[\\/])?configs[\\/]/, '').replace(/\.yaml$/, '');
  if (!Object.hasOwn(shippedConfigs, name)) throw unknownConfig(written);
  const path = packagePath(`configs/${name}.yaml`);
  const lines = readFileSync(path, 'utf8').split('\n');
  const comments = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
  return { name, path, comments: comments.filter((line) => !line.includes('yaml-language-server')) };
}

function unknownConfig(written: string): NerwinError {
  const names = Object.keys(shippedConfigs);
  const guess = closest(written, names);
  const isNear = distance(written, guess) <= Math.max(2, written.length / 3);
  return new NerwinError(
    'usage',
    `no config named '${written}' ships with nerwin`,
    `${isNear ? `did you mean ${guess}? ` : ''}available: ${names.join(', ')}`,
  );
}
