/**
 * @file The distinct inputs of the words of a text: vectors and sparse features, see `windows/form-input.ts`. They stay here when
 * their row of the table is given to another word, so that a word that comes back need not be looked up again.
 * Open addressing with linear probing.
 */

/** Numbers distinct inputs 0, 1, … in order of first appearance. */
export class WordInputs {
  count = 0;
  #slots = new Int32Array(2048); // (slots), a power of two, at least 2 · count: number + 1, or 0 when empty
  #hashes = new Int32Array(1024); // (inputs)
  #starts = new Int32Array(1025); // (inputs + 1), where the numbers of each input begin
  #numbers = new Int32Array(8192); // of each input: the number of its vectors, its vectors, its features

  /** Returns the total size of all inputs, in numbers. */
  get size(): number {
    return this.#starts[this.count];
  }

  /** Returns the number of an input. A new one gets the number `count` (before the call). */
  intern(vectors: readonly number[], features: readonly number[]): number {
    const start = this.size;
    this.#write(start, vectors, features);
    const end = start + 1 + vectors.length + features.length;
    const hash = this.#hashOf(start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let entry = this.#slots[slot]; entry !== 0; entry = this.#slots[slot]) {
      if (this.#hashes[entry - 1] === hash && this.#equals(entry - 1, start, end)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    const input = this.count++;
    this.#slots[slot] = this.count;
    this.#hashes[input] = hash;
    this.#starts[this.count] = end;
    if (2 * this.count === this.#slots.length) this.#grow();
    return input;
  }

  /** Writes the rows of the vectors of an input to `into`. */
  vectorsOf(input: number, into: number[]): void {
    const start = this.#starts[input];
    into.length = this.#numbers[start];
    for (let k = 0; k < into.length; k++) into[k] = this.#numbers[start + 1 + k];
  }

  /** Returns the features of an input, ascending. */
  featuresOf(input: number): Int32Array {
    const start = this.#starts[input];
    return this.#numbers.subarray(start + 1 + this.#numbers[start], this.#starts[input + 1]);
  }

  /** Forgets all inputs. */
  clear(): void {
    this.count = 0;
    this.#slots.fill(0);
  }

  #write(start: number, vectors: readonly number[], features: readonly number[]): void {
    const end = start + 1 + vectors.length + features.length;
    if (end > this.#numbers.length) this.#numbers = larger(this.#numbers, 2 * end);
    let at = start;
    this.#numbers[at++] = vectors.length;
    for (const vector of vectors) this.#numbers[at++] = vector;
    for (const feature of features) this.#numbers[at++] = feature;
  }

  #hashOf(start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let k = start; k < end; k++) hash = Math.imul(hash ^ this.#numbers[k], 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
    return hash ^ (hash >>> 16);
  }

  #equals(input: number, start: number, end: number): boolean {
    let at = this.#starts[input];
    if (this.#starts[input + 1] - at !== end - start) return false;
    for (let k = start; k < end; k++) if (this.#numbers[at++] !== this.#numbers[k]) return false;
    return true;
  }

  #grow(): void {
    this.#hashes = larger(this.#hashes, this.#slots.length);
    this.#starts = larger(this.#starts, this.#slots.length + 1);
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let input = 0; input < this.count; input++) {
      let slot = this.#hashes[input] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = input + 1;
    }
    this.#slots = slots;
  }
}

/** Returns a longer array that begins with these numbers. */
export function larger(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const result = new Int32Array(length);
  result.set(numbers);
  return result;
}
