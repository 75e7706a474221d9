/** @file The config sections for training: corrupt windows, model, loss, training, selection, decision. */
import * as z from 'zod';
import { activations, definitionOf } from '../network/activation.js';
import { explained, oneOf, share, shareBelowOne, text, texts, whole } from './value-schemas.js';

const hard = z.strictObject({
  share: share()
    .default(0.5)
    .describe('fraction of corrupt windows that are mined; the others are drawn uniformly'),
  quantile: z
    .number()
    .gt(0)
    .max(1)
    .default(0.25)
    .describe(
      'windows are mined if they score above this quantile of the true-window scores minus the margin',
    ),
  minimum: whole(1, 1_000_000).default(200).describe('mine at least this many windows'),
});

/** How corrupt windows are drawn: `windows/corruption.ts`. */
const strategies = {
  uniform: 'anywhere',
  sentence: 'the same sentence',
  'replace-center': 'the true window with another center word',
  hard: 'the highest-scoring windows',
};

/** Accepts the spelling of configs written for earlier versions. */
const currentSpelling = (value: unknown): unknown => (value === 'replace-centre' ? 'replace-center' : value);

export const corruption = z.strictObject({
  strategy: z
    .preprocess(currentSpelling, oneOf(strategies))
    .prefault('uniform')
    .describe(`where corrupt windows come from: ${explained(strategies)}`),
  perTrue: whole(1, 1000).default(10).describe('number of corrupt windows per true window'),
  hard: hard.prefault({}).describe('used only by the strategy hard'),
});

const formulas = Object.fromEntries(activations.map((name) => [name, definitionOf(name).text]));

export const model = z.strictObject({
  kind: z
    .enum(['window', 'softmax'])
    .default('window')
    .describe('window = the network uᵀf(Wx + b); softmax = the linear softmax classifier'),
  hidden: whole(1, 4096).default(100).describe('number of hidden units; only for model.kind: window'),
  activation: z
    .enum(activations)
    .default('tanh')
    .describe(
      `activation function f of the hidden units: ${explained(formulas, '; ')}; only for model.kind: window`,
    ),
  from: text()
    .nullable()
    .default(null)
    .describe(
      'a trained model to start from, relative to this file; shipped = the shipped model. Its words, weights, radius, hidden, activation and features are used; null = random weights',
    ),
  types: z
    .array(text())
    .default([])
    .describe('entity types with a class of their own; only for softmax; [] = one class for all locations'),
});

/** The losses of the network: `training/pair-objective.ts`. */
const losses = {
  margin: 'max(0, margin − s + s_c) over pairs',
  anchored: 'each score on its own side of a learned threshold',
};
export type LossKind = keyof typeof losses;
export const lossKinds = Object.keys(losses) as readonly LossKind[];

export const loss = z.strictObject({
  kind: oneOf(losses)
    .default('margin')
    .describe(`${explained(losses, '; ')}; only for the network (softmax always uses cross-entropy)`),
  margin: z
    .number()
    .gt(0)
    .max(1000)
    .default(1)
    .describe('how much higher a true window must score than a corrupt one; only for model.kind: window'),
  reduction: z
    .enum(['mean', 'sum'])
    .default('mean')
    .describe('how losses are combined over the pairs of a batch (over tokens for softmax)'),
});

const start = z.number().gt(0).max(100).default(0.5).describe('the learning rate of the first step');

const rate = z.discriminatedUnion('schedule', [
  z.strictObject({ schedule: z.literal('constant').describe('the rate never changes'), start }),
  z
    .strictObject({
      schedule: z
        .literal('linear')
        .optional()
        .meta({ description: 'decreases linearly from start to end over all steps', default: 'linear' }),
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
    schedule: z.literal('step').describe('multiplied by factor every N epochs (N = every)'),
    start,
    factor: z.number().gt(0).max(1).describe('factor by which the rate is multiplied'),
    every: whole(1, 10_000).describe('number of epochs between two changes of the rate'),
  }),
]);

const averaging = z.strictObject({
  from: whole(0, 10_000).default(0).describe('the first epoch that is averaged, counted from 1; 0 = off'),
  every: whole(1, 1_000_000).default(16).describe('steps between two samples for the average'),
});

const recase = z.strictObject({
  lower: share().default(0).describe('fraction of sentences that are added again in lowercase'),
  upper: share().default(0).describe('fraction of sentences that are added again in uppercase'),
});

