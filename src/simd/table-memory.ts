/** @file The memory of a SIMD table: θ, P of every row and slot, and staging areas for rows and windows. */

import { maximum } from '../extremes.js';
import type { Activation } from '../network/activation.js';
import type { NetworkShape } from '../network/network-shape.js';
import { constantNumbers, slotFields } from './fields.js';
import { MemoryBuilder } from './memory.js';
import {
  MemoryMap,
  planNumbers,
  reserveParameters,
  scratchNumbers,
  sizesOf,
  writeLayout,
} from './memory-map.js';
import { maxPieces, roundedHeader } from './screen.js';
import { syncNumbers } from './thread-pool.js';

/** Maximum number of rows placed, and windows scored, per call of the WebAssembly code. */
export const stagedRows = 512;
export const stagedWindows = 4096;

/** Number of sparse features that can be staged with a chunk of rows; any single row fits. */
export const stagedFeatures = (layout: NetworkShape): number =>
  maximum([stagedRows * 16, ...layout.slots.map((slot) => slot.features)]);

/** Additional memory of a table, next to θ and P. */
export interface TableRoom {
  /** P rounded for screening. */
  readonly rounded?: boolean;
  /** The x of every row, for means. */
  readonly vectors?: boolean;
  /** See `TableOptions.parts`. */
  readonly parts?: number | undefined;
}

/** Reserves all arrays, allocates the memory, and writes what never changes. */
export function layTable(
  layout: NetworkShape,
  activation: Activation,
  capacity: number,
  threads: number,
  { rounded = false, vectors = false, parts = layout.slots.length }: TableRoom,
) {
  const { stride, slots } = layout;
  const roundedPart = roundedHeader + stride; // bytes
  const reservation = new MemoryBuilder();
  const numbers = (count: number): number => reservation.numbers(count);
  const address = numbers(planNumbers);
  const values = {
    ...sizesOf(layout, activation),
    capacity: stagedWindows,
    parts,
    slotTable: numbers(slotFields.length * slots.length),
    ...reserveParameters(reservation, layout),
    constants: numbers(constantNumbers),
    mask: numbers(stride),
    X: numbers(stagedRows * layout.d),
    dense: numbers(stagedRows),
    featureStart: numbers(stagedRows + 1),
    features: numbers(stagedFeatures(layout)),
    groupRows: numbers(stagedRows),
    targets: numbers(stagedRows),
    ids: numbers(stagedWindows * slots.length),
    contexts: numbers(stagedWindows * slots.length),
    s: numbers(stagedWindows),
    P: numbers(capacity * parts * stride),
    ...(rounded && {
      Q: numbers((capacity * parts * roundedPart) / 4),
      roundedPart,
      quantizedU: numbers((maxPieces * stride) / 2),
      clamps: numbers(8 * maxPieces),
      undecided: numbers(stagedWindows),
    }),
    vectors: numbers(vectors ? capacity * layout.d : 0),
    sum: numbers(2 * layout.d),
    scratch: numbers(threads * scratchNumbers(layout)),
    scratchBytes: 4 * scratchNumbers(layout),
    sync: numbers(syncNumbers),
    sharing: threads,
  };
  const memory = reservation.allocate();
  const plan = new MemoryMap(memory, address, values);
  writeLayout(plan, layout);
  plan.intsOf('groupRows', stagedRows).forEach((_, k, list) => {
    list[k] = k;
  });
  return { memory, plan };
}
