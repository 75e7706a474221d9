/** @file `nerwin model`: describes, checks and strips model files, and writes their cards. */

import { Command } from 'commander';
import { verifyModel } from '../api/verify-model.js';
import { plural } from '../plural.js';
import { jsonLine } from './json-output.js';
import { cardCommand } from './model-card.js';
import { infoCommand } from './model-info.js';
import { modelMeaning, modelPath } from './model-option.js';
import { stripCommand } from './model-strip.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

export const modelCommand = (io: Terminal): Command =>
  new Command('model')
    .description('describe, check and strip model files, and write model cards')
    .addCommand(infoCommand(io))
    .addCommand(verifyCommand(io))
    .addCommand(stripCommand(io))
    .addCommand(cardCommand(io));

const verifyCommand = (io: Terminal) =>
  new Command('verify')
    .description('read a whole model or checkpoint and compare all checksums; exit code 3 if it is damaged')
    .argument('[model]', `${modelMeaning}; also a checkpoint`)
    .option('--json', 'print the result as JSON')
    .action((written: string | undefined, { json }: { json?: true }) => {
      const file = modelPath(written);
      const result = verifyModel(file);
      if (json) return io.out(jsonLine('model verify', result));
      const what = `${file}: ${result.kind}, ${plural(result.tensors, 'tensor', 'tensors')}, ${plural(result.bytes, 'byte', 'bytes')}`;
      const state = result.hasChecksums
        ? 'all checksums match'
        : 'no checksums, as written by version 0.1; shapes and numbers are valid';
      return print(`${what}: ${state}\n`, io);
    });
