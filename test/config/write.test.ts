import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { corpusRoot, resolvePath, vectorsFile } from '../../src/config/paths.js';
import { configSchema } from '../../src/config/schema.js';
import { jsonSchema, knownPaths, settingsAt } from '../../src/config/schema-tree.js';
import type { Config, ConfigInput } from '../../src/config/settings.js';
import { starter } from '../../src/config/starter.js';
import { stringifyConfig } from '../../src/config/write.js';
import { packagePath } from '../../src/package.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function loaded(text: string, name = 'config.yaml'): Config {
  const path = join(folder, name);
  writeFileSync(path, text);
  return loadConfig(path).config;
}

const minimal: ConfigInput = { corpus: { train: 'a', dev: 'b' }, vectors: { file: 'v' } };

/** Text of every kind, but whole: half of a surrogate pair has no UTF-8. */
const words = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    '*.conll',
    'null',
    'true',
    '1e3',
    '~',
    '- a',
    '# x',
    'a: b',
    "'",
    '"',
    ' x ',
    'yes',
    '.nan',
    '0x1',
    '<<',
    '\u2028',
    'x\n y',
  ),
);
const positive = fc.double({ min: 1e-9, max: 100, noNaN: true });

const inputs: fc.Arbitrary<ConfigInput> = fc.record({
  seed: fc.integer({ min: 0, max: 4_294_967_295 }),
  corpus: fc.record({
    root: words,
    train: fc.oneof(words, fc.array(words, { minLength: 1, maxLength: 3 })),
    dev: fc.array(words, { minLength: 1, maxLength: 3 }),
    test: fc.array(words, { maxLength: 2 }),
    documents: fc.oneof(
      fc.constantFrom('auto' as const, 'docstart' as const, 'file' as const),
      fc.integer({ min: 1, max: 99 }),
    ),
  }),
  locations: fc.array(words, { minLength: 1, maxLength: 3 }),
  vectors: fc.record({
    file: words,
    dimension: fc.option(fc.integer({ min: 1, max: 4096 })),
    keep: fc.oneof(
      fc.constantFrom('auto' as const, 'corpus' as const, 'all' as const),
      fc.integer({ min: 1, max: 1e8 }),
    ),
  }),
  features: fc.record({
    gazetteers: fc.uniqueArray(fc.record({ file: words, name: words }), {
      maxLength: 3,
      selector: ({ name }) => name,
    }),
    lexicon: fc.boolean(),
  }),
  training: fc.record({
    l2: fc.double({ min: 0, max: 10, noNaN: true }).map((value) => value + 0),
    rate: fc.oneof(
      fc.record({ start: positive }),
      fc.record({ schedule: fc.constant('constant' as const), start: positive }),
      fc.record({ schedule: fc.constant('inverse-time' as const), decay: positive }),
      fc.record({
        schedule: fc.constant('step' as const),
        factor: fc.double({ min: 1e-9, max: 1, noNaN: true }),
        every: fc.integer({ min: 1, max: 10_000 }),
      }),
    ),
  }),
});

test('a config that was written, as YAML or as JSON, loads as the same config', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const config = configSchema.parse(input);
      const text = stringifyConfig(config);
      expect(loaded(text)).toEqual(config);
      expect(stringifyConfig(loaded(text))).toBe(text);
      expect(loaded(JSON.stringify(config), 'config.json')).toEqual(config);
    }),
    { numRuns: 100 },
  );
});

test('keys are written in schema order, independent of their order in the config', () => {
  const config = configSchema.parse(minimal);
  const reversed = Object.fromEntries(Object.entries(config).reverse()) as Config;
  expect(stringifyConfig(reversed)).toBe(stringifyConfig(config));
});

test('the starter loads, names the default of each setting that differs, and describes every setting', () => {
  const text = starter();
  const config = loaded(text);
  const { corpus, vectors } = config;
  const standard = configSchema.parse({
    corpus: { ...minimal.corpus, ...onShipped },
    vectors: { file: 'shipped' },
  });
  expect(config).not.toEqual(standard);
  const named = text.split('\n').filter((line) => line.startsWith('#') === false);
  for (const [key, value] of [
    ['shape', 'false'],
    ['strategy', 'uniform'],
    ['activation', 'tanh'],
    ['epochs', '20'],
    ['thresholds', 'one'],
  ]) {
    const at = named.findIndex((line) => line.trim().startsWith(`${key}: `));
    const description = named.slice(0, at).join(' ').replaceAll(/ +# /g, ' ');
    expect(description.endsWith(`default: ${value}`), key).toBe(true);
  }
  expect(corpus.root).toBe('shipped');
  expect(vectors.file).toBe('shipped');
  const words = text.replace(/\n *# /g, ' ');
  for (const path of knownPaths()) {
    const [setting] = settingsAt(path);
    expect(setting.description, path.join('.')).toBeTruthy();
    expect(text, path.join('.')).toMatch(new RegExp(`(^ *(?:# )?|[{,] )${path.at(-1)}\\b`, 'm'));
    const inOtherSchedule = path[1] === 'rate' && !['schedule', 'start', 'end'].includes(path[2]);
    if (!inOtherSchedule && path[2] !== 'schedule' && path[1] !== 'gazetteers')
      expect(words).toContain(setting.description);
  }
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
});

const onShipped = { root: 'shipped', train: 'train.conll', dev: 'dev.conll', test: 'test.conll' };

test('configs/nerwin.schema.json is the schema', () => {
  const file = packagePath('configs/nerwin.schema.json');
  expect(readFileSync(file, 'utf8'), 'renew it with `nerwin config schema`').toBe(
    `${JSON.stringify(jsonSchema(), null, 2)}\n`,
  );
});

test('every config in configs/ loads and names the schema in its first line', () => {
  const files = readdirSync(packagePath('configs')).filter((name) => /\.ya?ml$/.test(name));
  for (const name of files) expect(() => loadConfig(packagePath(`configs/${name}`)), name).not.toThrow();
  const first = '# yaml-language-server: $schema=./nerwin.schema.json\n';
  expect(
    files.filter((name) => !readFileSync(packagePath(`configs/${name}`), 'utf8').startsWith(first)),
  ).toEqual([]);
});

test('paths are relative to the config file; `shipped` means the package', () => {
  writeFileSync(join(folder, 'paths.yaml'), stringifyConfig(configSchema.parse(minimal)));
  const config = loadConfig(join(folder, 'paths.yaml'), { set: ['corpus.root=../x'] });
  expect(corpusRoot(config)).toBe(join(folder, '../x'));
  expect(vectorsFile(config)).toBe(join(folder, 'v'));
  const shipped = loadConfig(join(folder, 'paths.yaml'), {
    set: ['corpus.root=shipped', 'vectors.file=shipped'],
  });
  expect(corpusRoot(shipped)).toBe(packagePath('data/corpus'));
  expect(vectorsFile(shipped)).toBe(packagePath('data/vectors/wink-100d.nwv'));
  expect(resolvePath(folder, '/absolute', 'data/corpus')).toBe('/absolute');
});
