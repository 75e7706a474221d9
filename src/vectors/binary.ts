/** @file Reads and writes nerwin's own word-vector format (.nwv); `nwv-format.ts` defines its byte layout. */
import { createHash } from 'node:crypto';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import type { ByteStream } from './byte-stream.js';
import { Collector, decodeStored } from './collector.js';
import {
  binaryMagic,
  binaryVersion,
  decodeVector,
  encodeRow,
  headerBytes,
  type Quantization,
  quantizations,
  rowBytes,
} from './nwv-format.js';
import { wordFrom } from './word-bytes.js';
import type { ReadOptions, WordVectors } from './word-vectors.js';

/** What {@link writeVectors} writes: words in NFC, each once, most frequent first. */
export type VectorTable = Pick<WordVectors, 'words' | 'd' | 'vectors' | 'unknown' | 'number'>;

/** Writes `vectors` to `path`, completely or not at all. */
export function writeVectors(path: string, vectors: VectorTable, quantization: Quantization): void {
  const content = encode(vectors, quantization);
  const header = Buffer.alloc(headerBytes);
  binaryMagic.copy(header);
  const wordBytes = vectors.words.reduce((sum, word) => sum + Buffer.byteLength(word), 0);
  const fields = [
    binaryVersion,
    vectors.words.length,
    vectors.d,
    quantizations.indexOf(quantization),
    wordBytes,
  ];
  for (const [index, field] of fields.entries()) header.writeUInt32LE(field, 4 + 4 * index);
  createHash('sha256').update(content).digest().copy(header, 32);
  writeAtomically(path, Buffer.concat([header, content]));
}

/** Returns everything after the header. */
function encode({ words, d, vectors, unknown, number }: VectorTable, quantization: Quantization): Buffer {
  const texts = words.map((word) => Buffer.from(word));
  const means = Buffer.alloc(8 * d);
  encodeRow(unknown, 'float32', means, 0);
  encodeRow(number, 'float32', means, 4 * d);
  const offsets = Buffer.alloc(4 * (words.length + 1));
  let offset = 0;
  texts.forEach((text, index) => {
    offset += text.length;
    offsets.writeUInt32LE(offset, 4 * (index + 1));
  });
  const width = rowBytes(d, quantization);
  const rows = Buffer.alloc(width * words.length);
  for (let row = 0; row < words.length; row++) {
    encodeRow(vectors.subarray(row * d, (row + 1) * d), quantization, rows, row * width);
  }
  return Buffer.concat([means, offsets, ...texts, rows]);
}

/** Reads the whole file and compares its content with the hash in its header. */
export async function readBinary(stream: ByteStream, options: ReadOptions): Promise<WordVectors> {
  const header = await exactly(stream, headerBytes);
  const [version, count, d, kind, wordBytes] = [4, 8, 12, 16, 20].map((at) => header.readUInt32LE(at)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (version !== binaryVersion) {
    throw new NerwinError(
      'vectors',
      `${stream.path}: format version ${version}, but this version of nerwin reads ${binaryVersion}`,
      'use the version of nerwin that wrote it, or prune the original file again',
    );
  }
  const quantization = quantizations[kind];
  if (!quantization || d === 0) throw damaged(stream);
  const hash = createHash('sha256');
  const part = async (length: number): Promise<Buffer> => {
    const bytes = await exactly(stream, length);
    hash.update(bytes);
    return bytes;
  };
  const means = await part(8 * d);
  const offsets = await part(4 * (count + 1));
  const text = await part(wordBytes);
  const width = rowBytes(d, quantization);
  const collector = new Collector(stream.path, d, decodeStored(d, quantization), options);
  for (let row = 0; row < count; ) {
    const rows = Math.min(count - row, 1024);
    const bytes = await part(rows * width);
    for (let index = 0; index < rows; index++, row++) {
      if (collector.full) continue;
      const [from, to] = [offsets.readUInt32LE(4 * row), offsets.readUInt32LE(4 * row + 4)];
      if (from > to || to > wordBytes) throw damaged(stream);
      const word = wordFrom(text, from, to);
      collector.add(word, bytes, index * width, (index + 1) * width, `word ${row + 1} ('${word ?? '?'}')`);
    }
  }
  if (
    !hash.digest().equals(header.subarray(32, 64)) ||
    stream.start < stream.bytes.length ||
    (await stream.more())
  ) {
    throw damaged(stream);
  }
  const [unknown, number] = [new Float32Array(d), new Float32Array(d)];
  decodeVector(means, 0, d, 'float32', unknown, 0);
  decodeVector(means, 4 * d, d, 'float32', number, 0);
  return collector.finish('nerwin', stream, { unknown, number });
}

async function exactly(stream: ByteStream, length: number): Promise<Buffer> {
  const bytes = await stream.take(length);
  if (bytes.length < length)
    throw new NerwinError('vectors', `${stream.path}: is truncated`, 'download or create it again');
  return bytes;
}

const damaged = (stream: ByteStream) =>
  new NerwinError(
    'vectors',
    `${stream.path}: its content does not match its header`,
    'download or create it again',
  );
