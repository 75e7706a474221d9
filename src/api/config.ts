/** @file Configs in the library. */
import { resolveConfig as resolve } from '../config/load.js';
import { jsonSchema, type Setting } from '../config/schema-tree.js';
import type { Config } from '../config/settings.js';
import { isPlainObject, wrong } from './arguments.js';
import type { TrainConfig } from './train.js';

/**
 * Checks a config and returns it with every default filled in: what `nerwin config show --json` prints. Throws a
 * `NerwinError` of code `config` with one line per problem, each with the path of its key.
 *
 * @example
 * ```ts
 * import { resolveConfig } from 'nerwin/tools';
 *
 * const { training } = resolveConfig({
 *   corpus: { train: 'train.conll', dev: 'dev.conll' },
 *   vectors: { file: 'shipped' },
 *   training: { epochs: 3 },
 * });
 * console.log(training.epochs, training.batch > 0); // → 3 true
 * ```
 */
export function resolveConfig(config: TrainConfig): Config {
  if (!isPlainObject(config)) throw wrong('config', 'an object', config);
  return resolve(config, process.cwd()).config;
}

/**
 * Returns the JSON Schema of configs, for editors and validators: what `nerwin config schema` prints.
 *
 * @example
 * ```ts
 * import { configSchema } from 'nerwin/tools';
 *
 * console.log('training' in (configSchema().properties ?? {})); // → true
 * ```
 */
export const configSchema = (): Setting => jsonSchema();
