/**
 * @file Which inputs have a row in the project-once table. Row 0 is the padding, the last rows are those of contexts, and the rows
 * between hold words. New words are collected and projected together; when there is no free row, a rare word loses its row.
 *
 * Rows are reused as in the CLOCK algorithm with counters: a hand goes around the rows, lowers the counter of each by 1, and
 * takes the first row whose counter is 0. Each use of a row raises its counter, up to 15. Rows of the current batch stay.
 */
import type { ProjectionTable } from '../kernels/projection-table.js';
import { featureBatchOf, type RowBatch } from '../kernels/row-batch.js';
import type { StoredModel } from '../model/read-model.js';
import { larger, type WordInputs } from './word-inputs.js';

/** Number of rows that are projected together at most. */
const batchRows = 256;

/** The counter of a row is in the lowest bits of its state, the number of the batch that used it last above. */
const counterBits = 4;
const highest = 2 ** counterBits - 1;

export class PlacedRows {
  readonly words: number; // slots of words
  readonly #end: number; // rows of words are 1 … end − 1
  #places = new Int32Array(2048); // (inputs, 2), row of an input, 0 if it has none, and state of this row: side by side in the CPU cache
  readonly #inputOf: Int32Array; // (rows)
  #batch = 0; // number of the current batch, shifted by `counterBits`
  #used = 1; // rows up to here have been used
  #hand = 1;
  #waiting = 0;
  readonly #targets = new Int32Array(batchRows); // the rows of the collected words
  readonly #x: Float32Array; // (batchRows, d)
  readonly #vector: Float32Array; // (d)
  readonly #vectors: number[] = [];
  readonly #starts = new Int32Array(batchRows + 1);
  #features = new Int32Array(16 * batchRows);
  readonly #dense = Int32Array.from({ length: batchRows }, (_, k) => k);

  /** `contextSlots`: number of slots after the words. `contextRows`: number of the table's last rows that are for them. */
  constructor(
    readonly table: ProjectionTable,
    readonly inputs: WordInputs,
    readonly lexicon: StoredModel['lexicon'],
    contextSlots: number,
    contextRows: number,
  ) {
    const { d, slots } = table.layout;
    this.words = slots.length - contextSlots;
    this.#end = table.capacity - contextRows;
    this.#inputOf = new Int32Array(this.#end);
    this.#x = new Float32Array(batchRows * d);
    this.#vector = new Float32Array(d);
    const padding = new Float32Array(d);
    lexicon.read(lexicon.V + 2, padding, 0);
    table.place(0, { ...featureBatchOf([[]]), x: padding, dense: Int32Array.of(0) }, 0, this.words);
  }

  /** Number of rows for words. */
  get wordRows(): number {
    return this.#end - 1;
  }

  /** Begins a batch, which may use {@link wordRows} inputs. Their rows are valid until the next one begins. */
  begin(): void {
    this.place();
    this.#batch = (this.#batch + (1 << counterBits)) & 0x7fffffff;
  }

  /** Returns the row of an input; it is projected by the next {@link place}. */
  rowOf(input: number): number {
    if (2 * input >= this.#places.length) this.#makeRoom();
    const places = this.#places;
    const row = places[2 * input];
    if (row === 0) return this.#add(input);
    const counter = places[2 * input + 1] & highest;
    places[2 * input + 1] = this.#batch | (counter < highest ? counter + 1 : highest);
    return row;
  }

  /** Projects the collected words. */
  place(): void {
    const count = this.#waiting;
    if (count === 0) return;
    this.#waiting = 0;
    const batch: RowBatch = {
      count,
      x: this.#x,
      dense: this.#dense,
      featureStart: this.#starts.subarray(0, count + 1),
      features: this.#features.subarray(0, this.#starts[count]),
    };
    this.table.place(this.#targets, batch, 0, this.words);
  }

  /** Projects rows `first`, `first + 1`, … without vectors for context slot `slot`, counted from the first slot after the words. */
  placeContexts(slot: number, first: number, batch: RowBatch): void {
    const p = this.words + slot;
    this.table.place(first, batch, p, p + 1);
  }

  /** Takes the rows from all inputs. */
  forget(): void {
    this.#places.fill(0);
    this.#waiting = 0;
    this.#used = 1;
    this.#hand = 1;
  }

  #makeRoom(): void {
    this.#places = larger(this.#places, 2 * Math.max(2 * this.inputs.count, this.#places.length));
  }

  #add(input: number): number {
    if (this.#waiting === batchRows) this.place();
    const row = this.#used < this.#end ? this.#used++ : this.#free();
    this.#places[2 * input] = row;
    this.#places[2 * input + 1] = this.#batch;
    this.#inputOf[row] = input;
    this.#targets[this.#waiting] = row;
    this.inputs.vectorsOf(input, this.#vectors);
    this.lexicon.readMean(this.#vectors, this.#vector);
    this.#x.set(this.#vector, this.#waiting * this.#vector.length);
    const features = this.inputs.featuresOf(input);
    const from = this.#starts[this.#waiting];
    const to = from + features.length;
    if (to > this.#features.length) this.#features = larger(this.#features, 2 * to);
    this.#features.set(features, from);
    this.#starts[++this.#waiting] = to;
    return row;
  }

  /** Takes the row from an input that is rarely used. */
  #free(): number {
    const places = this.#places;
    for (;;) {
      const row = this.#hand;
      this.#hand = row + 1 < this.#end ? row + 1 : 1;
      const at = 2 * this.#inputOf[row];
      const state = places[at + 1];
      if ((state & ~highest) === this.#batch) continue;
      if ((state & highest) > 0) places[at + 1] = state - 1;
      else {
        places[at] = 0;
        return row;
      }
    }
  }
}