const swap = z.strictObject({
  share: share()
    .default(0)
    .describe(
      'fraction of the sentences with a listed location that are added again with other names; 0 = off',
    ),
  copies: whole(1, 100)
    .default(1)
    .describe('number of copies of each sentence, each made with this probability'),
  lists: texts()
    .default(['shipped'])
    .describe('files with one name per line, with a class after a tab; shipped = the shipped list of places'),
  kinds: z
    .array(text())
    .default([])
    .describe('the classes of names that are swapped, each within its class; [] = all classes of the lists'),
  persons: share()
    .default(0)
    .describe('fraction of the sentences with a person that are added again with a listed name in the name'),
  organizations: share()
    .default(0)
    .describe(
      'fraction of the sentences with an organization that are added again with a listed name in the name',
    ),
});

export const training = z.strictObject({
  bag: whole(1, 64)
    .default(1)
    .describe(
      'train this many networks, with seeds seed, seed + 1, …, and merge them into one; up to `threads` networks are trained in parallel; only for the network',
    ),
  epochs: whole(1, 10_000).default(20).describe('passes over the true windows (over all tokens for softmax)'),
  batch: whole(1, 65_536).default(32).describe('true windows per step (tokens for softmax)'),
  optimizer: z.enum(['sgd', 'adagrad']).default('sgd').describe('the update rule'),
  rate: rate
    .prefault({})
    .describe(
      'the learning rate; schedule: constant, linear, inverse-time (needs decay) or step (needs factor and every)',
    ),
  momentum: shareBelowOne().default(0).describe('momentum of stochastic gradient descent'),
  l2: z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .describe('λ in the L2 penalty λ/2 ‖W‖², which includes the weights of the sparse features in the batch'),
  dropout: shareBelowOne()
    .default(0)
    .describe('fraction of the dense part of x that is dropped during training'),
  averaging: averaging
    .prefault({})
    .describe('use the average of the parameters over the steps instead of the last parameters'),
  recase: recase
    .prefault({})
    .describe(
      'add copies of training sentences in lowercase or uppercase, for text without normal capitalization',
    ),
  swap: swap
    .prefault({})
    .describe('add copies of training sentences with names replaced by others of the same kind'),
  sparseScale: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .describe('the initial scale of the weights of sparse features'),
  sparseRate: z
    .number()
    .gt(0)
    .max(100)
    .default(1)
    .describe(
      'the learning rate of the weights of sparse features, as a multiple of the rate of the other parameters',
    ),
});

export const selection = z.strictObject({
  metric: z
    .enum(['dev.entity.f1', 'dev.token.f1', 'dev.averagePrecision', 'loss'])
    .default('dev.entity.f1')
    .describe('the metric that selects the best epoch'),
  patience: whole(0, 10_000)
    .default(0)
    .describe('stop after this many epochs without improvement; 0 = never stop early'),
});

const bagThresholds = {
  mean: "the mean of the networks' own thresholds",
  dev: 'chosen on dev again, for the merged network',
  middle: 'halfway between the two',
};

const thresholdsFrom = {
  dev: 'chosen on dev',
  model: 'those of the model in model.from, for a dev split with few locations',
};

const divide = z.strictObject({
  levels: z
    .array(z.array(z.string().min(1)).min(1))
    .default([])
    .describe(
      'classes of the lists in features.gazetteers, from the lowest level up, such as [[city1, city2], [region], [country]]; an empty list divides nothing',
    ),
  except: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'names, in lowercase, at which no location is divided, because they are often part of another name, such as west',
    ),
});

export const decision = z.strictObject({
  thresholds: z
    .enum(['one', 'two', 'edges'])
    .default('one')
    .describe(
      'one = a single threshold; two = a location needs one word above the higher threshold and includes neighbors above the lower one; edges = like two, but a lowercase word at either end must be above the higher threshold, unless all words of the location are lowercase',
    ),
  bag: oneOf(bagThresholds)
    .default('mean')
    .describe(`the thresholds of the networks of training.bag, once merged: ${explained(bagThresholds)}`),
  from: oneOf(thresholdsFrom)
    .default('dev')
    .describe(`where the thresholds and operating points come from: ${explained(thresholdsFrom)}`),
  tolerance: z
    .number()
    .min(0)
    .max(0.1)
    .default(0)
    .describe(
      'how much below the best entity F1 on dev the final thresholds may be, as a fraction; of those within it, the highest start and then the lowest extend is taken: on text of another kind, this marks less that is no location, and cuts fewer locations short. 0 = the best ones',
    ),
  divide: divide
    .prefault({})
    .describe(
      'divide a location that consists of listed names, each of a higher level than the one before (Invercargill | New Zealand); epochs and thresholds are chosen without it',
    ),
});
