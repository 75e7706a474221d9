import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { readTensors, type StoredTensor, writeTensors } from '../../src/model/safetensors.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-tensors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'tensors.safetensors');

const data = fc.oneof(
  fc.float32Array({ maxLength: 6 }),
  fc.float64Array({ maxLength: 6 }),
  fc.int32Array({ maxLength: 6 }),
  fc.int8Array({ maxLength: 6 }),
  fc.uint8Array({ maxLength: 6 }),
);
/** Names begin with a letter, as ours do: JSON objects put keys that are whole numbers first. */
const name = fc.stringMatching(/^[A-Za-z][\w. é-]{0,12}$/);
const tensors = fc
  .array(fc.tuple(name, data), { maxLength: 5 })
  .map(
    (list) =>
      new Map(list.map(([name, values]) => [name, { shape: [values.length], data: values } as StoredTensor])),
  );

test('a round trip preserves tensors in any order of types, and writes the same bytes again', () => {
  fc.assert(
    fc.property(tensors, fc.string(), (given, text) => {
      writeTensors(path, { text }, given);
      const bytes = readFileSync(path);
      const { metadata, tensors: found } = readTensors(path, 'model');
      expect(metadata).toEqual({ text });
      expect(new Map(found)).toEqual(given);
      writeTensors(path, { text }, found);
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

const sample: StoredTensor = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
writeTensors(path, { a: 'b' }, new Map([['W', sample]]));
const whole = readFileSync(path);

/** Reads the bytes as a file: true, or the fault that names the file. Anything else that is thrown fails the test. */
function readOf(bytes: Uint8Array): boolean {
  writeFileSync(path, bytes);
  try {
    readTensors(path, 'model');
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(NerwinError);
    expect((error as NerwinError).message).toContain(path);
    return false;
  }
}

test('a file cut short anywhere is refused', () => {
  for (let length = 0; length < whole.length; length++) expect(readOf(whole.subarray(0, length))).toBe(false);
});

test('random bytes, and a header with random bytes in it, never cause anything but a reported error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat({ max: whole.length - 1 }), (noise, place) => {
      readOf(noise);
      const damaged = Buffer.from(whole);
      Buffer.from(noise).copy(damaged, place);
      readOf(damaged);
    }),
    { numRuns: 150 },
  );
});

test.each([
  ['{"W":{"dtype":"F32","shape":[2,3],"data_offsets":[0,20]}}', 'does not match its shape'],
  ['{"W":{"dtype":"F32","shape":[9007199254740991,3],"data_offsets":[0,24]}}', 'does not match its shape'],
  ['{"W":{"dtype":"F32","shape":[2,3],"data_offsets":[24,48]}}', 'truncated: tensor W is incomplete'],
  [
    '{"W":{"dtype":"F32","shape":[-2,-3],"data_offsets":[0,24]}}',
    'its header is not a valid safetensors header',
  ],
  [
    '{"W":{"dtype":"toString","shape":[6],"data_offsets":[0,24]}}',
    'its header is not a valid safetensors header',
  ],
  ['{"__metadata__":null}', 'its header is not a valid safetensors header'],
  ['{"__metadata__":{"nerwin":{}}}', 'its header is not a valid safetensors header'],
  ['{"W":null}', 'its header is not a valid safetensors header'],
  ['{"W":', 'its header is not a valid safetensors header'],
])('the header %s: %s', (header, fault) => {
  const json = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  writeFileSync(path, Buffer.concat([length, json, Buffer.alloc(24)]));
  expect(() => readTensors(path, 'model')).toThrow(fault);
});
