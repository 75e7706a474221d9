/** @file Stores gazetteers as tensors: the name and the classes as text, the hashes and values of the entries as integers. */
import { Gazetteer } from '../features/gazetteer.js';
import type { StoredTensor, StoredTensors } from './stored-tensors.js';
import { textsOf, textTensor } from './text-tensors.js';

const nameOf = (k: number): string => `features.gazetteer.${k}`;

/** Returns the tensors of 32-bit integers. */
export function gazetteerHashes(gazetteers: readonly Gazetteer[]): [string, StoredTensor][] {
  return gazetteers.flatMap(({ entries: { hashes, values } }, k) => {
    const wide: [string, StoredTensor][] =
      values instanceof Int32Array ? [[`${nameOf(k)}.values`, vector(values)]] : [];
    return [[`${nameOf(k)}.hashes`, vector(hashes)], ...wide];
  });
}

/** Returns the tensors of bytes: the name, then the classes, a line each; and values below 256. */
export function gazetteerBytes(gazetteers: readonly Gazetteer[]): [string, StoredTensor][] {
  return gazetteers.flatMap(({ name, types, entries: { values } }, k) => {
    const narrow: [string, StoredTensor][] =
      values instanceof Uint8Array ? [[`${nameOf(k)}.values`, vector(values)]] : [];
    return [[nameOf(k), textTensor([name, ...types])], ...narrow];
  });
}

/** Reads the gazetteers. In models of version 0.1, the lines after the name are the names themselves. */
export function readGazetteers(reader: StoredTensors): Gazetteer[] {
  const gazetteers: Gazetteer[] = [];
  for (let k = 0; reader.has(nameOf(k)); k++) {
    const [name = '', ...lines] = textsOf(reader.tensor(nameOf(k), ['U8']));
    gazetteers.push(
      reader.has(`${nameOf(k)}.hashes`) ? withEntries(reader, k, name, lines) : Gazetteer.stored(name, lines),
    );
  }
  return gazetteers;
}

function withEntries(reader: StoredTensors, k: number, name: string, types: readonly string[]): Gazetteer {
  const broken = () => reader.broken(`the entries of its list of names ${name} do not match its classes`);
  const hashes = reader.lazyTensor(`${nameOf(k)}.hashes`, ['I32']);
  const values = reader.lazyTensor(`${nameOf(k)}.values`, ['U8', 'I32']);
  const entries = { hashes: hashes.data as Int32Array, values: values.data as Uint8Array | Int32Array };
  if (entries.values.length !== entries.hashes.length) throw broken();
  return new Gazetteer(name, types, entries, (from, to) => {
    hashes.touch(from, to);
    values.touch(from, to);
    if (!areEntries(entries.values, from, to, types.length)) throw broken();
  });
}

/** True if values `from` … `to` − 1 are those of entries. */
function areEntries(values: Uint8Array | Int32Array, from: number, to: number, classes: number): boolean {
  for (let k = from; k < to; k++) if (values[k] < 1 || values[k] >> 1 > classes) return false;
  return true;
}

const vector = (data: StoredTensor['data']): StoredTensor => ({ shape: [data.length], data });
