import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { npzFile } from '../../src/export/npz.js';
import { crc32 } from '../../src/model/crc32.browser.js';
import { pythonWith } from '../interop/python.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-npz-'));
afterAll(() => rmSync(folder, { recursive: true }));

const arrays = new Map([
  ['plain', { shape: [3], data: Float32Array.of(1.5, -2, 0.1) }],
  ['two.dimensions', { shape: [2, 3], data: Int32Array.of(1, 2, 3, 4, 5, -6) }],
  ['bytes', { shape: [4], data: new Uint8Array(Buffer.from('Łdź').subarray(0, 4)) }],
  ['signed', { shape: [2, 1], data: Int8Array.of(-128, 127) }],
  ['double', { shape: [1], data: Float64Array.of(Math.PI) }],
  ['empty', { shape: [0, 7], data: new Float32Array() }],
]);

test('the archive has a .npy file for each array, at the offsets that its directory says', () => {
  const zip = Buffer.concat(npzFile(arrays));
  const end = zip.length - 22;
  expect(zip.toString('latin1', end, end + 4)).toBe('PK\x05\x06');
  expect(zip.readUInt16LE(end + 10)).toBe(arrays.size);
  let at = zip.readUInt32LE(end + 16);
  for (const [key, { data }] of arrays) {
    const [size, length, offset] = [
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
      zip.readUInt32LE(at + 42),
    ];
    expect(zip.toString('utf8', at + 46, at + 46 + length)).toBe(`${key}.npy`);
    const start = offset + 30 + length;
    expect(zip.readUInt32LE(at + 16)).toBe(crc32(zip.subarray(start, start + size)));
    expect(zip.toString('latin1', start + 1, start + 6)).toBe('NUMPY');
    const head = 10 + zip.readUInt16LE(start + 8);
    expect(head % 64).toBe(0); // so that NumPy can map the numbers
    expect(zip.subarray(start + head, start + size)).toEqual(
      Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    );
    at += 46 + length;
  }
  expect(at).toBe(end);
});

const python = pythonWith('numpy');
test.skipIf(python === undefined)('NumPy reads the archive', () => {
  const path = join(folder, 'arrays.npz');
  writeFileSync(path, Buffer.concat(npzFile(arrays)));
  const script =
    'import json, sys, numpy, zipfile\n' +
    'assert zipfile.ZipFile(sys.argv[1]).testzip() is None\n' +
    'z = numpy.load(sys.argv[1])\n' +
    'print(json.dumps({k: [str(z[k].dtype), z[k].shape, z[k].ravel().tolist()] for k in z.files}))';
  const { stdout, stderr } = spawnSync(python ?? '', ['-c', script, path], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const types: Record<string, string> = {
    plain: 'float32',
    'two.dimensions': 'int32',
    bytes: 'uint8',
    signed: 'int8',
    double: 'float64',
    empty: 'float32',
  };
  expect(JSON.parse(stdout)).toEqual(
    Object.fromEntries([...arrays].map(([key, { shape, data }]) => [key, [types[key], shape, [...data]]])),
  );
});
