/** @file The option `--shard K/N` of `nerwin eval`. */
import { InvalidArgumentError } from 'commander';
import type { Shard } from '../dataset/shard-header.js';

/** Reads `3/10`. */
export function shard(text: string): Shard {
  const [, number, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (!(number >= 1 && number <= of)) throw new InvalidArgumentError('expected K/N, such as 3/10');
  return { number, of };
}
