/** @file The settings that a model was trained with, from its header. */
import { trainingSchema } from '../config/settings.js';
import { NerwinError } from '../error.js';
import type { TrainingSettings } from './settings.js';

/**
 * Returns the settings that the model at `path` was trained with; settings missing in its header have their defaults.
 * @throws {NerwinError} `model` if the header holds something else.
 */
export function storedSettings(path: string, config: Readonly<Record<string, unknown>>): TrainingSettings {
  const known = Object.keys(trainingSchema.shape).map((name) => [name, config[name]]);
  const { success, data, error } = trainingSchema.safeParse(Object.fromEntries(known));
  if (success) return data;
  throw new NerwinError(
    'model',
    `${path}: its header does not contain the settings that it was trained with`,
    'use the config itself with --config, or train the model again',
    { cause: error },
  );
}
