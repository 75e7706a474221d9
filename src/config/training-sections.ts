/** @file The sections about what is learned: corrupt windows, model, loss, steps, selection, decision. */
import * as z from 'zod';
import { share, shareBelowOne, text, whole } from './ranges.js';

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

export const corruption = z.strictObject({
  strategy: z
    .enum(['uniform', 'sentence', 'replace-centre', 'hard'])
    .default('uniform')
    .describe(
      'where corrupt windows come from: anywhere, the same sentence, the true window with another centre, or those that score best',
    ),
  perTrue: whole(1, 1000).default(10).describe('corrupt windows for each true one'),
  hard: hard.prefault({}).describe('only for the strategy hard'),
});

export const model = z.strictObject({
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

export const loss = z.strictObject({
  kind: z
    .enum(['margin', 'anchored'])
    .default('margin')
    .describe(
      'margin = max(0, margin − s + s_c) over pairs; anchored = each score on its own side of a learned threshold; only for the network, a softmax has cross-entropy',
    ),
  margin: z
    .number()
    .gt(0)
    .max(1000)
    .default(1)
    .describe('how far a true window must score above a corrupt one; only for the network'),
  reduction: z
    .enum(['mean', 'sum'])
    .default('mean')
    .describe('over the pairs of a batch, or the tokens of a softmax'),
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

const recase = z.strictObject({
  lower: share().default(0).describe('share of the sentences that come a second time in small letters'),
  upper: share().default(0).describe('share of the sentences that come a second time in capitals'),
});

export const training = z.strictObject({
  bag: whole(1, 64)
    .default(1)
    .describe(
      'train so many networks, with the seeds seed, seed + 1, …, and merge them into one; as many at the same time as there are threads; only for the network',
    ),
  epochs: whole(1, 10_000)
    .default(20)
    .describe('passes over the true windows, or over all tokens for a softmax'),
  batch: whole(1, 65_536).default(32).describe('true windows in a step, or tokens for a softmax'),
  optimizer: z.enum(['sgd', 'adagrad']).default('sgd').describe('how a step follows the gradient'),
  rate: rate
    .prefault({})
    .describe('the learning rate: schedule constant, linear, inverse-time (decay) or step (factor, every)'),
  momentum: shareBelowOne().default(0).describe('of stochastic gradient descent'),
  l2: z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .describe('λ of λ/2 ‖W‖², the weights of the sparse features that a batch touches included'),
  dropout: shareBelowOne()
    .default(0)
    .describe('share of the dense part of x that is left out while training'),
  averaging: averaging
    .prefault({})
    .describe('the mean of the parameters over the steps, instead of the last ones'),
  recase: recase.prefault({}).describe('copies of training sentences, for text without usual capitals'),
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
    .describe('the learning rate of the weights of sparse features, as a multiple of that of the others'),
});

export const selection = z.strictObject({
  metric: z
    .enum(['dev.entity.f1', 'dev.token.f1', 'dev.averagePrecision', 'loss'])
    .default('dev.entity.f1')
    .describe('the best epoch by this is the model'),
  patience: whole(0, 10_000)
    .default(0)
    .describe('stop after so many epochs without a better one; 0 = never stop early'),
});

export const decision = z.strictObject({
  thresholds: z
    .enum(['one', 'two', 'edges'])
    .default('one')
    .describe(
      'two = a location has one word over the higher threshold and goes on over the lower one; edges = the same, and a word in small letters at either end needs the higher one, unless all words of the location are in small letters',
    ),
});
