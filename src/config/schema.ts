/** @file The schema of a config: every setting on its own, and the constraints between settings. */
import { contradictions } from './consistency.js';
import { settingsSchema } from './settings.js';

/** Checks a config and fills in its defaults. */
export const configSchema = settingsSchema.superRefine((config, context) => {
  for (const { path, other, message } of contradictions(config)) {
    context.addIssue({ code: 'custom', path: path.split('.'), message, params: { other } });
  }
});
