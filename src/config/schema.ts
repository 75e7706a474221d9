/**
 * @file Every setting there is: its name, range, default and meaning. The messages of the loader, the starter file
 * and the JSON Schema in `configs/` are made from this one description, so they cannot disagree with it.
 *
 * All objects are strict. A range stands in the schema when it concerns one number; what concerns several settings
 * at once stands in `consistency.ts`.
 */
import * as z from 'zod';
import { contradictions } from './consistency.js';
import { corpus, features, vectors, windows } from './data-sections.js';
import { texts, whole } from './ranges.js';
import { corruption, decision, loss, model, selection, training } from './training-sections.js';

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
    corruption: corruption
      .prefault({})
      .describe('the windows that a true one is compared with; only for the network'),
    model: model.prefault({}).describe('what is trained'),
    loss: loss.prefault({}).describe('what is made small'),
    training: training.prefault({}).describe('how it is made small'),
    selection: selection.prefault({}).describe('which epoch is kept'),
    decision: decision.prefault({}).describe('how scores become locations'),
    kernel: z
      .enum(['auto', 'loops', 'simd'])
      .default('auto')
      .describe('the arithmetic: both give the same bits, auto takes the faster one'),
    threads: whole(1, 256)
      .default(1)
      .describe(
        'the networks of a bag are trained so many at a time, and threads that are left over share the work of a network; the result never depends on their number',
      ),
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
