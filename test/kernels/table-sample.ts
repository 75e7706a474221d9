/** @file Small tables for the tests: any sizes, rows with vectors and features. */
import fc from 'fast-check';
import type { RowBatch } from '../../src/kernels/row-batch.js';
import { activations } from '../../src/network/activation.js';
import { type NetworkShape, networkShapeOf } from '../../src/network/network-shape.js';
import type { Random } from '../../src/random.js';

export const shapes = fc.record({
  d: fc.integer({ min: 1, max: 40 }),
  H: fc.integer({ min: 1, max: 60 }),
  radius: fc.integer({ min: 0, max: 4 }),
  wordFeatures: fc.constantFrom(0, 7),
  contexts: fc.nat(2),
  rows: fc.integer({ min: 1, max: 1200 }),
  activation: fc.constantFrom(...activations),
  seed: fc.nat(),
});

export function layoutFor(shape: {
  d: number;
  H: number;
  radius: number;
  wordFeatures: number;
  contexts: number;
}) {
  const context = (dense: boolean) => ({ dense, features: shape.wordFeatures });
  return networkShapeOf({
    ...shape,
    sentence: shape.contexts > 0 ? context(false) : undefined,
    document: shape.contexts > 1 ? context(true) : undefined,
  });
}

/** Rows of which some have no vector and some share one, each with any of the features. */
export function batchOf(layout: NetworkShape, count: number, random: Random): RowBatch {
  const featureStart = new Int32Array(count + 1);
  const features: number[] = [];
  const most = layout.slots[0].features;
  for (let k = 0; k < count; k++) {
    for (let feature = 0; feature < most; feature++) if (random.below(2) === 0) features.push(feature);
    featureStart[k + 1] = features.length;
  }
  return {
    count,
    x: Float32Array.from({ length: count * layout.d }, () => random.uniform() - 0.5),
    dense: Int32Array.from({ length: count }, (_, k) => [-1, k >> 1][random.below(6)] ?? k),
    featureStart,
    features: Int32Array.from(features),
  };
}
