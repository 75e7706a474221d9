/**
 * @file The parameters that the windows of a batch use: word vectors x and rows of S, each
 * with the places where they occur.
 */
import { applyDropout } from '../../kernels/dropout.js';
import type { NetworkShape } from '../../network/network-shape.js';
import type { Inputs } from '../../windows/inputs.js';
import type { Windows } from './recording-kernel.js';

/** A dense input vector of the batch; with dropout it depends on the slot, so there is one per slot. */
export interface TouchedVector {
  /** The row number; with dropout `row@slot`. */
  readonly name: string;
  readonly x: Float32Array; // (d)
}

/** One slot of a window: indices into {@link Touched.vectors} and {@link Touched.features}. */
export interface FilledSlot {
  readonly vector: number | undefined;
  readonly features: readonly number[];
}

export interface Touched {
  readonly vectors: readonly TouchedVector[];
  /** Rows of S. */
  readonly features: readonly number[];
  readonly windows: readonly (readonly FilledSlot[])[];
}

/** Numbers keys in order of first appearance. */
class Numbering<T extends string | number> {
  readonly #numbers = new Map<T, number>();
  get keys(): T[] {
    return [...this.#numbers.keys()];
  }
  of(key: T): number {
    const number = this.#numbers.get(key) ?? this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }
}

/** Returns the parameters that `windows` use. `dropout` is the rate. */
export function touchedBy(
  { ids, count, dropoutSeed }: Windows,
  { slots, d }: NetworkShape,
  inputs: Inputs,
  dropout: number,
): Touched {
  const thins = dropoutSeed !== undefined && dropout > 0;
  const names = new Numbering<string>();
  const weights = new Numbering<number>();
  const vectors: TouchedVector[] = [];
  const windows = Array.from({ length: count }, (_, i) =>
    slots.map((slot, p): FilledSlot => {
      const row = ids[i * slots.length + p];
      const dense = slot.column < 0 ? -1 : inputs.dense[row];
      const vector = dense < 0 ? undefined : names.of(thins ? `${row}@${p}` : String(row));
      if (vector === vectors.length) {
        const x = inputs.X.slice(dense * d, (dense + 1) * d);
        if (thins) applyDropout(x.slice(), dropoutSeed, row, p, dropout, x);
        vectors.push({ name: names.keys[vector], x });
      }
      const features = [];
      for (let k = inputs.featureStart[row]; k < inputs.featureStart[row + 1]; k++) {
        if (slot.features > 0) features.push(weights.of(slot.sparse + inputs.features[k]));
      }
      return { vector, features };
    }),
  );
  return { vectors, features: weights.keys, windows };
}
