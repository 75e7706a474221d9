/** @file `nerwin model card`: writes a model card. */
import { Command } from 'commander';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { loadModel } from '../model/model-file.js';
import { rejectOverwrite } from '../output-guard.js';
import { type CardResult, modelCard } from '../run/model-card.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { modelMeaning, modelPath } from './model-option.js';
import type { Terminal } from './terminal.js';

interface CardOptions {
  readonly name: string;
  readonly license: string;
  readonly language: string;
  readonly results?: readonly string[];
  readonly output?: string;
}

export const cardCommand = (io: Terminal): Command =>
  new Command('card')
    .description('write a model card: Markdown with the YAML head that Hugging Face reads')
    .argument('[model]', modelMeaning)
    .option('--name <name>', 'the name of the model', 'nerwin')
    .option('--license <id>', 'its license; the file does not say it', 'unknown')
    .option('--language <code>', 'the language of its training data', 'en')
    .option(
      '--results <dataset=file...>',
      'results to list: names of data sets and files that eval --json wrote',
    )
    .option('-o, --output <file>', 'where to write the card (default: standard output)')
    .action(async (written: string | undefined, options: CardOptions) => {
      const path = modelPath(written);
      const { header, lexicon } = loadModel(path);
      const results = (options.results ?? []).map(resultOf);
      const { name, license, language, output } = options;
      const facts = { name, license, language, words: lexicon.V, dimension: lexicon.d, results };
      const card = modelCard(header, facts);
      if (output === undefined || output === '-') return io.out(card);
      rejectOverwrite('--output', output, [path]);
      writeAtomically(output, card);
    });

function resultOf(text: string): CardResult {
  const [dataset, ...rest] = text.split('=');
  const path = rest.join('=');
  if (path === '')
    throw new NerwinError('usage', `--results ${text}: expected DATASET=FILE`, 'write wnut17=eval.json');
  const json = readWhole(path, 'file', sizeLimits.table).toString();
  const entity = entityOf(json);
  if (entity) return { dataset, entity };
  throw new NerwinError(
    'file',
    `${path}: not a result of nerwin eval --json`,
    'write it with nerwin eval --json > FILE',
  );
}

/** Returns the scores of entities in a result of `eval --json`; undefined if it is not one. */
function entityOf(json: string): CardResult['entity'] | undefined {
  try {
    const { entity } = JSON.parse(json) as { entity?: CardResult['entity'] };
    const isScores = [entity?.f1, entity?.precision, entity?.recall].every(
      (value) => typeof value === 'number',
    );
    return isScores ? entity : undefined;
  } catch {
    return undefined;
  }
}
