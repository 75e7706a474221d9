/** @file Typed arrays that grow: columns of unknown length, at 4 bytes a number and at most half as much again. */

/** A growing list of 32-bit integers. */
export class GrowingInts {
  #items = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(Math.ceil(this.length * 1.5));
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length++] = value;
  }

  at(index: number): number {
    return this.#items[index]!;
  }

  /** The numbers so far, copied. */
  values(): Int32Array {
    return this.#items.slice(0, this.length);
  }
}

/** A growing list of bytes. */
export class GrowingBytes {
  #items = new Uint8Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = new Uint8Array(Math.ceil(this.length * 1.5));
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length++] = value;
  }

  values(): Uint8Array {
    return this.#items.slice(0, this.length);
  }
}

/** A growing matrix of float32 rows. */
export class GrowingRows {
  #items: Float32Array;
  count: number;

  /** Starts with the rows of `first`, (count, d). */
  constructor(
    readonly d: number,
    first: Float32Array,
  ) {
    this.#items = first;
    this.count = first.length / d;
  }

  /** Adds a row, (d), and gives its number. */
  push(row: Float32Array): number {
    if ((this.count + 1) * this.d > this.#items.length) {
      const larger = new Float32Array(Math.ceil((this.count + 64) * 1.5) * this.d);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items.set(row, this.count * this.d);
    return this.count++;
  }

  row(index: number): Float32Array {
    return this.#items.subarray(index * this.d, (index + 1) * this.d);
  }

  /** All rows so far, (count, d); a view. */
  values(): Float32Array {
    return this.#items.subarray(0, this.count * this.d);
  }
}
