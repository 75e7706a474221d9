import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type LoadedConfig, loadConfig, type Overrides } from '../../src/config/load.js';
import { NerwinError } from '../../src/error.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const required = 'corpus: { train: a.conll, dev: b.conll }\nvectors: { file: v.txt }\n';

function load(text: string | Uint8Array, overrides: Overrides = {}, name = 'my.yaml'): LoadedConfig {
  const path = join(folder, name);
  writeFileSync(path, text);
  return loadConfig(path, overrides);
}

/** The lines of the error, without the folder. */
function faults(text: string | Uint8Array, overrides: Overrides = {}, name = 'my.yaml'): string[] {
  try {
    load(text, overrides, name);
  } catch (error) {
    expect(error).toBeInstanceOf(NerwinError);
    expect((error as NerwinError).exitCode).toBe(2);
    return (error as NerwinError).message.replaceAll(`${folder}/`, '').split('\n');
  }
  throw new Error('the config was taken');
}

describe('accepted configs', () => {
  test('replace-centre, the spelling of earlier versions, is read as replace-center', () => {
    const inFile = load(`${required}corruption: { strategy: replace-centre }`);
    expect(inFile.config.corruption.strategy).toBe('replace-center');
    const set = load(required, { set: ['corruption.strategy=replace-centre'] });
    expect(set.config.corruption.strategy).toBe('replace-center');
  });

  test('defaults are filled in, a single file becomes a list, paths stay as written', () => {
    const { config, directory } = load(required);
    expect(directory).toBe(folder);
    expect(config.corpus).toMatchObject({ root: '.', train: ['a.conll'], dev: ['b.conll'], test: [] });
    expect(config.vectors).toEqual({ file: 'v.txt', dimension: null, keep: 'auto' });
    expect(config.training.rate).toEqual({ schedule: 'linear', start: 0.5, end: 0 });
    expect(config.corruption).toEqual({
      strategy: 'uniform',
      perTrue: 10,
      hard: { share: 0.5, quantile: 0.25, minimum: 200 },
    });
  });

  test('JSON, also indented with tabs and after a byte-order mark', () => {
    const json = JSON.stringify(
      { seed: 7, corpus: { train: 'a', dev: 'b' }, vectors: { file: 'v' } },
      null,
      '\t',
    );
    expect(load(`\uFEFF${json}`, {}, 'my.json').config.seed).toBe(7);
  });

  test('anchors, aliases and merge keys', () => {
    const { config } = load(
      'corpus: { train: &files [a, b], dev: *files }\nvectors: { file: v }\ntraining: { <<: { epochs: 3, batch: 5 }, batch: 6 }\n',
    );
    expect(config.corpus.dev).toEqual(['a', 'b']);
    expect(config.training).toMatchObject({ epochs: 3, batch: 6 });
  });

  test('--set takes numbers, lists, sections and globs; the last one wins, and --seed over all', () => {
    const set = [
      'training.epochs=3',
      'training.epochs=4',
      'corpus.train=[c, d]',
      'corpus.dev=*.conll',
      'training.rate={ schedule: step, factor: 0.5, every: 2 }',
      'features.gazetteers.0={ file: g, name: cities }',
      'seed=5',
    ];
    const { config } = load(required, { set, seed: 6 });
    expect(config.training.epochs).toBe(4);
    expect(config.corpus).toMatchObject({ train: ['c', 'd'], dev: ['*.conll'] });
    expect(config.training.rate).toEqual({ schedule: 'step', start: 0.5, factor: 0.5, every: 2 });
    expect(config.seed).toBe(6);
  });

  test('--set through an alias changes only the assigned path, not the anchor', () => {
    const text = 'corpus: { train: &files [a, b], dev: *files }\nvectors: { file: v }\n';
    const { config } = load(text, { set: ['corpus.dev.0=z'] });
    expect(config.corpus).toMatchObject({ train: ['a', 'b'], dev: ['z', 'b'] });
  });

  test('--set features.gazetteers.0 without such a list in the file', () => {
    const { config } = load(`${required}features: { gazetteers: [] }\n`, {
      set: ['features.gazetteers.0={ file: g, name: cities }'],
    });
    expect(config.features.gazetteers).toEqual([{ file: 'g', name: 'cities' }]);
  });
});

