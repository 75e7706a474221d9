import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, assert, describe, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { merge } from '../../src/model/merge.js';
import { loadModel } from '../../src/model/model-file.js';
import { readTensors, TensorReader, writeTensors } from '../../src/model/safetensors.js';
import { saveModel } from '../../src/model/save-model.js';
import { WordLookUp } from '../../src/vectors/ladder.js';
import { paddingRow } from '../../src/vectors/special-vectors.js';
import { everything, writeToyModel } from '../tagging/toy-model.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-model-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'model.safetensors');
const copy = join(folder, 'copy.safetensors');
writeToyModel(path, { features: everything, gazetteers: true });
const bytes = readFileSync(path);

test('a model written, read and written again is the same file', () => {
  saveModel(copy, loadModel(path));
  expect(readFileSync(copy).equals(bytes)).toBe(true);
});

test('a model without `features.words` in its header has no word features, and merges only with models without them', () => {
  const { words: _words, ...families } = everything;
  writeToyModel(copy, { features: everything });
  const { metadata, tensors } = readTensors(copy, 'model');
  const modelWith = (features: object) => {
    const header = { ...JSON.parse(metadata.nerwin), features };
    writeTensors(copy, { nerwin: JSON.stringify(header) }, tensors);
    return { name: 'toy', model: loadModel(copy) };
  };
  const [old, without, having] = [families, { ...families, words: false }, everything].map(modelWith);
  expect(old.model.header.features).toEqual({ ...families, words: false });
  for (const pair of [
    [old, without],
    [without, old],
  ]) {
    expect(merge(pair).header.hidden).toBe(2 * old.model.header.hidden);
  }
  expect(() => merge([old, having])).toThrow('features.words differs (false and true)');
  expect(() => merge([having, old])).toThrow('features.words differs (true and false)');
});

test('the padding vector is in the file and is used; a file without it uses that of version 0.1', () => {
  const { metadata, tensors } = readTensors(path, 'model');
  const { lexicon } = loadModel(path);
  const { d, V } = lexicon;
  const paddingOf = (changed: typeof tensors): Float32Array => {
    writeTensors(copy, metadata, changed);
    const model = loadModel(copy);
    const row = new Float32Array(d);
    model.lexicon.read(V + 2, row, 0);
    expect(new WordLookUp(model.lexicon).table.subarray((V + 2) * d)).toEqual(row); // evaluation uses the same
    return row;
  };
  expect(tensors.get('lexicon.padding')?.data).toEqual(paddingRow(d));
  const other = Float32Array.from({ length: d }, (_, j) => j / 4);
  expect(paddingOf(new Map(tensors).set('lexicon.padding', { shape: [d], data: other }))).toEqual(other);
  const changed = { name: 'changed', model: loadModel(copy) };
  expect(() => merge([{ name: 'toy', model: loadModel(path) }, changed])).toThrow(
    'their word vectors differ',
  );
  const old = new Map(tensors);
  old.delete('lexicon.padding');
  expect(paddingOf(old)).toEqual(paddingRow(d));
  const short = new Map(tensors).set('lexicon.padding', { shape: [1], data: Float32Array.of(0) });
  expect(() => paddingOf(short)).toThrow('lexicon.padding does not have the length of its vectors');
});

test('word and vector lookups equal those of a table in memory', () => {
  const { lexicon } = loadModel(path);
  const lookUp = new WordLookUp(lexicon);
  const row = new Float32Array(lexicon.d);
  const { words } = lexicon;
  for (let times = 0; times < 8; times++) {
    for (let r = 0; r < lexicon.V + 3; r++) {
      lexicon.read(r, row, 0); // after 256 rows all are in memory
      expect(row).toEqual(lookUp.table.subarray(r * lexicon.d, (r + 1) * lexicon.d));
    }
  }
  for (const word of [...words, 'nowhere', 'PARIS']) expect(lexicon.rowOf(word)).toBe(lookUp.rowOf(word));
});

test('vectors that int8 represents exactly are stored as int8', () => {
  const model = loadModel(path);
  const { words, d } = model.lexicon;
  const vectors = Float32Array.from(
    { length: words.length * d },
    (_, k) => 0.5 * (k % d === 0 ? 127 : k % 100),
  );
  saveModel(copy, { ...model, lexicon: { ...special(model), words, d, vectors } });
  const reader = new TensorReader(copy, 'model');
  expect(reader.tensor('lexicon.vectors').data).toBeInstanceOf(Int8Array);
  reader.close();
  expect(loadModel(copy).lexicon.vectors).toEqual(vectors);
});

const special = ({ lexicon: { unknown, number } }: ReturnType<typeof loadModel>) => ({ unknown, number });

