/** @file `nerwin model strip`: writes a model without what tagging does not need. */

import { Command } from 'commander';
import { writeStripped } from '../api/strip-model.js';
import { loadModel } from '../model/model-file.js';
import { rejectOverwrite } from '../output-guard.js';
import { plural } from '../plural.js';
import { jsonLine } from './json-output.js';
import { modelMeaning, modelPath } from './model-option.js';
import { wholeBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface StripOptions {
  readonly output: string;
  readonly words?: number;
  readonly json?: true;
}

export const stripCommand = (io: Terminal): Command =>
  new Command('strip')
    .description(
      'write a model without its training settings and the hashes of its inputs; the scores stay the same',
    )
    .argument('[model]', modelMeaning)
    .requiredOption('-o, --output <file>', 'where to write the stripped model')
    .option(
      '--words <number>',
      'keep only this many words of the lexicon, the most frequent: much smaller, but rarer words become unknown',
      wholeBetween(1, 100_000_000),
    )
    .option('--json', 'print the result as JSON')
    .action(async (written: string | undefined, { output, words, json }: StripOptions) => {
      const path = modelPath(written);
      rejectOverwrite('--output', output, [path]);
      const result = writeStripped(loadModel(path), output, words, '--words');
      if (json) return io.out(jsonLine('model strip', result));
      await print(
        `${output}: ${plural(result.bytes, 'byte', 'bytes')}, ${plural(result.words, 'word', 'words')}\n`,
        io,
      );
    });
