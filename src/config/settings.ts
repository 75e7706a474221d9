/**
 * @file Every setting with its name, range, default and meaning. The error messages, the starter file and the
 * JSON Schema in `configs/` are generated from this one description, so they cannot disagree with it.
 *
 * All objects are strict. Constraints on a single value are part of the schema; constraints between settings are
 * in `consistency.ts`, and `schema.ts` combines both.
 */
import * as z from 'zod';
import { corpus, features, vectors, windows } from './data-sections.js';
import { corruption, decision, loss, model, selection, training } from './training-sections.js';
import { texts, whole } from './value-schemas.js';

/** The settings that training one network depends on, besides its data. Every one has a default. */
export const trainingSchema = z.strictObject({
  seed: whole(0, 4_294_967_295).default(1).describe('random seed; the same seed produces the same bytes'),
  corruption: corruption
    .prefault({})
    .describe('the corrupt windows that true windows are compared with; only for the network'),
  model: model.prefault({}).describe('the model'),
  loss: loss.prefault({}).describe('the loss'),
  training: training.prefault({}).describe('the optimizer and the training schedule'),
  selection: selection.prefault({}).describe('which epoch is kept'),
  decision: decision.prefault({}).describe('how scores become locations'),
  kernel: z
    .enum(['auto', 'loops', 'simd'])
    .default('auto')
    .describe('the compute kernel: loops and simd produce the same bits; auto chooses the faster one'),
  threads: whole(1, 256)
    .default(1)
    .describe(
      'number of threads; with training.bag, this many networks are trained in parallel, and spare threads share the work of a network; the result never depends on it',
    ),
});

const { seed, ...trainingSettings } = trainingSchema.shape;

/**
 * All settings of a training run. Settings with a default may be omitted in the input; the output is
 * complete.
 */
export const settingsSchema = z.strictObject({
  seed,
  corpus: corpus.describe('the corpus files and how to read them'),
  locations: texts().default(['LOC']).describe('the entity types in the corpora that count as locations'),
  vectors: vectors.describe('the word vectors; training does not change them'),
  windows: windows.prefault({}).describe('the window of words around each token'),
  features: features.prefault({}).describe('features in the input x besides the word vectors'),
  ...trainingSettings,
});

/** A resolved config: nothing is missing, every default is filled in. */
export type Config = z.output<typeof settingsSchema>;

/** A config as written: settings with a default may be missing. */
export type ConfigInput = z.input<typeof settingsSchema>;

/** The learning-rate schedule of a resolved config. */
export type Rate = Config['training']['rate'];
