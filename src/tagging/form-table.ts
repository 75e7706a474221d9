/**
 * @file Surface forms → numbers, straight from the text: a form that is known costs one pass over its UTF-16 units, no string and no
 * object. Open addressing with linear probing; hash: FNV-1a over units, finished by a multiplication.
 */

/** Numbers distinct forms 0, 1, … in order of first appearance. */
export class FormTable {
  count = 0;
  readonly #slots: Int32Array; // a power of two, at least 2 · capacity: number + 1, 0 when empty
  readonly #mask: number;
  readonly #hashes: Int32Array; // (capacity)
  readonly #starts: Int32Array; // (capacity + 1), where the units of each form begin
  #units: Uint16Array;

  constructor(readonly capacity: number) {
    const slots = 2 ** Math.ceil(Math.log2(2 * capacity));
    this.#slots = new Int32Array(slots);
    this.#mask = slots - 1;
    this.#hashes = new Int32Array(capacity);
    this.#starts = new Int32Array(capacity + 1);
    this.#units = new Uint16Array(8 * capacity);
  }

  /** UTF-16 units of all forms together. */
  get units(): number {
    return this.#starts[this.count]!;
  }

  /** The number of `text.slice(start, end)`; when it is new, that is `count` before the call. Needs count < capacity. */
  numberOf(text: string, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
    const mask = this.#mask;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#hashes[entry - 1] === hash && this.#isAt(entry - 1, text, start, end)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.count + 1;
    return this.#add(hash, text, start, end);
  }

  /** Forgets all forms. */
  clear(): void {
    this.#slots.fill(0);
    this.count = 0;
    this.#units = new Uint16Array(8 * this.capacity);
  }

  #isAt(number: number, text: string, start: number, end: number): boolean {
    const first = this.#starts[number]!;
    if (this.#starts[number + 1]! - first !== end - start) return false;
    for (let at = start; at < end; at++) {
      if (this.#units[first + at - start] !== text.charCodeAt(at)) return false;
    }
    return true;
  }

  #add(hash: number, text: string, start: number, end: number): number {
    const first = this.units;
    const next = first + end - start;
    if (next > this.#units.length) {
      const larger = new Uint16Array(2 * next);
      larger.set(this.#units);
      this.#units = larger;
    }
    for (let at = start; at < end; at++) this.#units[first + at - start] = text.charCodeAt(at);
    this.#hashes[this.count] = hash;
    this.#starts[this.count + 1] = next;
    return this.count++;
  }
}
