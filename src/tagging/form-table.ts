/**
 * @file Maps surface forms to numbers, directly from the UTF-16 code units of a text: a known form costs two
 * passes over its units, and neither a string nor an object. Open addressing with linear probing; the hash is
 * FNV-1a over code units with a final multiplication.
 */
import { textOfUtf16 } from '../text-bytes.js';

const firstSlots = 1024;
const firstUnits = 4096;

/** Returns a 32-bit hash of the form `text[start … end − 1]`. */
export function hashOf(text: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let k = start; k < end; k++) hash = Math.imul(hash ^ text[k], 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
}

/** Numbers distinct forms 0, 1, … in order of first appearance. */
export class FormTable {
  count = 0;
  #slots: Int32Array; // (slots, 2), slots a power of two, at least 2 · count: number + 1 or 0 when empty, hash
  readonly #starts: Int32Array; // (capacity + 1), where the units of each form begin
  #units: Uint16Array;

  constructor(readonly capacity: number) {
    this.#slots = new Int32Array(2 * firstSlots);
    this.#starts = new Int32Array(capacity + 1);
    this.#units = new Uint16Array(firstUnits);
  }

  /** Returns the total number of UTF-16 code units of all forms. */
  get units(): number {
    return this.#starts[this.count];
  }

  /**
   * Returns the number of the form `text[start … end − 1]`, whose {@link hashOf} is `hash`. A new form gets
   * the number `count` (before the call). Requires count < capacity.
   */
  intern(text: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length / 2 - 1;
    let slot = firstSlot(hash, mask);
    for (let entry = slots[2 * slot]; entry !== 0; entry = slots[2 * slot]) {
      if (slots[2 * slot + 1] === hash && this.#holds(entry - 1, text, start, end)) return entry - 1;
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = this.count + 1;
    slots[2 * slot + 1] = hash;
    this.#add(text, start, end);
    if (4 * this.count > slots.length) this.#place(new Int32Array(2 * slots.length)); // grown only when necessary, because a small table stays in the CPU cache
    return this.count - 1;
  }

  /** Returns a form as a string. */
  textOf(form: number): string {
    return textOfUtf16(this.#units.subarray(this.#starts[form], this.#starts[form + 1]));
  }

  /** Forgets all forms. */
  clear(): void {
    this.#slots = new Int32Array(2 * firstSlots);
    this.count = 0;
    this.#units = new Uint16Array(firstUnits);
  }

  #holds(number: number, text: Uint16Array, start: number, end: number): boolean {
    let at = this.#starts[number];
    if (this.#starts[number + 1] - at !== end - start) return false;
    const units = this.#units;
    for (let k = start; k < end; k++) if (units[at++] !== text[k]) return false;
    return true;
  }

  #add(text: Uint16Array, start: number, end: number): void {
    const first = this.units;
    const next = first + end - start;
    if (next > this.#units.length) {
      const larger = new Uint16Array(2 * next);
      larger.set(this.#units);
      this.#units = larger;
    }
    for (let k = start; k < end; k++) this.#units[first + k - start] = text[k];
    this.#starts[this.count + 1] = next;
    this.count++;
  }

  /** Inserts all forms into `slots`, which must be empty. */
  #place(slots: Int32Array): void {
    const mask = slots.length / 2 - 1;
    for (let form = 0; form < this.count; form++) {
      const hash = hashOf(this.#units, this.#starts[form], this.#starts[form + 1]);
      let slot = firstSlot(hash, mask);
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = form + 1;
      slots[2 * slot + 1] = hash;
    }
    this.#slots = slots;
  }
}

const firstSlot = (hash: number, mask: number): number => (hash ^ (hash >>> 16)) & mask;
