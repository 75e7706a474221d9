/** @file Writes a resolved config as YAML that can be loaded again. */
import { Document, stringify, visit } from 'yaml';
import { escapedControls } from '../control-characters.js';
import { configSchema } from './schema.js';
import type { Config } from './settings.js';

/** Returns the config as YAML, keys in the order of the schema; loading it gives the same config. */
export function stringifyConfig(config: Config): string {
  const document = new Document(configSchema.parse(config), { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      // YAML reads the escapes of control characters only between double quotes; the terminal writes them as escapes
      if (typeof scalar.value === 'string' && escapedControls(scalar.value) !== scalar.value)
        scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return escapedControls(document.toString({ lineWidth: 0 }));
}

/** Formats a value as one line of YAML. */
export function inlineYaml(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trimEnd();
}