describe('one invalid setting', () => {
  const cases: [text: string, message: string][] = [
    [
      'training:\n  epochs: "twenty"',
      'my.yaml:4: training.epochs: found "twenty", expected a whole number from 1 to 10000',
    ],
    [
      'training: { epochs: 2.5 }',
      'my.yaml:3: training.epochs: found 2.5, expected a whole number from 1 to 10000',
    ],
    [
      'training: { momentum: 1 }',
      'my.yaml:3: training.momentum: found 1, expected a number from 0 to below 1',
    ],
    ['training: { l2: .nan }', 'my.yaml:3: training.l2: found NaN, expected a number from 0 to 10'],
    ['loss: { margin: 0 }', 'my.yaml:3: loss.margin: found 0, expected a number above 0 and up to 1000'],
    ['seed: 4294967296', 'my.yaml:3: seed: found 4294967296, expected a whole number from 0 to 4294967295'],
    ['kernel: gpu', 'my.yaml:3: kernel: found "gpu", expected auto, loops or simd'],
    [
      'locations: []',
      'my.yaml:3: locations: found an empty list, expected a string or a non-empty list of strings',
    ],
    ['features: { shape: yes }', 'my.yaml:3: features.shape: found "yes", expected true or false'],
    ['windows:', 'my.yaml:3: windows: found nothing (null), expected a section with radius'],
    ['windows: 2', 'my.yaml:3: windows: found 2, expected a section with radius'],
    [
      'windows: { radius: { a: 1 } }',
      'my.yaml:3: windows.radius: found a section with a, expected a whole number from 0 to 10',
    ],
    [
      'training:\n  rate:\n    schedule: cosine',
      'my.yaml:5: training.rate.schedule: found "cosine", expected constant, linear, inverse-time or step',
    ],
    [
      'training: { rate: 0.1 }',
      'my.yaml:3: training.rate: found 0.1, expected a section with schedule: constant, linear, inverse-time or step',
    ],
    [
      'training: { rate: { schedule: constant, end: 0 } }',
      'my.yaml:3: training.rate.end: only allowed with schedule linear',
    ],
    [
      'training: { rate: { schedule: step, factor: 0.5 } }',
      'my.yaml:3: training.rate.every: missing, expected a whole number from 1 to 10000',
    ],
    [
      'features:\n  gazetteers:\n    - { file: a, name: x }\n    - file: 3\n      name: y',
      'my.yaml:6: features.gazetteers.1.file: found 3, expected a string',
    ],
  ];
  test.each(cases)('%j', (text, message) => {
    expect(faults(required + text)).toEqual([message]);
  });

  test('long values are cut', () => {
    const [message] = faults(`${required}kernel: ${'x'.repeat(1000)}`);
    expect(message.length).toBeLessThan(150);
  });

  test('the column of a word is counted from 1 or from the end, never 0', () => {
    expect(faults('corpus: { train: a, dev: b, columns: { token: 0 } }\nvectors: { file: v }')).toEqual([
      'my.yaml:1: corpus.columns.token: found 0, expected a whole number from 1 to 1000, from -1000 to -1 or a string',
    ]);
  });

  test('what is required', () => {
    expect(faults('seed: 1', {}, 'my.json')).toEqual([
      'my.json: corpus: missing, expected a section with root, train, dev, test, format, columns, scheme, untyped, labels, sentences, strict and documents',
      'my.json: vectors: missing, expected a section with file, dimension and keep',
    ]);
  });
});

