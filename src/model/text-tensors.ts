/** @file Texts as tensors of bytes: UTF-8, one item a line. Runs in browsers too. */
import { textOfUtf8 } from '../text-bytes.js';
import type { StoredTensor } from './stored-tensors.js';

export function textTensor(lines: readonly string[]): StoredTensor {
  const data = new TextEncoder().encode(lines.join('\n'));
  return { shape: [data.length], data };
}

/** Returns the lines of a text tensor; an empty one has none. */
export function textsOf({ data }: StoredTensor): string[] {
  const text = textOfUtf8(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return text === '' ? [] : text.split('\n');
}
