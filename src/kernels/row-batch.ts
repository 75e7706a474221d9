/** @file Rows to place in a project-once table. */
import type { Inputs } from '../windows/inputs.js';

/**
 * Rows with their features: row k has `features[featureStart[k] … featureStart[k + 1] − 1]`. Placing is
 * fastest if rows with the same x are adjacent.
 */
export interface RowBatch {
  readonly count: number;
  readonly x: Float32Array; // (any number, d)
  readonly dense: Int32Array; // (count), the row of x, or −1 for none
  readonly featureStart: Int32Array; // (count + 1)
  readonly features: Int32Array;
}

/** A table that takes rows; see `ProjectionTable`. */
interface RowTarget {
  place(first: number, batch: RowBatch, slotFrom: number, slotTo: number): void;
}

const placedAtOnce = 256;

/**
 * Places the given rows of `inputs` on slots `slotFrom` … `slotTo − 1` of a table, as its rows `first`,
 * `first + 1`, ….
 */
export function placeRows(
  table: RowTarget,
  inputs: Inputs,
  rows: Int32Array,
  first: number,
  slotFrom: number,
  slotTo: number,
): void {
  for (let k = 0; k < rows.length; k += placedAtOnce) {
    const batch = rowBatchOf(inputs, rows.subarray(k, k + placedAtOnce));
    table.place(first + k, batch, slotFrom, slotTo);
  }
}

/** Returns the given rows of `inputs`, with their features side by side. */
function rowBatchOf({ X, dense, featureStart, features }: Inputs, rows: Int32Array): RowBatch {
  const count = rows.length;
  const starts = new Int32Array(count + 1);
  for (let k = 0; k < count; k++) {
    const row = rows[k];
    starts[k + 1] = starts[k] + featureStart[row + 1] - featureStart[row];
  }
  const ids = new Int32Array(starts[count]);
  for (let k = 0; k < count; k++) {
    const from = featureStart[rows[k]];
    for (let at = starts[k]; at < starts[k + 1]; at++) ids[at] = features[from + at - starts[k]];
  }
  return { count, x: X, dense: rows.map((row) => dense[row]), featureStart: starts, features: ids };
}

/** Returns rows with these features and no dense part. */
export function featureBatchOf(features: readonly (readonly number[])[]): RowBatch {
  const count = features.length;
  const featureStart = new Int32Array(count + 1);
  features.forEach((list, k) => {
    featureStart[k + 1] = featureStart[k] + list.length;
  });
  return {
    count,
    x: new Float32Array(0),
    dense: new Int32Array(count).fill(-1),
    featureStart,
    features: Int32Array.from(features.flat()),
  };
}