describe('unknown keys', () => {
  const cases: [text: string, message: string][] = [
    ['training: { epoch: 3 }', 'training.epoch: unknown key, did you mean training.epochs?'],
    ['epochs: 3', 'epochs: unknown key, did you mean training.epochs?'],
    ['training: { batchSize: 3 }', 'training.batchSize: unknown key, did you mean training.batch?'],
    ['training: { patience: 3 }', 'training.patience: unknown key, did you mean selection.patience?'],
    ['every: 3', 'every: unknown key, did you mean training.rate.every or training.averaging.every?'],
    ['corruption: { per_true: 3 }', 'corruption.per_true: unknown key, did you mean corruption.perTrue?'],
    [
      'training.epochs: 3',
      'training.epochs: unknown key; use nested sections instead of a dot: { training: { epochs: … } }',
    ],
    [
      'decision: { constructor: 3 }',
      'decision.constructor: unknown key, expected thresholds, bag, from, tolerance or divide',
    ],
    ['windows: { zzzzzz: 3 }', 'windows.zzzzzz: unknown key, expected radius'],
  ];
  test.each(cases)('%j', (text, message) => {
    expect(faults(required + text)).toEqual([`my.yaml:3: ${message}`]);
  });

  test('__proto__ is a key like others', () => {
    expect(faults(`${required}__proto__: { polluted: 1 }`)[0]).toMatch(/^my.yaml:3: __proto__: unknown key/);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('contradictions', () => {
  const cases: [text: string, message: string][] = [
    [
      'selection: { patience: 21 }',
      'selection.patience: found 21, but there are only 20 epochs (training.epochs)',
    ],
    [
      'training: { averaging: { from: 30 } }',
      'training.averaging.from: found 30, but there are only 20 epochs (training.epochs)',
    ],
    [
      'training: { optimizer: adagrad, momentum: 0.9 }',
      'training.momentum: found 0.9, but momentum needs training.optimizer sgd',
    ],
    [
      'model: { types: [PER] }',
      'model.types: found ["PER"], which needs model.kind softmax; the network only separates `locations` from everything else',
    ],
    [
      'model: { kind: softmax, types: [PER] }',
      'model.types: found ["PER"], without LOC, which is in `locations`',
    ],
    ['model: { kind: softmax, types: [PER, LOC, PER] }', 'model.types.2: found "PER" twice'],
    [
      'features: { gazetteers: [{ file: a, name: x }, { file: b, name: x }] }',
      'features.gazetteers.1.name: found "x", the name of another gazetteer',
    ],
  ];
  test.each(cases)('%j', (text, message) => {
    expect(faults(required + text)).toEqual([`my.yaml:3: ${message}`]);
  });

  test('softmax with replaced centers', () => {
    expect(faults(`${required}model: { kind: softmax }\ncorruption: { strategy: replace-center }`)).toEqual([
      'my.yaml:4: corruption.strategy: found "replace-center", but model.kind softmax needs a label for each window, and a window with a replaced center has none',
    ]);
  });

  test('token and tag in one column', () => {
    expect(
      faults('corpus: { train: a, dev: b, columns: { token: 2, tag: 2 } }\nvectors: { file: v }'),
    ).toEqual(['my.yaml:1: corpus.columns.tag: found 2, which is also the token column']);
  });
});

test('all faults are reported at once: settings, unknown keys and contradictions by line, then --set', () => {
  const text = `corpus: { train: [], dev: b }
vectors: { fil: v }
selection: { patience: 99 }
training: { rate: { schedule: wrong }, batch: 0 }
wibble: 1
`;
  const set = ['kernel=x', 'nonsense', 'seed.x=1', 'model.hiden=3'];
  expect(faults(text, { set })).toEqual([
    'my.yaml:1: corpus.train: found an empty list, expected a string or a non-empty list of strings or { files, sentences, weight }',
    'my.yaml:2: vectors.file: missing, expected a string',
    'my.yaml:2: vectors.fil: unknown key, did you mean vectors.file?',
    'my.yaml:3: selection.patience: found 99, but there are only 20 epochs (training.epochs)',
    'my.yaml:4: training.batch: found 0, expected a whole number from 1 to 65536',
    'my.yaml:4: training.rate.schedule: found "wrong", expected constant, linear, inverse-time or step',
    expect.stringContaining('my.yaml:5: wibble: unknown key, expected seed, corpus, '),
    '--set seed.x=1: seed: found a section with x, expected a whole number from 0 to 4294967295',
    '--set model.hiden=3: unknown key, did you mean model.hidden?',
    '--set kernel=x: found "x", expected auto, loops or simd',
    '--set nonsense: expected path.to.key=value',
  ]);
});

test('a contradiction with an invalid setting is not reported', () => {
  expect(faults(`${required}selection: { patience: 30 }\ntraining: { epochs: many }`)).toEqual([
    'my.yaml:4: training.epochs: found "many", expected a whole number from 1 to 10000',
  ]);
});

/** Dotted names of all settings whose value is a number. */
const numbersIn = (value: object, prefix = ''): string[] =>
  Object.entries(value).flatMap(([key, inside]: [string, unknown]) => {
    if (typeof inside === 'number') return [prefix + key];
    return typeof inside === 'object' && inside !== null ? numbersIn(inside, `${prefix}${key}.`) : [];
  });
const numeric = numbersIn(load(required).config);

test.each(numeric)('%s below its range is one fault, and contradicts no other setting', (name) => {
  const set = `${name}=-1234567890`;
  expect(faults(required, { set: [set] })).toEqual([
    expect.stringMatching(`^--set ${set}: found -1234567890, expected a (whole )?number`),
  ]);
  expect(numeric.length).toBeGreaterThan(30);
});

describe('invalid --set', () => {
  const cases: [set: string, message: string][] = [
    ['training.epochs=x', '--set training.epochs=x: found "x", expected a whole number from 1 to 10000'],
    [
      'training.epochs=',
      '--set training.epochs=: found nothing (null), expected a whole number from 1 to 10000',
    ],
    ['training', '--set training: expected path.to.key=value'],
    ['=3', '--set =3: expected path.to.key=value'],
    ['a..b=3', '--set a..b=3: expected path.to.key=value'],
    ['model.kind=[softmax', '--set model.kind=[softmax: Flow sequence must end with a ]'],
    ['vectors.file.x=3', '--set vectors.file.x=3: vectors.file is not a section'],
    ['features.gazetteers.3=x', '--set features.gazetteers.3=x: features.gazetteers has only 0 items'],
    [
      'wibble.x=3',
      expect.stringContaining('--set wibble.x=3: wibble: unknown key, expected seed') as unknown as string,
    ],
    [
      'selection.patience=50',
      '--set selection.patience=50: found 50, but there are only 20 epochs (training.epochs)',
    ],
  ];
  test.each(cases)('%s', (set, message) => {
    expect(faults(`${required}features: { gazetteers: [] }\n`, { set: [set] })).toEqual([message]);
  });

  test('--seed', () => {
    expect(faults(required, { seed: -1 })).toEqual([
      '--seed -1: found -1, expected a whole number from 0 to 4294967295',
    ]);
  });
});

describe('files that are no config', () => {
  const cases: [what: string, text: string | Uint8Array, messages: string[]][] = [
    ['empty', '', ['my.yaml: is empty']],
    ['only comments', '# nothing\n', ['my.yaml: is empty']],
    ['null', 'null', ['my.yaml: is empty']],
    ['tabs', 'corpus:\n\ttrain: a\n', ['my.yaml:2:1: tab in the indentation; YAML allows only spaces']],
    ['duplicate keys', 'seed: 1\nkernel: simd\nseed: 2\n', ['my.yaml:3:1: duplicate key']],
    ['duplicate keys in JSON', '{\n"seed": 1,\n"seed": 2}', ['my.yaml:3:1: duplicate key']],
    [
      'two documents',
      'seed: 1\n---\nseed: 2\n',
      ['my.yaml:2:1: a second YAML document starts here; a config must be a single document'],
    ],
    [
      'an unquoted glob',
      'corpus: { train: *.conll, dev: b }',
      ['my.yaml:1:18: no anchor &.conll before the alias *.conll'],
    ],
    ['a cycle', 'seed: &a [*a]', ['my.yaml:1:11: the alias *a is within its own anchor']],
    ['an unknown tag', 'seed: !!js 1', ['my.yaml:1:7: Unresolved tag: tag:yaml.org,2002:js']],
    ['binary', new Uint8Array([80, 75, 3, 4, 0, 0]), ['my.yaml: not a text file (a zero byte at offset 4)']],
    [
      'a Git LFS pointer',
      'version https://git-lfs.github.com/spec/v1\n',
      ['my.yaml: is a Git LFS pointer, not the file itself'],
    ],
    ['an error', '404: Not Found', ['my.yaml: is the error message of a server, not the file']],
    ['Latin-1', new Uint8Array([115, 58, 32, 0xe9, 10]), ['my.yaml: not UTF-8 text']],
    ['a corpus', 'x'.repeat(65_537), ['my.yaml: more than 64 KB, too large for such a file']],
    ['deep nesting', `seed: ${'['.repeat(50_000)}`, ['my.yaml: nested too deeply']],
  ];
  test.each(cases)('%s', (_, text, messages) => {
    expect(faults(text)).toEqual(messages);
  });

  test('a list', () => {
    expect(faults('- seed\n')[0]).toMatch(
      /^my.yaml: found \["seed"\], expected a section with seed, corpus, /,
    );
  });

  test('aliases that expand exponentially are rejected, many or few', () => {
    const ten = (name: string) => Array(10).fill(`*${name}`).join(', ');
    const names = [...'abcdefghijklmnop'];
    const lines = names.map((name, i) => `${name}: &${name} [${i === 0 ? 'x' : ten(names[i - 1])}]`);
    expect(faults(lines.join('\n'))).toEqual(['my.yaml:12:8: more than 100 aliases']);
    expect(faults(lines.slice(0, 9).join('\n'))).toEqual(['my.yaml: YAML aliases expand to too many values']);
  });

  test('thousands of unknown keys give fifty lines and a count', () => {
    const lines = faults(Array.from({ length: 1000 }, (_, i) => `zz${i}: 1`).join('\n'));
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toMatch(/^… and \d+ more$/);
  });

  test('missing, or a directory', () => {
    expect(() => loadConfig(join(folder, 'none.yaml'))).toThrow(/none.yaml: no such file or directory/);
    mkdirSync(join(folder, 'sub'));
    expect(() => loadConfig(join(folder, 'sub'))).toThrow(/sub: is a directory, expected a file/);
  });
});

describe('sources of the training corpus', () => {
  const config = (train: string): string => `corpus: { train: ${train}, dev: b }\nvectors: { file: v }\n`;

  test('a list can mix files, globs and sources with their own settings', () => {
    const { config: loaded } = load(
      config('[a, { files: "b/*", sentences: 6000 }, { files: [c, d], weight: 3 }]'),
    );
    expect(loaded.corpus.train).toEqual([
      'a',
      { files: ['b/*'], sentences: 6000, weight: 1 },
      { files: ['c', 'd'], sentences: null, weight: 3 },
    ]);
  });

  test.each([
    ['[{ files: a, wieght: 2 }]', 'corpus.train.0.wieght: unknown key, did you mean corpus.train.0.weight?'],
    [
      '[a, { files: b, weight: 0 }]',
      'corpus.train.1.weight: found 0, expected a whole number from 1 to 1000',
    ],
    ['[{ weight: 2 }]', 'corpus.train.0.files: missing, expected a string or a non-empty list of strings'],
    ['[3]', 'corpus.train.0: found 3, expected a string or a section with files, sentences and weight'],
  ])('%s: %s', (train, message) => expect(faults(config(train))).toEqual([`my.yaml:1: ${message}`]));
});

test('a bag needs a network', () => {
  expect(faults(`${required}model: { kind: softmax }\ntraining: { bag: 2 }\n`)).toEqual([
    'my.yaml:4: training.bag: found 2, which needs model.kind window: a softmax classifier has one optimum, whatever the seed',
  ]);
});
