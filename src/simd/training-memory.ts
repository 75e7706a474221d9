/** @file The memory of a SIMD kernel: θ and dθ, the inputs, one batch with its results, and scratch. */

import { dropoutScale, dropoutThreshold } from '../kernels/dropout.js';
import type { KernelOptions } from '../kernels/kernel.js';
import { lengthOfX, placeX } from '../windows/inputs.js';
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
import { syncNumbers } from './thread-pool.js';

/**
 * Reserves all arrays, allocates the memory, and writes what never changes. `touchable` is the maximum
 * number of rows of S in one dS.
 */
export function layTraining(options: KernelOptions, touchable: number, threads: number) {
  const { layout, inputs, capacity, dropout } = options;
  const { stride, D, F, slots } = layout;
  const rows = inputs.dense.length;
  const reservation = new MemoryBuilder();
  const numbers = (count: number): number => reservation.numbers(count);
  const address = numbers(planNumbers);
  const values = {
    ...sizesOf(layout, options.activation),
    capacity,
    threshold: dropoutThreshold(dropout),
    scale: dropoutScale(dropout),
    slotTable: numbers(slotFields.length * slots.length),
    ...reserveParameters(reservation, layout),
    dW: numbers(D * stride),
    db: numbers(stride),
    du: numbers(stride),
    dS: numbers(touchable * stride),
    touchedRows: numbers(touchable),
    place: numbers(F),
    constants: numbers(constantNumbers),
    mask: numbers(stride),
    X: numbers(lengthOfX(inputs)),
    dense: numbers(rows),
    featureStart: numbers(rows + 1),
    features: numbers(inputs.features.length),
    ids: numbers(capacity * slots.length),
    s: numbers(capacity),
    ds: numbers(capacity),
    h: numbers(capacity * stride),
    dz: numbers(capacity * stride),
    active: numbers(capacity),
    P: numbers(slots.length * capacity * stride),
    seen: numbers(2 * rows),
    groupRows: numbers(slots.length * capacity),
    groups: numbers(slots.length * capacity),
    counts: numbers(slots.length),
    scratch: numbers(threads * scratchNumbers(layout)),
    scratchBytes: 4 * scratchNumbers(layout),
    clean: 1,
    sync: numbers(syncNumbers),
    sharing: threads,
  };
  const memory = reservation.allocate();
  const plan = new MemoryMap(memory, address, values);
  writeLayout(plan, layout);
  placeX(inputs, plan.reals(values.X, lengthOfX(inputs)));
  plan.ints(values.dense, rows).set(inputs.dense);
  plan.ints(values.featureStart, rows + 1).set(inputs.featureStart);
  plan.ints(values.features, inputs.features.length).set(inputs.features);
  return { memory, plan };
}
