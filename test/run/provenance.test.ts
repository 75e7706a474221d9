import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.js';
import { alternatives, knownPaths, type Setting, settingsAt } from '../../src/config/schema-tree.js';
import type { Config, ConfigInput } from '../../src/config/settings.js';
import type { PreparedRun } from '../../src/dataset/prepared-run.js';
import { FeatureSet } from '../../src/features/feature-set.js';
import { FeatureSpace } from '../../src/features/feature-space.js';
import { Gazetteer } from '../../src/features/gazetteer.js';
import { networkShapeOf } from '../../src/network/network-shape.js';
import { runFingerprint } from '../../src/run/provenance.js';
import { noFeatures } from '../windows/sample.js';

/** What may differ between a run and its resumption: where files are, what only costs time, and what is chosen after the last epoch. */
const harmless = [
  'corpus.root',
  'corpus.train',
  'corpus.dev',
  'corpus.test',
  'vectors.file',
  'training.swap.lists',
  'model.from',
  'kernel',
  'threads',
  'training.epochs',
  'decision.bag',
  'decision.from',
  'decision.tolerance',
  'decision.divide.levels',
  'decision.divide.except',
];

const part = { files: ['a'], sentences: 5, weight: 2 };
const minimal = { corpus: { train: [part, 'b'], dev: [{ files: ['b'] }] }, vectors: { file: 'v' } };
const bases: ConfigInput[] = [
  { ...minimal, features: { gazetteers: [{ file: 'g', name: 'g' }] }, training: { epochs: 40 } },
  { ...minimal, training: { rate: { schedule: 'inverse-time', decay: 1 } } },
  { ...minimal, training: { rate: { schedule: 'step', factor: 0.5, every: 3 } } },
  { ...minimal, model: { kind: 'softmax', types: ['LOC', 'PER'] } },
  { ...minimal, model: { from: 'm' } },
];

const layout = networkShapeOf({ d: 2, H: 3, radius: 1, wordFeatures: 0 });
const sources = {
  train: [{ name: 'a', sha256: '1' }],
  dev: [{ name: 'b', sha256: '2' }],
  vectors: { name: 'v', sha256: '3' },
  names: [],
};

/** The fingerprint of a prepared run with this config. */
function fingerprint(config: Config, more: Partial<PreparedRun> = {}): string {
  const space = new FeatureSpace([]);
  const features = new FeatureSet(noFeatures, space, space, [], undefined);
  return runFingerprint({ config, sources, layout, parts: [], features, ...more } as PreparedRun);
}

/** Values that a setting could have. */
function valuesFor(setting: Setting): unknown[] {
  const { enum: choices = [], type, const: only } = setting;
  if (type === 'boolean') return [true, false];
  if (type === 'number' || type === 'integer') return [1, 2, 3, 0.25, 0.125];
  if (type === 'array') return [['LOC', 'ORG'], ['LOC', 'PER', 'ORG'], [{ file: 'h', name: 'h' }]];
  if (type === 'string' && choices.length === 0 && only === undefined) return ['x', 'y'];
  return only === undefined ? [...choices] : [only];
}

/** A copy of `value` with `leaf` at `path`. */
function withLeaf(value: unknown, [key, ...rest]: readonly (string | number)[], leaf: unknown): unknown {
  if (key === undefined) return leaf;
  const inner = (value as Record<string | number, unknown> | undefined)?.[key];
  if (Array.isArray(value)) return value.with(Number(key), withLeaf(inner, rest, leaf));
  return { ...(value as object), [key]: withLeaf(inner, rest, leaf) };
}

/** Pairs of valid configs that differ only in the setting at `path`. */
function* pairsAt(path: readonly (string | number)[]): Generator<[Config, Config]> {
  const values = settingsAt(path).flatMap(alternatives).flatMap(valuesFor);
  for (const base of bases) {
    const before = configSchema.parse(base);
    for (const value of values) {
      const { success, data } = configSchema.safeParse(withLeaf(base, path, value));
      if (success && JSON.stringify(data) !== JSON.stringify(before)) yield [before, data];
    }
  }
}

const sections = new Set(knownPaths().map((path) => path.slice(0, -1).join('.')));
const leaves = knownPaths()
  .map((path) => path.join('.'))
  .filter((path) => !sections.has(path));

test('the schema has settings in every section', () => expect(leaves.length).toBeGreaterThan(60));

test.each(leaves.filter((leaf) => !harmless.includes(leaf)))(
  'changing %s changes the fingerprint of a run, so that no other run is resumed by mistake',
  (leaf) => {
    const pairs = [...pairsAt(leaf.split('.'))];
    expect(pairs.length).toBeGreaterThan(0);
    for (const [one, other] of pairs) expect(fingerprint(other)).not.toBe(fingerprint(one));
  },
);

test.each(['train.0.sentences', 'train.0.weight', 'dev.0.sentences'])(
  'changing corpus.%s changes the fingerprint of a run',
  (path) => {
    const keys = ['corpus', ...path.split('.').map((key) => (key === '0' ? 0 : key))];
    const [one, other] = [3, 4].map((count) => configSchema.parse(withLeaf(minimal, keys, count)));
    expect(fingerprint(other)).not.toBe(fingerprint(one));
  },
);

test('the source that a number of sentences belongs to is part of the fingerprint', () => {
  const some = { files: ['a'], sentences: 5 };
  const [one, other] = [
    [some, 'b'],
    ['a', { ...some, files: ['b'] }],
  ].map((train) => configSchema.parse({ ...minimal, corpus: { ...minimal.corpus, train } }));
  expect(fingerprint(other)).not.toBe(fingerprint(one));
});

test.each(harmless)('changing %s keeps the fingerprint, so that the run can be resumed', (leaf) => {
  const more =
    leaf.startsWith('corpus.') && leaf !== 'corpus.root'
      ? [['x'], ['y']]
      : ['x', 2, 0.01, 'loops', 'middle', 'dev', ['west'], [['town'], ['country']]];
  const configs = more.map((value) =>
    configSchema.safeParse(
      withLeaf({ ...minimal, corpus: { train: ['b'], dev: ['b'] } }, leaf.split('.'), value),
    ),
  );
  const valid = configs.flatMap(({ data }) => data ?? []);
  expect(valid.length).toBeGreaterThan(0);
  const base = configSchema.parse({ ...minimal, corpus: { train: ['b'], dev: ['b'] } });
  for (const config of valid) expect(fingerprint(config)).toBe(fingerprint(base));
});

test('the content of the files is part of the fingerprint: corpora, vectors and gazetteers', () => {
  const config = configSchema.parse(minimal);
  const of = (more: Partial<PreparedRun>) => fingerprint(config, more);
  const listed = (name: string) => {
    const space = new FeatureSpace([]);
    return new FeatureSet(noFeatures, space, space, [Gazetteer.from('g', [name])], undefined);
  };
  const changed = { name: 'a', sha256: 'other' };
  const all = [
    of({}),
    of({ sources: { ...sources, train: [changed] } }),
    of({ sources: { ...sources, dev: [changed] } }),
    of({ sources: { ...sources, vectors: changed } }),
    of({ sources: { ...sources, names: [changed] } }),
    of({ layout: { ...layout, F: 7 } }),
    of({ parts: [{ end: 5, weight: 2 }] }),
    of({ features: listed('Paris') }),
    of({ features: listed('Rome') }),
  ];
  expect(new Set(all).size).toBe(all.length);
});
