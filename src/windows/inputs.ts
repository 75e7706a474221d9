/** @file The inputs x: the dense vector and the sparse features of every row. Training never changes them. */
import { sharedBuffer } from '../shared-buffer.js';
import type { DenseRows } from './dense-rows.js';

/**
 * The table of rows. A row is a distinct input of a slot: a word form with its features, the padding, or the
 * context of a sentence. A window is a tuple of row numbers, one per slot.
 */
export interface Inputs {
  readonly d: number;
  readonly X: Float32Array; // (V, d), dense vectors
  readonly dense: Int32Array; // (R), the row of X, or −1 for none
  readonly featureStart: Int32Array; // (R + 1), start of each row's features in `features`
  readonly features: Int32Array; // sparse feature ids, ascending within a row
}

/**
 * Inputs whose X is written on first use: into memory that threads can share, or directly into the memory of
 * a kernel. The last place written to holds X.
 */
export class LazyInputs implements Inputs {
  readonly d: number;
  readonly length: number; // of X
  #X: Float32Array | undefined;
  #rows: DenseRows | undefined; // until X is written

  constructor(
    rows: DenseRows,
    readonly dense: Int32Array,
    readonly featureStart: Int32Array,
    readonly features: Int32Array,
  ) {
    this.d = rows.d;
    this.length = rows.count * rows.d;
    this.#rows = rows;
  }

  get X(): Float32Array {
    return this.#X ?? this.moveTo(new Float32Array(sharedBuffer(4 * this.length)));
  }

  /** Writes or copies X to this array, which holds X from now on. */
  moveTo(X: Float32Array): Float32Array {
    if (this.#X) X.set(this.#X);
    else this.#rows?.write(X, this.length / this.d);
    this.#rows = undefined;
    this.#X = X;
    return X;
  }
}

/** Returns the size of X in numbers. */
export const lengthOfX = (inputs: Inputs): number =>
  inputs instanceof LazyInputs ? inputs.length : inputs.X.length;

/** Writes X into `memory`. {@link LazyInputs} use this memory from then on and keep no other copy. */
export function placeX(inputs: Inputs, memory: Float32Array): void {
  if (inputs instanceof LazyInputs) inputs.moveTo(memory);
  else memory.set(inputs.X);
}
