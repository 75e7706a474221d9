/** @file `nerwin eval`: evaluates a model on a corpus. */
import { Command, Option } from 'commander';
import { openCorpus } from '../corpus/corpus.js';
import { findFiles } from '../corpus/files.js';
import { evaluationWarnings } from '../dataset/data-warnings.js';
import { entityPairsOf } from '../dataset/entity-pairs.js';
import type { Shard } from '../dataset/evaluation-shards.js';
import {
  type CorpusEvaluation,
  evaluateScored,
  mistakesIn,
  type ScoredCorpus,
  scoreCorpus,
} from '../dataset/model-evaluation.js';
import { KnownNames } from '../dataset/other-entities.js';
import { predictionsOf } from '../dataset/predictions.js';
import { grouped, percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import type { Reliability } from '../evaluation/calibration.js';
import type { Mistake } from '../evaluation/mistakes.js';
import { bootstrapIntervals } from '../evaluation/resampling.js';
import type { Scores } from '../evaluation/scores.js';
import { type StrictScheme, strictSchemes } from '../evaluation/seqeval.js';
import { sentenceCounts } from '../evaluation/standards.js';
import { writePieces } from '../file.js';
import type { ModelHeader } from '../model/model.js';
import { loadModel } from '../model/model-file.js';
import { operatingPoint } from '../model/operating-point.js';
import type { Thresholds } from '../model/thresholds.js';
import { type EvaluationUnit, groupEvaluation, units } from '../run/evaluation-groups.js';
import { reliabilityHeadings, reliabilityRows } from '../run/reliability-table.js';
import { trainedNames } from '../run/trained-names.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { againstText, comparisonWith, standardsText } from './eval-comparison.js';
import { errorsText, pointsText } from './eval-errors.js';
import { shard } from './eval-shard-option.js';
import { evaluateTagged } from './eval-tagged.js';
import { jsonLine } from './json-output.js';
import { commaSeparated } from './lists.js';
import { modelMeaning, modelPath } from './model-option.js';
import { anyNumber, numberBetween, wholeBetween } from './numbers.js';
import { rejectOverwrites } from './output-guard.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn, warnOfSlowKernel } from './warnings.js';

interface EvalOptions extends CorpusFormatOptions {
  readonly model?: string[];
  readonly seeds?: true;
  readonly by?: EvaluationUnit;
  readonly corpus?: string[];
  readonly shard?: Shard;
  readonly save?: string;
  readonly merge?: string[];
  readonly tagged?: string;
  readonly strictScheme?: StrictScheme;
  readonly against?: string;
  readonly threshold?: number;
  readonly operatingPoint?: string;
  readonly locations?: string[];
  readonly trainCorpus?: string[];
  readonly predictions?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly minF1?: number;
  readonly mistakes: number;
  readonly json?: true;
}

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
    .action((options: EvalOptions, command: Command) =>
      options.tagged === undefined
        ? evaluateModels(options, rawArgs(command), io)
        : evaluateTagged(options.tagged, options, io),
    );

/** The arguments as written: commander joins the values of an option that is repeated. */
const rawArgs = (command: Command): readonly string[] =>
  (command as Command & { readonly rawArgs: readonly string[] }).rawArgs;

async function evaluateModels(options: EvalOptions, args: readonly string[], io: Terminal): Promise<void> {
  const { corpus, strictScheme, merge } = options;
  if (merge) return evaluateMerged(merge, options, args, io);
  if (!corpus || strictScheme !== undefined)
    throw new NerwinError(
      'usage',
      corpus ? '--strict-scheme needs --tagged' : 'nothing to evaluate',
      'name the corpus with --corpus FILE, or a file with gold and predicted tags with --tagged FILE',
    );
  const { corporaOf, evaluateMany, modelsOf } = await import('./eval-table.js');
  const models = modelsOf(options.model, options.seeds ?? false);
  const corpora = corporaOf(args, corpus);
  if (options.shard || options.save !== undefined) return evaluateShard(models, corpora, options, args, io);
  if (models.length === 1 && corpora.length === 1) return evaluateModel(models[0], corpus, options, args, io);
  const { by, predictions, against, html, markdown } = options;
  const single = Object.entries({ by, predictions, against, html, markdown }).find(
    ([, value]) => value !== undefined,
  );
  if (single)
    throw new NerwinError(
      'usage',
      `--${single[0]} needs one model and one corpus`,
      'run eval for each of them',
    );
  return evaluateMany(models, corpora, options, (point) => thresholdsOf(options, point), io);
}

async function evaluateModel(
  path: string,
  patterns: readonly string[],
  options: EvalOptions,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  const model = loadModel(path);
  const { locations = model.header.locations } = options;
  const files = await findFiles(patterns, process.cwd());
  const reading = corpusOptions(options, '--locations');
  const score = () => scoreCorpus(model, files, reading, locations, 'auto');
  return evaluateOne({ model, path, files, score }, options, args, io);
}

/** Evaluates saved shards as one corpus. */
async function evaluateMerged(
  patterns: readonly string[],
  options: EvalOptions,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  const { corpus, shard, save, strictScheme, seeds } = options;
  const other = Object.entries({ corpus, shard, save, 'strict-scheme': strictScheme, seeds }).find(
    ([, value]) => value !== undefined,
  );
  if (other)
    throw new NerwinError(
      'usage',
      `--merge cannot be combined with --${other[0]}`,
      'the shards hold the corpus',
    );
  const { mergedShards } = await import('./eval-shards.js');
  const path = modelPath(options.model?.[0]);
  const model = loadModel(path);
  const { locations = model.header.locations } = options;
  const files = await findFiles(patterns, process.cwd());
  return evaluateOne(
    { model, path, files, score: () => mergedShards({ model, path }, files, locations) },
    options,
    args,
    io,
  );
}

/** Scores and saves one shard. */
async function evaluateShard(
  models: readonly string[],
  corpora: readonly string[][],
  options: EvalOptions,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  const { shard, save, locations } = options;
  if (!shard || save === undefined)
    throw new NerwinError(
      'usage',
      shard ? '--shard needs --save' : '--save needs --shard',
      'for example: --shard 3/10 --save shards/3.jsonl',
    );
  if (models.length > 1 || corpora.length > 1)
    throw new NerwinError('usage', '--shard needs one model and one corpus', 'run eval for each of them');
  const [path] = models;
  const model = loadModel(path);
  const { saveShard } = await import('./eval-shards.js');
  const reading = corpusOptions(options, '--locations');
  const types = locations ?? model.header.locations;
  return saveShard({ model, path }, corpora[0], reading, types, { shard, save }, args, io);
}

/** A model, and the files or shards that it is evaluated on. */
interface Evaluated {
  readonly model: ReturnType<typeof loadModel>;
  readonly path: string;
  readonly files: readonly string[];
  score(): Promise<ScoredCorpus>;
}

async function evaluateOne(
  { model, path, files, score }: Evaluated,
  options: EvalOptions,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  warnOfSlowKernel('auto', io);
  const { locations = model.header.locations, predictions } = options;
  const { html, markdown } = options;
  rejectOverwrites({ '--predictions': predictions, '--html': html, '--markdown': markdown }, [
    path,
    ...files,
  ]);
  const training = await trainingNames(options, path, model.header, locations);
  const scored = { ...(await score()), training };
  const warnings = [...scored.warnings, ...evaluationWarnings(model.header, scored, options.locations ?? [])];
  for (const line of warnings) warn(line, io);
  const thresholds = thresholdsOf(options, operatingPoint(model.header, options.operatingPoint));
  const result = evaluateScored(scored, thresholds, model.header);
  if (predictions !== undefined) writePieces(predictions, predictionsOf(scored, thresholds));
  const own = entityPairsOf(scored.scores, scored.encoded, scored.gold, thresholds);
  const counts = sentenceCounts(own);
  const against =
    options.against === undefined
      ? undefined
      : { other: options.against, ...(await comparisonWith(options.against, own, files, options)) };
  const intervals = bootstrapIntervals(counts);
  const by = options.by && groupEvaluation(scored.sentences(), counts, options.by);
  if (options.json)
    await io.out(
      jsonLine('eval', { ...result, intervals, ...(against ? { against } : {}), ...(by ? { by } : {}) }),
    );
  else {
    await print(page(result, mistakesIn(scored, thresholds, options.mistakes), io), io);
    if (by) await print((await import('./eval-table.js')).groupsText(by, io.outColumns), io);
    await print(pointsText(result.operatingPoints, io.outColumns), io);
    await print(errorsText(result.errors, io.outColumns), io);
    await print(
      `${standardsText(result.standards, intervals, io.outColumns)}${against ? againstText(against) : ''}`,
      io,
    );
  }
  if (html !== undefined || markdown !== undefined) {
    const { writeEvaluation } = await import('./eval-document.js');
    const { summary } = scored;
    const mistakes = mistakesIn(scored, thresholds, options.mistakes);
    for (const file of writeEvaluation(result, {
      ...{
        path,
        summary,
        warnings,
        intervals,
        mistakes,
        args,
        against: against && againstText(against).trim(),
      },
      ...{ html, markdown },
    }))
      io.note(`wrote ${file}`);
  }
  if (options.minF1 !== undefined && result.entity.f1 < options.minF1) {
    throw new NerwinError(
      'gate',
      `entity F1 is ${result.entity.f1.toFixed(4)}, below --min-f1 ${options.minF1}`,
    );
  }
}

/** Returns the names of `--train-corpus`, or else of the run folder of the model, if it has one. */
async function trainingNames(
  options: EvalOptions,
  path: string,
  header: ModelHeader,
  locations: readonly string[],
): Promise<KnownNames | undefined> {
  if (!options.trainCorpus) return trainedNames(path, header);
  const files = await findFiles(options.trainCorpus, process.cwd());
  const corpus = await openCorpus(files, corpusOptions(options, '--locations'));
  return KnownNames.ofSentences(corpus.sentences(), locations);
}

const thresholdsOf = ({ threshold }: EvalOptions, point: Thresholds): Thresholds =>
  threshold === undefined ? point : { start: threshold, extend: threshold };

function page(result: CorpusEvaluation, mistakes: readonly Mistake[], io: Terminal): string {
  const row = (name: string, { precision, recall, f1, tp, fp, fn }: Scores): string[] => [
    name,
    percent(precision),
    percent(recall),
    percent(f1),
    ...[tp, fp, fn].map(grouped),
  ];
  const table = plainTable(
    ['', 'precision', 'recall', 'F1', 'TP', 'FP', 'FN'],
    [
      row('token', result.token),
      row('entity', result.entity),
      ...Object.entries(result.types ?? {}).map(([type, { entity }]) => row(type, entity)),
    ],
    { columns: io.outColumns },
  );
  const { dim, bold } = io.color;
  const lines = mistakes.map(
    ({ kind, before, text, after, gold, score, type }) =>
      `${kind.padEnd(8)} ${score.toFixed(2).padStart(6)}  ${dim(tail(before))} ${bold(`[${shown(text)}]`)} ${dim(head(after))}${kind === 'boundary' ? `  gold: ${shown(gold)}` : type === undefined ? '' : `  gold: ${type}`}`,
  );
  return [
    `${grouped(result.sentences)} sentences, ${grouped(result.tokens)} tokens; scores in percent, entities counted as in conlleval`,
    table.trimEnd(),
    `average precision ${percent(result.averagePrecision)}, threshold ${result.threshold.toFixed(4)}`,
    ...(result.types
      ? ['rows for an entity type use the most likely class of each token, without a threshold']
      : []),
    ...(result.reliability ? ['', ...reliabilityLines(result.reliability, io.outColumns)] : []),
    ...(lines.length > 0 ? ['', 'the most confident mistakes:', ...lines] : []),
    '',
  ].join('\n');
}

function reliabilityLines(reliability: Reliability, columns?: number): string[] {
  const error = `expected calibration error ${percent(reliability.error)}`;
  return [error, plainTable([...reliabilityHeadings], reliabilityRows(reliability), { columns }).trimEnd()];
}

/**
 * Returns the last six words of the context before a mistake, and the first six
 * words of the context after it.
 */
const tail = (words: string): string => shown(words.split(' ').slice(-6).join(' '));
const head = (words: string): string => shown(words.split(' ').slice(0, 6).join(' '));

/** Truncates overlong words, such as a one-megabyte line without a space. */
const shown = (words: string): string => words.replace(/(\S{100})\S+/gu, '$1…');
