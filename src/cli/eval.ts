/** @file `nerwin eval`: evaluates a model on a corpus. */
import { Command, Option } from 'commander';
import { strictSchemes } from '../evaluation/seqeval.js';
import { units } from '../run/evaluation-groups.js';
import { withCorpusInput } from './corpus-input.js';
import { withCorpusFormatOptions } from './corpus-options.js';
import { type EvalOptions, evaluateModels } from './eval-action.js';
import { shard } from './eval-shard-option.js';
import { evaluateTagged } from './eval-tagged.js';
import { commaSeparated } from './lists.js';
import { modelMeaning } from './model-option.js';
import { anyNumber, numberBetween, wholeBetween } from './numbers.js';
import { rawArgs } from './raw-arguments.js';
import type { Terminal } from './terminal.js';

const examples = `
Examples:
  nerwin eval --corpus dev.conll
  nerwin eval --corpus news.conll --corpus mail.conll --corpus wiki/*.conll
  nerwin eval --corpus test.conll --model runs/seeds --seeds
  nerwin eval --corpus test.conll --by document --json
  nerwin eval --tagged output-of-any-tool.txt
  nerwin eval --corpus 'parts/*.conll' --shard 3/10 --save shards/3.jsonl
  nerwin eval --merge 'shards/*.jsonl'

Exit codes: 0 done, 2 usage, 3 unreadable model or corpus, 4 the entity F1 is below --min-f1 (of any corpus, the mean of the models).`;

/** Options with which there is no report. */
const withoutReport = ['tagged', 'shard', 'save'];

export const evalCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('eval')
      .description('evaluate a model on a corpus: precision, recall and F1')
      .option(
        '-m, --model <file...>',
        `${modelMeaning}; several models, or a folder of train --repeat, give mean ± standard deviation`,
      )
      .option('--seeds', 'the model must be several runs, such as a folder that train --repeat wrote')
      .option(
        '--corpus <file...>',
        'corpus files or globs; each --corpus is a corpus of its own, a row of one table',
      )
      .option(
        '--shard <k/n>',
        'score only the k-th of n parts of the files, and save it for --merge (needs --save)',
        shard,
      )
      .option('--save <file>', 'where to save the shard, or - for standard output')
      .option('--merge <file...>', 'evaluate the saved shards as one corpus: the same figures as one run')
      .addOption(new Option('--by <unit>', 'also print the scores of each of these').choices(units))
      .option(
        '--tagged <file>',
        'evaluate a file instead whose last two columns are the gold tag and the predicted tag, of any tool; - for standard input',
      )
      .addOption(
        new Option(
          '--strict-scheme <name>',
          'the scheme for the strict mode of --tagged (default: as the gold tags show)',
        ).choices(strictSchemes),
      )
      .option(
        '--against <file>',
        'compare with another model, or with a file of predictions as --predictions writes it: difference of F1, interval, p',
      )
      .addOption(
        new Option(
          '--threshold <number>',
          "the score above which a token is a location (default: the model's threshold)",
        )
          .argParser(anyNumber)
          .conflicts('operatingPoint'),
      )
      .option('--operating-point <name>', 'use a named operating point of the model')
      .option(
        '--train-corpus <file...>',
        'the training corpus, to tell the names that the model has seen (default: that of the run folder)',
      )
      .option(
        '--locations <types>',
        "entity types that count as locations, separated by commas (default: the model's types)",
        commaSeparated('types of entities'),
      ),
  )
    .option(
      '--document',
      'let the scores of a name in a document move toward their mean, as `tag --document` does',
    )
    .option('--predictions <file>', 'write a file with the columns token, gold and predicted, for conlleval')
    .addOption(new Option('--html <file>', 'write a report as one HTML page').conflicts(withoutReport))
    .addOption(
      new Option('--markdown <file>', 'write the report as Markdown, with its pictures beside it').conflicts(
        withoutReport,
      ),
    )
    .option(
      '--min-f1 <fraction>',
      'exit with code 4 if the entity F1 is below this value',
      numberBetween(0, 1),
    )
    .option('--mistakes <number>', 'how many mistakes of each kind to print', wholeBetween(0, 999_999), 5)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(
      withCorpusInput(io, (options: EvalOptions, command: Command) =>
        options.tagged === undefined
          ? evaluateModels(options, rawArgs(command), io)
          : evaluateTagged(options.tagged, options, io),
      ),
    );
