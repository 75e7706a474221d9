/**
 * @file The starter config that `nerwin config init` writes: every setting with its meaning, range and
 * default, generated from the schema, for the corpus and vectors that come with nerwin.
 */

import { expectation } from './describe-setting.js';
import { configSchema } from './schema.js';
import { alternatives, jsonSchema, type Setting } from './schema-tree.js';
import type { ConfigInput } from './settings.js';
import { inlineYaml } from './write.js';

const shipped: ConfigInput = {
  corpus: { root: 'shipped', train: 'train.conll', dev: 'dev.conll', test: 'test.conll' },
  vectors: { file: 'shipped' },
};

const header = `# nerwin config. Train with: nerwin train --config FILE
# All values are the defaults, except for the corpus and the vectors, so any other line can be left out.
# For completion in an editor, run nerwin config schema > nerwin.schema.json and add this as the first line:
#   yaml-language-server: $schema=./nerwin.schema.json
`;

const columns = 100;

/** Returns the starter config as YAML; it can be used for training unchanged. */
export function starter(): string {
  const lines = section(jsonSchema(), configSchema.parse(shipped), '');
  return `${header}${lines.join('\n')}\n`;
}

function section({ properties = {} }: Setting, values: object, indent: string): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const setting = properties[key];
    const inside = alternatives(setting).find(({ properties: keys }) => keys && matches(keys, value));
    const gap = indent === '' ? [''] : [];
    if (inside) {
      const others = alternatives(setting).filter((other) => other !== inside);
      return [
        ...gap,
        ...comment(setting.description ?? '', indent),
        ...others.map(
          (other) =>
            `${indent}#   or { ${Object.keys(other.properties ?? {})
              .map((name) => fixed(other, name))
              .join(', ')} }`,
        ),
        `${indent}${key}:`,
        ...section(inside, value as object, `${indent}  `),
      ];
    }
    return [
      ...gap,
      ...comment(`${setting.description}${range(setting)}`, indent),
      `${indent}${key}: ${inlineYaml(value)}`,
    ];
  });
}

/** Returns the accepted values in parentheses, or nothing if they are obvious from the value and description. */
function range(setting: Setting): string {
  const obvious =
    setting.const !== undefined || (setting.type === 'string' && !setting.enum) || setting.type === 'boolean';
  return obvious ? '' : ` (${expectation([setting])})`;
}

/** True if `value` matches the alternative with these keys, that is, all its constants are equal. */
function matches(keys: Readonly<Record<string, Setting>>, value: unknown): boolean {
  return Object.entries(keys).every(
    ([key, setting]) =>
      setting.const === undefined || setting.const === (value as Record<string, unknown>)[key],
  );
}

function fixed({ properties }: Setting, key: string): string {
  const only = properties?.[key]?.const;
  return only === undefined ? key : `${key}: ${String(only)}`;
}

/** Wraps `text` into comment lines. */
function comment(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + word.length + 3 > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${indent}# ${each}`);
}
