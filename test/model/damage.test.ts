/** Damaged models and checkpoints are refused: every flipped bit, wrong types, lengths and offsets, numbers that are not finite. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { bytesSource } from '../../src/model/byte-source.js';
import { loadModel } from '../../src/model/model-file.js';
import { readModel } from '../../src/model/read-model.js';
import { readTensors, writeTensors } from '../../src/model/safetensors.js';
import { verifyModel } from '../../src/model/verify-model.js';
import { Random } from '../../src/random.js';
import { writeToyModel } from '../tagging/toy-model.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-damage-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'm.safetensors');
writeToyModel(path);
const whole = readFileSync(path);
const damaged = join(folder, 'damaged.safetensors');

/** Bits to flip: by default 400 at random; NERWIN_FLIPS sets another number. */
const flips = Number(process.env.NERWIN_FLIPS ?? 400);

test(`none of ${flips} flipped bits of a model goes unnoticed`, () => {
  const random = Random.seeded(1);
  for (let k = 0; k < flips; k++) {
    const bit = random.below(8 * whole.length);
    const bytes = Buffer.from(whole);
    bytes[bit >> 3] ^= 1 << (bit & 7);
    writeFileSync(damaged, bytes);
    expect(() => verifyModel(damaged), `bit ${bit}`).toThrow(NerwinError);
  }
});

test('every flipped bit of the header is noticed when a model is opened', () => {
  const length = 8 + Number(whole.readBigUInt64LE());
  for (let at = 0; at < length; at++) {
    const bytes = Buffer.from(whole);
    bytes[at] ^= 1 << (at % 8);
    writeFileSync(damaged, bytes);
    expect(() => loadModel(damaged), `byte ${at}`).toThrow(NerwinError);
  }
});

/** Writes the tensors of the model with one of them changed, without checksums, as version 0.1 did. */
function legacy(
  change: (
    header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>,
    data: Buffer,
  ) => void,
): void {
  const { metadata, tensors } = readTensors(path, 'model');
  const header: Parameters<typeof change>[0] = {};
  let at = 0;
  const types = new Map<unknown, string>([
    [Float32Array, 'F32'],
    [Int32Array, 'I32'],
    [Int8Array, 'I8'],
    [Uint8Array, 'U8'],
  ]);
  const pieces: Buffer[] = [];
  for (const [name, { shape, data }] of tensors) {
    header[name] = {
      dtype: types.get(data.constructor) ?? '',
      shape: [...shape],
      data_offsets: [at, at + data.byteLength],
    };
    pieces.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
    at += data.byteLength;
  }
  const all = Buffer.concat(pieces);
  change(header, all);
  const json = Buffer.from(JSON.stringify({ __metadata__: metadata, ...header }));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(json.length));
  writeFileSync(damaged, Buffer.concat([start, json, all]));
}

describe('a file without checksums', () => {
  test('is still read', () => {
    legacy(() => {});
    expect(verifyModel(damaged)).toMatchObject({ kind: 'model', hasChecksums: false });
    expect(loadModel(damaged).parameters).toEqual(loadModel(path).parameters);
  });

  test.each([
    'W.transposed',
    'b',
    'u',
    'S',
    'lexicon.unknown',
    'lexicon.number',
    'lexicon.padding',
    'lexicon.scales',
    'lexicon.vectors',
  ])('with NaN or ∞ in %s is refused', (name) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      let isFloat = false;
      legacy((header, data) => {
        const [from, to] = header[name]?.data_offsets ?? [0, 0];
        isFloat = header[name]?.dtype === 'F32' && to > from;
        if (isFloat) data.writeFloatLE(value, from);
      });
      if (isFloat)
        expect(() => verifyModel(damaged)).toThrow(
          `its parameter ${name.replace('.transposed', '')} contains a value that is not finite`,
        );
    }
  });

  test('with wrong types, lengths or offsets is refused', () => {
    const faults: readonly [Parameters<typeof legacy>[0], RegExp][] = [
      [
        (header) => {
          header.b.dtype = 'I32';
        },
        /tensor b has type I32, expected F32/,
      ],
      [
        (header) => {
          header['lexicon.slots'].dtype = 'F32';
        },
        /lexicon\.slots has type F32, expected I32/,
      ],
      [
        (header) => {
          header.b.data_offsets = header.u.data_offsets;
        },
        /overlap or leave gaps/,
      ],
      [
        (header) => {
          header.b.shape = [header.b.shape[0] + 1];
        },
        /does not match its shape/,
      ],
      [(header) => Reflect.deleteProperty(header, 'b'), /overlap or leave gaps|bytes after/],
    ];
    for (const [change, message] of faults) {
      legacy(change);
      expect(() => loadModel(damaged)).toThrow(message);
    }
  });
});

test('a model that is overwritten or replaced while it is in use is noticed', () => {
  writeFileSync(damaged, whole);
  const model = loadModel(damaged);
  writeFileSync(damaged, Buffer.concat([whole, whole]));
  expect(() => model.lexicon.vectors).toThrow('the file was changed while it was read');
});

test('the checksums of a tensor across blocks of 16 KB', () => {
  const data = Float32Array.from({ length: 20_000 }, (_, k) => k);
  writeTensors(
    path,
    {},
    new Map([
      ['a', { shape: [20_000], data }],
      ['b', { shape: [3], data: Uint8Array.of(1, 2, 3) }],
    ]),
  );
  expect(readTensors(path, 'model').tensors.get('a')?.data).toEqual(data);
  expect(readTensors(path, 'model').tensors.get('b')?.data).toEqual(Uint8Array.of(1, 2, 3));
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] ^= 128;
  writeFileSync(path, bytes);
  expect(() => readTensors(path, 'model')).toThrow('its tensor a is damaged: a checksum does not match');
});

test('bytes in a Buffer, wherever they lie in its memory, are read and stay as they are', () => {
  writeFileSync(damaged, whole);
  const { words } = loadModel(damaged).lexicon;
  for (let shift = 0; shift < 8; shift++) {
    const bytes = Buffer.alloc(whole.length + 8).subarray(shift, shift + whole.length);
    whole.copy(bytes);
    const { lexicon } = readModel(bytesSource(bytes, 'the bytes'));
    expect(lexicon.words).toEqual(words);
    expect(words.map((word) => lexicon.rowOf(word))).toEqual(words.map((_, row) => row));
    expect(bytes.equals(whole)).toBe(true);
  }
});
