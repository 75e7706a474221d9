/**
 * @file Every setting there is: its name, range, default and meaning. The messages of the loader, the starter file
 * and the JSON Schema in `configs/` are made from this one description, so they cannot disagree with it.
 *
 * All objects are strict. A range stands in the schema when it concerns one number; what concerns several settings
 * at once stands in `consistency.ts`.
 */
import * as z from 'zod';
import { contradictions } from './consistency.js';

const whole = (least: number, most: number) => z.int().min(least).max(most);
const columnNumber = () => z.union([whole(1, 1000), whole(-1000, -1)]);
const share = () => z.number().min(0).max(1);
const shareBelowOne = () => z.number().min(0).lt(1);
const text = () => z.string().min(1);

/** A list of strings, for which a single string may stand. */
const texts = () =>
  z
    .union([text(), z.array(text()).min(1)])
    .transform((value) => (typeof value === 'string' ? [value] : value));

const columns = z.strictObject({
  token: columnNumber()
    .default(1)
    .describe('the column of the word, from 1; negative numbers count from the end'),
  tag: columnNumber().default(-1).describe('the column of the tag; -1 is the last one'),
  separator: z
    .enum(['any', 'tab', 'space'])
    .default('any')
    .describe('what stands between columns; any = runs of spaces and tabs'),
});

const corpus = z.strictObject({
  root: text()
    .default('.')
    .describe(
      "the folder where the corpus's paths start, relative to this file; shipped = the corpus that comes with nerwin",
    ),
  train: texts().describe('files or globs to learn from'),
  dev: texts().describe('files or globs on which the epoch and the threshold are chosen'),
  test: z
    .union([text(), z.array(text())])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .default([])
    .describe('files or globs to report on at the end; may be left out'),
  format: z.enum(['auto', 'columns', 'jsonl']).default('auto').describe('how the files are written'),
  columns: columns.prefault({}).describe('where word and tag stand in files of columns'),
  scheme: z
    .enum(['auto', 'IOB1', 'IOB2', 'BIOES', 'IO'])
    .default('auto')
    .describe('how tags mark the borders of entities'),
  documents: z
    .union([z.enum(['auto', 'docstart', 'file']), whole(1, 1_000_000)])
    .default('auto')
    .describe(
      'where documents end: at -DOCSTART- lines, at the end of each file, or after a number of sentences',
    ),
});

const vectors = z.strictObject({
  file: text().describe(
    'a file of word vectors, relative to this file; shipped = the vectors that come with nerwin',
  ),
  dimension: whole(1, 4096)
    .nullable()
    .default(null)
    .describe('numbers in a vector; null = as in the file, a number is checked against the file'),
  keep: z
    .union([z.enum(['corpus', 'all']), whole(1, 100_000_000)])
    .default('corpus')
    .describe(
      "words in the model's lexicon: those of the corpora, all, or the given number of most frequent ones",
    ),
});

const windows = z.strictObject({
  radius: whole(0, 10)
    .default(2)
    .describe('words to the left and to the right of the centre; 2 = windows of five'),
});

const gazetteer = z.strictObject({
  file: text().describe('a list of names, one a line, relative to this file'),
  name: text().describe('what the feature is called in explanations'),
});

const features = z.strictObject({
  shape: z.boolean().default(false).describe("classes of a word's capitals and digits"),
  shape2: z.boolean().default(false).describe("a word's collapsed pattern, such as Xx-Xx"),
  affixes: whole(0, 10).default(0).describe('letters in the longest prefix and suffix; 0 = none'),
  affixBuckets: whole(1, 16_777_216).default(4096).describe('affixes are hashed into so many features'),
  sentence: z
    .boolean()
    .default(false)
    .describe('features of the sentence: capitals throughout, title case and the like'),
  sentenceMean: z.boolean().default(false).describe("the mean of the sentence's word vectors (dense)"),
  documentMean: z.boolean().default(false).describe("the mean of the document's word vectors (dense)"),
  lexicon: z
    .boolean()
    .default(false)
    .describe('how often the word is a location in the training corpus, its own document left out'),
  gazetteers: z
    .array(gazetteer)
    .default([])
    .describe('lists of names; each one is a feature: { file, name }'),
  minimumCount: whole(1, 1_000_000).default(1).describe('a feature seen fewer times in training is dropped'),
});

const hard = z.strictObject({
  share: share().default(0.5).describe('the share of mined windows; the others are drawn uniformly'),
  quantile: z
    .number()
    .gt(0)
    .max(1)
    .default(0.25)
    .describe('mined are windows that score above this quantile of the true scores minus the margin'),
  minimum: whole(1, 1_000_000).default(200).describe('mine at least so many windows'),
});

const corruption = z.strictObject({
  strategy: z
    .enum(['uniform', 'sentence', 'replace-centre', 'hard'])
    .default('uniform')
    .describe(
      'where corrupt windows come from: anywhere, the same sentence, the true window with another centre, or those that score best',
    ),
  perTrue: whole(1, 1000).default(10).describe('corrupt windows for each true one'),
  hard: hard.prefault({}).describe('only for the strategy hard'),
});

