/**
 * @file The JSON Schemas of what the commands print with `--json`. `npm run schemas` writes them into `configs/schemas`, from the types in
 * `src/cli/json-output.ts` and their docstrings.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createGenerator, type Schema } from 'ts-json-schema-generator';

const root = new URL('../', import.meta.url);
export const schemaFolder = fileURLToPath(new URL('configs/schemas/', root));

/** `model info` → `model-info.schema.json`. */
export const schemaFile = (name: string): string => `${name.replaceAll(' ', '-')}.schema.json`;

/** Returns the text of each schema by the name of its file. */
export function jsonSchemas(): Map<string, string> {
  const generator = createGenerator({
    path: fileURLToPath(new URL('src/cli/json-output.ts', root)),
    tsconfig: fileURLToPath(new URL('tsconfig.json', root)),
    skipTypeCheck: true,
    additionalProperties: false,
    encodeRefs: false,
    topRef: false,
  });
  return new Map(
    [
      { type: 'JsonOutputs', titleOf: (name: string) => `What nerwin ${name} --json prints` },
      { type: 'RunFiles', titleOf: (name: string) => `A line of ${name}.jsonl in a run folder` },
      { type: 'RunDocuments', titleOf: (name: string) => `${name}.json in a run folder` },
    ].flatMap(({ type, titleOf }) => {
      const { $schema, properties = {}, definitions = {} } = generator.createSchema(type);
      return Object.entries(properties).map(([name, schema]): [string, string] => {
        const whole = { $schema, title: titleOf(name), ...withDefinitions(schema as Schema, definitions) };
        return [schemaFile(name), `${JSON.stringify(whole, null, 2)}\n`];
      });
    }),
  );
}

type Definitions = NonNullable<Schema['definitions']>;

const prefix = '#/definitions/';

/**
 * Returns a schema that stands for itself: at the top what `schema` refers to, below `definitions` what that needs.
 * Types that have no name of their own, such as `Readonly<Record<string, number>>`, are written where they are used.
 */
function withDefinitions(schema: Schema, all: Definitions): Schema {
  const used = new Map<string, unknown>();
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    const reference = '$ref' in value ? value.$ref : undefined;
    if (typeof reference !== 'string')
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
    const name = reference.slice(prefix.length);
    const definition = all[name];
    if (definition === undefined) throw new Error(`no definition of ${name}`);
    if (/\W/.test(name)) return { ...(copy(definition) as object), ...without(value, '$ref') };
    if (!used.has(name)) {
      used.set(name, {}); // a type can refer to itself
      used.set(name, copy(definition));
    }
    return value;
  };
  const top = schema.$ref?.slice(prefix.length);
  const body = copy(top === undefined ? schema : all[top]) as Schema;
  const definitions = Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1)));
  return used.size === 0 ? body : { ...body, definitions: definitions as Definitions };
}

const without = (value: object, key: string): object =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const schemas = jsonSchemas();
  for (const file of readdirSync(schemaFolder)) if (!schemas.has(file)) rmSync(`${schemaFolder}${file}`);
  for (const [file, text] of schemas) writeFileSync(`${schemaFolder}${file}`, text);
}