describe('faults name the file', () => {
  const fault = (contents: Uint8Array | string): string => {
    writeFileSync(copy, contents);
    try {
      loadModel(copy);
    } catch (error) {
      expect(error).toBeInstanceOf(NerwinError);
      expect((error as NerwinError).code).toBe('model');
      return (error as NerwinError).message.replace(`${copy}: `, '');
    }
    return 'none';
  };

  test('not a model', () => {
    expect(fault('')).toBe('not a safetensors file: it is shorter than a header');
    expect(fault('a text of some length, but no model')).toBe('not a safetensors file');
    expect(fault('version https://git-lfs.github.com/spec/v1\noid sha256:4d\n')).toBe(
      'not a safetensors file, but a Git LFS pointer',
    );
    expect(fault('<!DOCTYPE html>\n<html></html>')).toBe('not a safetensors file, but a web page');
    expect(fault(gzipSync(bytes))).toBe('not a safetensors file, but compressed with gzip');
    const empty = mkdtempSync(join(tmpdir(), 'nerwin-no-model-'));
    expect(() => loadModel(empty)).toThrow(`${empty}: there is no model.safetensors in this folder`);
    expect(() => loadModel(join(folder, 'none'))).toThrow('no such file or directory');
  });

  test('cut short, anywhere', () => {
    for (let length = 0; length < bytes.length; length += 997) {
      expect(fault(bytes.subarray(0, length))).toMatch(/truncated|not a safetensors file/);
    }
  });

  test('tensors of something else', () => {
    writeTensors(copy, {}, new Map([['a', { shape: [1], data: Float32Array.of(1) }]]));
    expect(fault(readFileSync(copy))).toBe('a safetensors file, but not a nerwin model');
  });

  test('a tensor missing, or of a shape that contradicts the header; a damaged index', () => {
    const { metadata, tensors } = readTensors(path, 'model');
    const changed = (
      change: (copied: Map<string, { shape: readonly number[]; data: Float32Array }>) => void,
    ): string => {
      const copied = new Map(tensors) as Map<string, { shape: readonly number[]; data: Float32Array }>;
      change(copied);
      writeTensors(copy, metadata, copied);
      return fault(readFileSync(copy));
    };
    expect(changed((copied) => copied.delete('u'))).toBe('the tensor u is missing');
    expect(changed((copied) => copied.delete('lexicon.slots'))).toBe('the tensor lexicon.slots is missing');
    const short = { shape: [2], data: new Float32Array(2) };
    expect(changed((copied) => copied.set('b', short))).toBe('its tensor shapes do not match its header');
    for (const [name, value] of [
      ['u', Number.NaN],
      ['W.transposed', Number.POSITIVE_INFINITY],
      ['S', Number.NEGATIVE_INFINITY],
    ] as const) {
      const tensor = tensors.get(name);
      assert(tensor);
      const { shape, data } = tensor;
      const damaged = Float32Array.from(data);
      damaged[damaged.length - 1] = value;
      expect(changed((copied) => copied.set(name, { shape, data: damaged }))).toBe(
        `its parameter ${name[0]} contains a value that is not finite`,
      );
    }
    expect(changed((copied) => copied.set('lexicon.slots', short))).toBe(
      'tensor lexicon.slots has type F32, expected I32',
    );
  });

  const { metadata, tensors } = readTensors(path, 'model');
  const header = JSON.parse(metadata.nerwin) as Record<string, unknown>;
  const withHeader = (text: string): string => {
    writeTensors(copy, { nerwin: text }, tensors);
    return fault(readFileSync(copy));
  };

  test('another format', () => {
    expect(withHeader(JSON.stringify({ ...header, format: 9 }))).toMatch(
      /^model format 9, written by nerwin 0; this version reads/,
    );
  });

  test('a header that is not a JSON object', () => {
    for (const text of ['', '{', 'null', '[]', '"x"']) {
      expect(withHeader(text)).toBe('its header is not a JSON object');
    }
  });

  test.each<[key: string, value: unknown, said: string]>([
    ['kind', 'tree', 'kind "tree", expected "window" or "softmax"'],
    ['kind', undefined, 'kind nothing, expected "window" or "softmax"'],
    ['radius', -1, 'radius -1, expected a whole number'],
    ['radius', 1e9, 'radius 1000000000, expected a whole number from 0 to 1000'],
    ['hidden', 2.5, 'hidden 2.5, expected a whole number, 1 or more'],
    ['activation', 'swish', 'activation "swish", expected one of tanh, hardtanh'],
    ['activation', 'log-odds', 'activation "log-odds", expected one of tanh'],
    [
      'classes',
      ['O', 'LOC'],
      'classes ["O","LOC"], expected one name per class for softmax, none for a window network',
    ],
    ['features', { shape: true }, 'features {"shape":true}, expected true or false for each family'],
    ...[{ affixes: -1 }, { affixBuckets: 0 }, { minimumCount: 0.5 }].map((part): [string, object, string] => {
      const features = { ...everything, ...part };
      const shown = `${JSON.stringify(features).slice(0, 60)}…`;
      return ['features', features, `features ${shown}, expected true or false for each family, and three`];
    }),
    ['thresholds', { start: 1 }, 'thresholds {"start":1}, expected the numbers start and extend'],
    [
      'thresholds',
      { start: 1, extend: 0, edge: 'x' },
      'thresholds {"start":1,"extend":0,"edge":"x"}, expected',
    ],
    [
      'operatingPoints',
      { careful: 1 },
      'operatingPoints {"careful":1}, expected the numbers start and extend for each name',
    ],
    ['divide', null, 'divide null, expected levels, lists of classes of names, and except, a list of names'],
    ['divide', { levels: ['a'], except: [] }, 'divide {"levels":["a"],"except":[]}, expected levels'],
    ['divide', { levels: [['a']] }, 'divide {"levels":[["a"]]}, expected levels'],
    ['calibration', { a: 'x', b: 0 }, 'calibration {"a":"x","b":0}, expected the numbers a and b'],
    ['corpora', null, 'corpora null, expected the file lists train and dev'],
    ['config', null, 'config null, expected the training settings'],
    ['locations', 'x'.repeat(100), `locations "${'x'.repeat(59)}…, expected names of entity types`],
  ])('a header whose %s is %j', (key, value, said) => {
    expect(withHeader(JSON.stringify({ ...header, [key]: value }))).toContain(`its header has ${said}`);
  });
});
