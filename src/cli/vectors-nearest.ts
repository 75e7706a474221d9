/** @file `nerwin vectors nearest`: the words with the most similar vectors. */
import { Command } from 'commander';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import { WordLookUp } from '../vectors/ladder.js';
import { nearestWords } from '../vectors/nearest.js';
import { guessOf } from './guess.js';
import { jsonLine } from './json-output.js';
import { wholeBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { readVectorSource } from './vector-source.js';

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
      const lookUp = new WordLookUp(source);
      const { rung, rows } = lookUp.find(word);
      if (rung === 'unknown') {
        const guess = guessOf(word, source.words.slice(0, guessed));
        const hint = guess ? `did you mean '${guess}'?` : 'choose a word that the file has';
        throw new NerwinError('vectors', `${file}: no vector for '${word}'`, hint);
      }
      const vector = Float32Array.from({ length: source.d }, (_, j) =>
        rows.reduce((sum, row) => sum + lookUp.table[row * source.d + j] / rows.length, 0),
      );
      const neighbors = nearestWords(source, vector, count, new Set(rows));
      if (json) return io.out(jsonLine('vectors nearest', { word, step: rung, neighbors }));
      const lines = neighbors.map((each) => [each.word, each.similarity.toFixed(4)]);
      await print(
        plainTable(['word', 'similarity'], lines, { align: ['left', 'right'], columns: io.outColumns }),
        io,
      );
    });

/** A misspelled word is compared with the most frequent ones only, because the others take seconds. */
const guessed = 20_000;