const model = z.strictObject({
  kind: z
    .enum(['window', 'softmax'])
    .default('window')
    .describe('window = uᵀf(Wx + b), the network; softmax = the linear classifier'),
  hidden: whole(1, 4096).default(100).describe('hidden units; only for the network'),
  activation: z
    .enum(['tanh', 'hardtanh', 'sigmoid', 'relu', 'identity'])
    .default('tanh')
    .describe('f, applied to each hidden unit; only for the network'),
  types: z
    .array(text())
    .default([])
    .describe('entity types that are classes of their own, only for softmax; [] = locations as one class'),
});

const loss = z.strictObject({
  kind: z
    .enum(['margin', 'anchored'])
    .default('margin')
    .describe(
      'margin = max(0, margin − s + s_c) over pairs; anchored = each score on its own side of a learned threshold',
    ),
  margin: z
    .number()
    .gt(0)
    .max(1000)
    .default(1)
    .describe('how far a true window must score above a corrupt one'),
  reduction: z.enum(['mean', 'sum']).default('mean').describe('over the pairs of a batch'),
});

const start = z.number().gt(0).max(100).default(0.5).describe('the learning rate of the first step');

const rate = z.discriminatedUnion('schedule', [
  z.strictObject({ schedule: z.literal('constant').describe('the rate never changes'), start }),
  z
    .strictObject({
      schedule: z
        .literal('linear')
        .optional()
        .meta({ description: 'from start to end in a straight line over all steps', default: 'linear' }),
      start,
      end: z.number().min(0).max(100).default(0).describe('the learning rate after the last step'),
    })
    .transform(({ start, end }) => ({ schedule: 'linear' as const, start, end })),
  z.strictObject({
    schedule: z.literal('inverse-time').describe('start / (1 + decay · epoch)'),
    start,
    decay: z.number().min(0).max(1000).describe('how fast the rate falls, per epoch'),
  }),
  z.strictObject({
    schedule: z.literal('step').describe('multiplied by factor after every so many epochs'),
    start,
    factor: z.number().gt(0).max(1).describe('what the rate is multiplied by'),
    every: whole(1, 10_000).describe('after so many epochs'),
  }),
]);

const averaging = z.strictObject({
  from: whole(0, 10_000)
    .default(0)
    .describe('the epoch from which the mean of θ is kept, counted from 1; 0 = off'),
  every: whole(1, 1_000_000).default(16).describe('steps between two samples of the mean'),
});

const training = z.strictObject({
  epochs: whole(1, 10_000).default(20).describe('passes over the true windows'),
  batch: whole(1, 65_536).default(32).describe('true windows in a step'),
  optimizer: z.enum(['sgd', 'adagrad']).default('sgd').describe('how a step follows the gradient'),
  rate: rate
    .prefault({})
    .describe('the learning rate: schedule constant, linear, inverse-time (decay) or step (factor, every)'),
  momentum: shareBelowOne().default(0).describe('of stochastic gradient descent'),
  l2: z.number().min(0).max(10).default(0).describe('λ of λ/2 ‖W‖²'),
  dropout: shareBelowOne()
    .default(0)
    .describe('share of the dense part of x that is left out while training'),
  averaging: averaging
    .prefault({})
    .describe('the mean of the parameters over the steps, instead of the last ones'),
  sparseScale: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .describe('the initial scale of the weights of sparse features'),
});

const selection = z.strictObject({
  metric: z
    .enum(['dev.entity.f1', 'dev.token.f1', 'dev.averagePrecision', 'loss'])
    .default('dev.entity.f1')
    .describe('the best epoch by this is the model'),
  patience: whole(0, 10_000)
    .default(0)
    .describe('stop after so many epochs without a better one; 0 = never stop early'),
});

const decision = z.strictObject({
  thresholds: z
    .enum(['one', 'two'])
    .default('one')
    .describe('two = a location has one word over the higher threshold and goes on over the lower one'),
});

/** All settings of a training run. The input may leave out what has a default; the output has everything. */
export const configSchema = z
  .strictObject({
    seed: whole(0, 4_294_967_295)
      .default(1)
      .describe('start of the random generator; the same seed gives the same bytes'),
    corpus: corpus.describe('what is read'),
    locations: texts().default(['LOC']).describe('the entity types of the corpora that count as location'),
    vectors: vectors.describe('the word vectors, which stay fixed'),
    windows: windows.prefault({}).describe('what the network sees of a sentence'),
    features: features.prefault({}).describe('what x holds besides the word vectors'),
    corruption: corruption.prefault({}).describe('the windows that a true one is compared with'),
    model: model.prefault({}).describe('what is trained'),
    loss: loss.prefault({}).describe('what is made small; only for the network'),
    training: training.prefault({}).describe('how it is made small'),
    selection: selection.prefault({}).describe('which epoch is kept'),
    decision: decision.prefault({}).describe('how scores become locations'),
    kernel: z
      .enum(['auto', 'loops', 'simd'])
      .default('auto')
      .describe('the arithmetic: both give the same bits, auto takes the faster one'),
    threads: whole(1, 256).default(1).describe('worker threads; the result never depends on their number'),
  })
  .superRefine((config, context) => {
    for (const { path, other, message } of contradictions(config)) {
      context.addIssue({ code: 'custom', path: path.split('.'), message, params: { other } });
    }
  });

/** A resolved config: nothing is missing, every default is filled in. */
export type Config = z.output<typeof configSchema>;

/** A config as written: what has a default may be missing. */
export type ConfigInput = z.input<typeof configSchema>;

/** The learning-rate schedule of a resolved config. */
export type Rate = Config['training']['rate'];
