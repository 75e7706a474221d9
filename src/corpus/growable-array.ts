/**
 * @file Growable arrays of integers. They grow by whole chunks, so nothing is copied while they grow, and
 * they use memory that threads can share.
 */

import { sharedBuffer } from '../shared-buffer.js';

const chunkBits = 16;
const chunkItems = 1 << chunkBits;

type Column = Int32Array | Uint8Array;

/** A growable array of integers; `make` allocates its chunks. */
abstract class Growing<C extends Column> {
  length = 0;
  readonly #chunks: C[] = [];
  #last: C;

  constructor(readonly make: (length: number) => C) {
    this.#last = make(0);
  }

  push(value: number): void {
    const at = this.length++ & (chunkItems - 1);
    if (at === 0) {
      this.#last = this.make(chunkItems);
      this.#chunks.push(this.#last);
    }
    this.#last[at] = value;
  }

  at(index: number): number {
    return this.#chunks[index >> chunkBits][index & (chunkItems - 1)];
  }

  set(index: number, value: number): void {
    this.#chunks[index >> chunkBits][index & (chunkItems - 1)] = value;
  }

  /** Returns the numbers so far, copied into one array. */
  values(): C {
    const all = this.make(this.length);
    this.#chunks.forEach((chunk, k) => {
      const from = k << chunkBits;
      all.set(chunk.subarray(0, Math.min(chunkItems, this.length - from)), from);
    });
    return all;
  }
}

/** A growing list of 32-bit integers. */
export class GrowingInts extends Growing<Int32Array> {
  constructor() {
    super((length) => new Int32Array(sharedBuffer(4 * length)));
  }
}

/** A growing list of bytes. */
export class GrowingBytes extends Growing<Uint8Array> {
  constructor() {
    super((length) => new Uint8Array(sharedBuffer(length)));
  }
}
