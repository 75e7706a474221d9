/** @file The actions of `nerwin eval`: one model and corpus, a table of several, a shard, or merged shards. */
import { openCorpus } from '../corpus/corpus.js';
import { findFiles } from '../corpus/files.js';
import { evaluationWarnings } from '../dataset/data-warnings.js';
import { entityPairsOf } from '../dataset/entity-pairs.js';
import {
  agreeing,
  evaluateScored,
  mistakesIn,
  type ScoredCorpus,
  samplesIn,
  scoreCorpus,
} from '../dataset/model-evaluation.js';
import { KnownNames } from '../dataset/other-entities.js';
import { predictionsOf } from '../dataset/predictions.js';
import type { Shard } from '../dataset/shard-header.js';
import { NerwinError } from '../error.js';
import { bootstrapIntervals } from '../evaluation/resampling.js';
import type { StrictScheme } from '../evaluation/seqeval.js';
import { sentenceCounts } from '../evaluation/standards.js';
import { writePieces } from '../file.js';
import type { ModelHeader } from '../model/model.js';
import { loadModel } from '../model/model-file.js';
import { operatingPoint } from '../model/operating-point.js';
import type { Thresholds } from '../model/thresholds.js';
import { rejectOverwrites } from '../output-guard.js';
import { type EvaluationUnit, groupEvaluation } from '../run/evaluation-groups.js';
import { trainedNames } from '../run/trained-names.js';
import { type CorpusFormatOptions, corpusOptions } from './corpus-options.js';
import { againstText, comparisonWith } from './eval-comparison.js';
import { wholeEvaluationText } from './eval-text.js';
import { jsonLine } from './json-output.js';
import { modelPath } from './model-option.js';
import { print } from './print.js';
import { commandWords } from './raw-arguments.js';
import type { Terminal } from './terminal.js';
import { warn, warnOfSlowKernel } from './warnings.js';

/** Options of `nerwin eval`. */
export interface EvalOptions extends CorpusFormatOptions {
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
  readonly document?: true;
  readonly minF1?: number;
  readonly mistakes: number;
  readonly json?: true;
  /** The file for what --json prints; only `report` sets it. */
  readonly result?: string;
}

/** Evaluates as the options say; `args` are the arguments as written. */
export async function evaluateModels(
  options: EvalOptions,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  const { corpus, strictScheme, merge } = options;
  if (merge) return evaluateMerged(merge, options, commandWords('eval', args).join(' '), io);
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
  const command = commandWords('eval', args).join(' ');
  return evaluateOne({ model, path, files, score }, options, command, io);
}

/** Evaluates saved shards as one corpus. `command` is the command that the report names. */
export async function evaluateMerged(
  patterns: readonly string[],
  options: EvalOptions,
  command: string,
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
    command,
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
  if (options.document)
    throw new NerwinError(
      'usage',
      '--shard cannot be combined with --document',
      'add --document to the command with --merge: shards hold the scores of each sentence alone',
    );
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
  command: string,
  io: Terminal,
): Promise<void> {
  warnOfSlowKernel('auto', io);
  const { locations = model.header.locations, predictions } = options;
  const { html, markdown, result: resultFile } = options;
  const outputs = { '--predictions': predictions, '--html': html, '--markdown': markdown };
  rejectOverwrites({ ...outputs, '--output': resultFile }, [path, ...files]);
  const training = await trainingNames(options, path, model.header, locations);
  const own = await score();
  const scored = { ...(options.document ? agreeing(own) : own), training };
  const warnings = evaluationWarnings(model.header, scored, options.locations ?? []);
  for (const line of warnings) warn(line, io);
  const thresholds = thresholdsOf(options, operatingPoint(model.header, options.operatingPoint));
  const pairs = entityPairsOf(scored.scores, scored.encoded, scored.gold, thresholds);
  const result = evaluateScored(scored, thresholds, model.header, pairs);
  if (predictions !== undefined) writePieces(predictions, predictionsOf(scored, thresholds));
  const counts = sentenceCounts(pairs);
  const against =
    options.against === undefined
      ? undefined
      : { other: options.against, ...(await comparisonWith(options.against, pairs, files, options)) };
  const intervals = bootstrapIntervals(counts);
  const by = options.by && groupEvaluation(scored.sentences(), counts, options.by);
  const hasReport = html !== undefined || markdown !== undefined;
  const mistakes = options.json && !hasReport ? [] : mistakesIn(scored, thresholds, options.mistakes);
  const json = (): string =>
    jsonLine('eval', { ...result, intervals, ...(against ? { against } : {}), ...(by ? { by } : {}) });
  if (resultFile !== undefined) writePieces(resultFile, [json()]);
  if (options.json) await io.out(json());
  else await print(await wholeEvaluationText(result, { intervals, against, by }, mistakes, io), io);
  if (hasReport) {
    const { writeEvaluation } = await import('./eval-document.js');
    const { summary } = scored;
    const difference = against && againstText(against).trim();
    const samples = samplesIn(scored, thresholds);
    const { header } = model;
    const facts = {
      path,
      header,
      summary,
      warnings,
      intervals,
      mistakes,
      samples,
      command,
      against: difference,
    };
    for (const file of await writeEvaluation(result, { ...facts, html, markdown })) io.note(`wrote ${file}`);
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
