/**
 * @file Surface forms → numbers, straight from the text: a form that is known costs one pass over its UTF-16 units, no string and no
 * object. Open addressing with linear probing; hash: FNV-1a over units, finished by a multiplication.
 */

const firstSlots = 1024;
const firstUnits = 4096;

/** Numbers distinct forms 0, 1, … in order of first appearance. */
export class FormTable {
  count = 0;
  #slots: Int32Array; // (slots, 2), slots a power of two, at least 2 · count: number + 1 or 0 when empty, hash
  readonly #starts: Int32Array; // (capacity + 1), where the units of each form begin
  #units: Uint16Array;
  #key = new Uint16Array(64); // the form that is looked for

  constructor(readonly capacity: number) {
    this.#slots = new Int32Array(2 * firstSlots);
    this.#starts = new Int32Array(capacity + 1);
    this.#units = new Uint16Array(firstUnits);
  }

  /** UTF-16 units of all forms together. */
  get units(): number {
    return this.#starts[this.count]!;
  }

  /** The number of `text.slice(start, end)`; when it is new, that is `count` before the call. Needs count < capacity. */
  numberOf(text: string, start: number, end: number): number {
    const length = end - start;
    if (length > this.#key.length) this.#key = new Uint16Array(2 * length);
    const key = this.#key;
    let hash = 0x811c9dc5;
    for (let k = 0; k < length; k++) {
      const unit = text.charCodeAt(start + k);
      key[k] = unit;
      hash = Math.imul(hash ^ unit, 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
    const slots = this.#slots;
    const mask = slots.length / 2 - 1;
    let slot = firstSlot(hash, mask);
    for (let entry = slots[2 * slot]!; entry !== 0; entry = slots[2 * slot]!) {
      if (slots[2 * slot + 1] === hash && this.#holds(entry - 1, length)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = this.count + 1;
    slots[2 * slot + 1] = hash;
    this.#add(length);
    if (4 * this.count > slots.length) this.#grow();
    return this.count - 1;
  }

  /** Forgets all forms. */
  clear(): void {
    this.#slots = new Int32Array(2 * firstSlots);
    this.count = 0;
    this.#units = new Uint16Array(firstUnits);
  }

  /** Whether form `number` is the key of this length. */
  #holds(number: number, length: number): boolean {
    const first = this.#starts[number]!;
    if (this.#starts[number + 1]! - first !== length) return false;
    const units = this.#units;
    const key = this.#key;
    for (let k = 0; k < length; k++) if (units[first + k] !== key[k]) return false;
    return true;
  }

  #add(length: number): void {
    const first = this.units;
    const next = first + length;
    if (next > this.#units.length) {
      const larger = new Uint16Array(2 * next);
      larger.set(this.#units);
      this.#units = larger;
    }
    for (let k = 0; k < length; k++) this.#units[first + k] = this.#key[k]!;
    this.#starts[this.count + 1] = next;
    this.count++;
  }

  /** Twice as many slots: few slots stay in the processor's cache. */
  #grow(): void {
    const before = this.#slots;
    const slots = new Int32Array(2 * before.length);
    const mask = slots.length / 2 - 1;
    for (let k = 0; k < before.length; k += 2) {
      if (before[k] === 0) continue;
      let slot = firstSlot(before[k + 1]!, mask);
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = before[k]!;
      slots[2 * slot + 1] = before[k + 1]!;
    }
    this.#slots = slots;
  }
}

const firstSlot = (hash: number, mask: number): number => (hash ^ (hash >>> 16)) & mask;
