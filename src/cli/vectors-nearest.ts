/** @file `nerwin vectors nearest`: the words with the most similar vectors. */
import { Command } from 'commander';
import { readVectorSource } from '../dataset/vector-source.js';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import { nearestTo } from '../vectors/nearest.js';
import { guessOf } from './guess.js';
import { jsonLine } from './json-output.js';
import { wholeBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface NearestOptions {
  readonly count: number;
  readonly json?: true;
}

export const nearestCommand = (io: Terminal) =>
  new Command('nearest')
    .description('print the words whose vectors are most similar to that of a word (cosine similarity)')
    .argument('<file>', 'word vectors in any supported format; shipped; a model or a run folder')
    .argument('<word>', 'the word, looked up as in text')
    .option('-n, --count <number>', 'number of words to print', wholeBetween(1, 1000), 10)
    .option('--json', 'print the result as JSON')
    .action(async (file: string, word: string, { count, json }: NearestOptions) => {
      const source = await readVectorSource(file);
      const result = nearestTo(source, word, count);
      if (!result) {
        const guess = guessOf(word, source.words.slice(0, guessed));
        const hint = guess ? `did you mean '${guess}'?` : 'choose a word that the file has';
        throw new NerwinError('vectors', `${file}: no vector for '${word}'`, hint);
      }
      if (json) return io.out(jsonLine('vectors nearest', result));
      const lines = result.neighbors.map((each) => [each.word, each.similarity.toFixed(4)]);
      await print(
        plainTable(['word', 'similarity'], lines, { align: ['left', 'right'], columns: io.outColumns }),
        io,
      );
    });

/** A misspelled word is compared with the most frequent ones only, because the others take seconds. */
const guessed = 20_000;
