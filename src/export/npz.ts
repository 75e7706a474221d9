/**
 * @file Writes arrays as NumPy's .npz: a zip archive of .npy files, not compressed. Sources: numpy.lib.format, version 1.0; APPNOTE.TXT of
 * PKWARE, without zip64: each file and the archive are below 4 GB.
 */
import { crc32 } from 'node:zlib';
import { NerwinError } from '../error.js';
import type { StoredTensor } from '../model/safetensors.js';

const maxBytes = 2 ** 32 - 1;

/** The type code of NumPy for an array. */
function typeOf(data: StoredTensor['data']): string {
  if (data instanceof Float32Array) return '<f4';
  if (data instanceof Float64Array) return '<f8';
  if (data instanceof Int32Array) return '<i4';
  return data instanceof Int8Array ? '|i1' : '|u1';
}

/** Returns the bytes before the numbers of a .npy file. */
function npyHead({ shape, data }: StoredTensor): Buffer {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${typeOf(data)}', 'fortran_order': False, 'shape': (${lengths}), }`;
  const length = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const head = Buffer.alloc(length, ' ');
  head.write('\x93NUMPY\x01\x00', 0, 'latin1');
  head.writeUInt16LE(length - 10, 8);
  head.write(dictionary, 10, 'latin1');
  head.write('\n', length - 1, 'latin1');
  return head;
}

/** A file in the archive. */
interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly size: number;
  readonly offset: number;
}

/** The fields that the two headers of an entry have in common. The date is 1980-01-01, so that the same arrays give the same bytes. */
function common({ name, crc, size }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0); // version 2.0
  fields.writeUInt16LE(0x0800, 2); // the name is UTF-8
  fields.writeUInt16LE(0x21, 8);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(size, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const localHead = (entry: Entry): Buffer =>
  Buffer.concat([Buffer.from('PK\x03\x04'), common(entry), entry.name]);

function centralHead(entry: Entry): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common(entry), rest, entry.name]);
}

function archiveEnd(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** CRC-32 of a head and the data after it. zlib gives 0 for an empty array, whatever came before. */
const crcOf = (head: Uint8Array, data: Uint8Array): number =>
  data.length === 0 ? crc32(head) : crc32(data, crc32(head));

/** Returns the archive of these arrays, in pieces. Throws 'model' if it would be 4 GB or more. */
export function npzFile(arrays: ReadonlyMap<string, StoredTensor>): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const entries: Entry[] = [];
  let offset = 0;
  for (const [key, array] of arrays) {
    const head = npyHead(array);
    const data = new Uint8Array(array.data.buffer, array.data.byteOffset, array.data.byteLength);
    const size = head.length + data.length;
    const entry = { name: Buffer.from(`${key}.npy`), crc: crcOf(head, data), size, offset };
    const local = localHead(entry);
    pieces.push(local, head, data);
    entries.push(entry);
    offset += local.length + size;
    if (offset > maxBytes)
      throw new NerwinError(
        'model',
        'the arrays do not fit into one archive of at most 4 GB',
        'export with --onnx or --word2vec',
      );
  }
  const central = Buffer.concat(entries.map(centralHead));
  return [...pieces, central, archiveEnd(entries.length, central.length, offset)];
}
