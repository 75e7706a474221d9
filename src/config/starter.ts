/**
 * @file The starter that `nerwin config init` writes: every setting with its meaning, range and default, made from
 * the schema, on the corpus and vectors that ship.
 */
import { alternatives, jsonSchema, type Setting } from './description.js';
import { expectation } from './expectation.js';
import { type ConfigInput, configSchema } from './schema.js';
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

/** The starter as YAML; it loads and trains as it is. */
export function starter(): string {
  const lines = section(jsonSchema(), configSchema.parse(shipped), '');
  return `${header}${lines.join('\n')}\n`;
}

function section({ properties = {} }: Setting, values: object, indent: string): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const setting = properties[key]!;
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

/** What the setting takes, in brackets, unless its value and description show it already. */
function range(setting: Setting): string {
  const obvious =
    setting.const !== undefined || (setting.type === 'string' && !setting.enum) || setting.type === 'boolean';
  return obvious ? '' : ` (${expectation([setting])})`;
}

/** Whether `value` is the alternative with these keys: its constants agree. */
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

/** `text` as lines of comment, broken between words. */
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
