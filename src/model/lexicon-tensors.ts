/** @file Stores word vectors as tensors: int8 with one scale per row if that is lossless, otherwise float32. */
import type { StoredTensor } from './stored-tensors.js';

/** Returns the float32 next to a positive float32, up or down. */
function neighbor(value: number, step: 1 | -1): number {
  const bits = new Int32Array(Float32Array.of(value).buffer);
  bits[0] += step;
  return new Float32Array(bits.buffer)[0];
}

/**
 * Returns a scale for which every number of `row` equals scale · q, |q| ≤ 127, after rounding to float32;
 * undefined if there is none.
 */
function exactScale(row: Float32Array): number | undefined {
  let largest = 0;
  for (const value of row) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  const guess = Math.fround(largest / 127);
  const isExact = (scale: number): boolean =>
    row.every((value) => Math.fround(scale * Math.round(value / scale)) === value);
  return [guess, neighbor(guess, 1), neighbor(guess, -1)].find(isExact);
}

/**
 * Returns tensors of the rows of `vectors` (V, d) under `name`. {@link
 * dequantizedRows} reads back the same numbers.
 */
export function rowTensors(
  name: string,
  vectors: Float32Array,
  V: number,
  d: number,
): [string, StoredTensor][] {
  const scales = new Float32Array(V);
  const q = new Int8Array(V * d);
  for (let row = 0; row < V; row++) {
    const scale = exactScale(vectors.subarray(row * d, (row + 1) * d));
    if (scale === undefined) return [[`${name}.vectors`, { shape: [V, d], data: vectors }]];
    scales[row] = scale;
    if (scale > 0) for (let k = row * d; k < (row + 1) * d; k++) q[k] = Math.round(vectors[k] / scale);
  }
  return [
    [`${name}.scales`, { shape: [V], data: scales }],
    [`${name}.vectors`, { shape: [V, d], data: q }],
  ];
}

/** Writes a row to `into[at …]`: the numbers `q`, multiplied by `scale` if there is one. */
export function decodeRow(
  q: StoredTensor['data'],
  scale: number | undefined,
  into: Float32Array,
  at: number,
): void {
  if (scale === undefined) into.set(q, at);
  else for (let k = 0; k < q.length; k++) into[at + k] = scale * q[k];
}

/** Returns the rows as float32, (V, d). */
export function dequantizedRows(
  { data, shape }: StoredTensor,
  scales: StoredTensor | undefined,
): Float32Array {
  const [V = 0, d = 0] = shape;
  const rows = new Float32Array(V * d);
  for (let row = 0; row < V; row++) {
    decodeRow(data.subarray(row * d, (row + 1) * d), scales?.data[row], rows, row * d);
  }
  return rows;
}
