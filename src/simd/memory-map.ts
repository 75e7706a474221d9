/**
 * @file The struct of sizes and addresses that the WebAssembly code reads. It is declared in `assembly/memory-map.ts`, with
 * the shapes of all arrays; the build derives `fields.ts` from there.
 */
import { type Activation, activations } from '../network/activation.js';
import type { NetworkShape } from '../network/network-shape.js';
import { fields, fractions, slotFields } from './fields.js';
import type { MemoryBuilder } from './memory.js';

type Field = (typeof fields)[number];

const isFraction: ReadonlySet<string> = new Set(fractions);

/** Reads and writes this struct, and returns views of the arrays it points to. */
export class MemoryMap {
  readonly address: number;
  readonly #memory: WebAssembly.Memory;
  readonly #numbers: Int32Array;
  readonly #fractions: Float32Array;

  constructor(memory: WebAssembly.Memory, address: number, values: Partial<Record<Field, number>>) {
    this.address = address;
    this.#memory = memory;
    this.#numbers = this.ints(address, fields.length);
    this.#fractions = this.reals(address, fields.length);
    for (const [field, value] of Object.entries(values)) this.set(field as Field, value);
  }

  get(field: Field): number {
    const at = fields.indexOf(field);
    return isFraction.has(field) ? this.#fractions[at] : this.#numbers[at];
  }

  set(field: Field, value: number): void {
    const at = fields.indexOf(field);
    if (isFraction.has(field)) this.#fractions[at] = value;
    else this.#numbers[at] = value;
  }

  /** Returns a view of the integers at the address in a field. */
  intsOf(field: Field, length: number): Int32Array {
    return this.ints(this.get(field) >>> 0, length);
  }

  /** Returns a view of the float32 numbers at the address in a field. */
  realsOf(field: Field, length: number): Float32Array {
    return this.reals(this.get(field) >>> 0, length);
  }

  /** Returns a view of the 16-bit integers at the address in a field. */
  shortsOf(field: Field, length: number): Int16Array {
    return new Int16Array(this.#memory.buffer, this.get(field) >>> 0, length);
  }

  /** Returns a view of the 32-bit integers at an address. */
  ints(address: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, length);
  }

  /** Returns a view of the float32 numbers at an address. */
  reals(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }
}

/** Size of the memory map, in 32-bit numbers. */
export const planNumbers = fields.length;

/** Returns the fields that follow from a network shape and an activation. */
export function sizesOf(layout: NetworkShape, activation: Activation) {
  return {
    d: layout.d,
    row: layout.stride * 4,
    slots: layout.slots.length,
    activation: activations.indexOf(activation),
  };
}

/**
 * Scratch memory of one thread, in 32-bit numbers: two lists of addresses, a block of rows of x, and either
 * the same block packed plus a panel of W (forward) or G packed plus a tile (backward).
 */
export function scratchNumbers(layout: NetworkShape): number {
  const { d, stride } = layout;
  const block = 64; // rows
  const room = Math.ceil(d / 4) * 4 + 4;
  const packed = Math.max(block * d + 8 * d, block * stride);
  return Math.ceil((2 * block + block * room + packed + 32) / 16) * 16;
}

/** Addresses of θ. */
export function reserveParameters(reservation: MemoryBuilder, layout: NetworkShape) {
  const { D, F, stride } = layout;
  return {
    W: reservation.numbers(D * stride),
    b: reservation.numbers(stride),
    u: reservation.numbers(stride),
    S: reservation.numbers(F * stride),
  };
}

/** Writes the slot table, and the mask that separates real hidden units from padding. */
export function writeLayout(plan: MemoryMap, layout: NetworkShape): void {
  const table = plan.intsOf('slotTable', slotFields.length * layout.slots.length);
  layout.slots.forEach((slot, p) => {
    table.set(
      slotFields.map((field) => slot[field]),
      slotFields.length * p,
    );
  });
  plan.intsOf('mask', layout.H).fill(-1);
}
