/** @file Writes a resolved config as YAML that can be loaded again. */
import { stringify } from 'yaml';
import { configSchema } from './schema.js';
import type { Config } from './settings.js';

/** Returns the config as YAML, keys in the order of the schema; loading it gives the same config. */
export function stringifyConfig(config: Config): string {
  return stringify(configSchema.parse(config), { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** Formats a value as one line of YAML. */
export function inlineYaml(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
