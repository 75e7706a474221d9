/** @file The project-once table with screening, see `screen.ts`. */
import type { ScreeningTable, TableOptions } from '../kernels/projection-table.js';
import type { Activation } from '../network/activation.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import { canScreen, writeScreen } from './screen.js';
import { SimdTable } from './simd-table.js';
import type { TableRoom } from './table-memory.js';

/** Also keeps a rounded P, if windows are short enough and `room` allows it. */
export class SimdScreeningTable extends SimdTable implements ScreeningTable {
  readonly #activation: Activation;
  readonly #rounded: number; // the address of the rounded P, 0 if there is no room for it
  #screens = false; // true if it screens with the current θ

  constructor(
    layout: NetworkShape,
    activation: Activation,
    capacity: number,
    options: TableOptions = {},
    room: TableRoom = { rounded: true },
  ) {
    const rounded = room.rounded === true && canScreen(layout);
    super(layout, activation, capacity, options, { ...room, rounded });
    this.#activation = activation;
    this.#rounded = this.plan.get('Q');
  }

  override load(parameters: Parameters): void {
    super.load(parameters);
    this.#screens = false;
    this.plan.set('Q', 0);
  }

  loadForScreening(parameters: Parameters): void {
    super.load(parameters);
    this.#screens = this.#rounded !== 0;
    this.plan.set('Q', this.#rounded);
    if (this.#screens) writeScreen(this.plan, this.layout, this.#activation, parameters);
  }

  screenRun(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    above: number,
    s: Float32Array,
    at = 0,
  ): void {
    this.run(rows, contexts, from, to, this.#screens ? above : undefined, s, at);
  }
}
