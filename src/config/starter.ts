/**
 * @file The commented config that `nerwin config init` writes: every setting with its meaning, range and
 * default, generated from the schema, with the values of a config that ships.
 */

import { expectation } from './describe-setting.js';
import { loadConfig } from './load.js';
import { configSchema } from './schema.js';
import { alternatives, jsonSchema, type Setting } from './schema-tree.js';
import { shippedConfig } from './shipped-configs.js';
import { inlineYaml } from './write.js';

const header = `# nerwin config. Train with: nerwin train --config FILE
# A setting whose default is named has another value here. Any line with the default can be left out.
# For completion in an editor, run nerwin config schema > nerwin.schema.json and add this as the first line:
#   yaml-language-server: $schema=./nerwin.schema.json
`;

const columns = 100;

/**
 * Returns a commented config with the values of the config `name` that ships. The one of `first` can be used for
 * training unchanged; others need the corpora that their comments name.
 */
export function starter(name = 'first'): string {
  const { path, comments } = shippedConfig(name);
  const { config } = loadConfig(path);
  const { corpus, vectors } = config;
  const least = {
    corpus: { train: [...corpus.train], dev: [...corpus.dev] },
    vectors: { file: vectors.file },
  };
  const lines = section(jsonSchema(), config, configSchema.parse(least), '');
  const origin =
    name === 'first'
      ? ''
      : `#\n# Values from the config ${name} that ships with nerwin:\n${comments.join('\n')}\n`;
  return `${header}${origin}${lines.join('\n')}\n`;
}

function section(
  { properties = {} }: Setting,
  values: object,
  defaults: object | undefined,
  indent: string,
): string[] {
  return Object.entries(properties).flatMap(([key, setting]) => {
    const value = (values as Record<string, unknown>)[key];
    if (value === undefined)
      return [...comment(`${setting.description}${range(setting)}`, indent), `${indent}# ${key}: (not set)`];
    const standard = (defaults as Record<string, unknown> | undefined)?.[key];
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
        ...section(inside, value as object, sectionOf(standard), `${indent}  `),
      ];
    }
    return [
      ...gap,
      ...comment(`${setting.description}${range(setting)}${unlike(value, standard)}`, indent),
      `${indent}${key}: ${inlineYaml(value)}`,
    ];
  });
}

const sectionOf = (value: unknown): object | undefined => (value instanceof Object ? value : undefined);

/** Returns the default, if the value is another one. */
const unlike = (value: unknown, standard: unknown): string =>
  standard === undefined || inlineYaml(value) === inlineYaml(standard)
    ? ''
    : `; default: ${inlineYaml(standard)}`;

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
