/** @file Maps the rows of one context (sentence or document) to table rows while a run of positions is scored. */

export class PlacedContext {
  /** Table rows of the positions of the run; the first position is at index `radius`. */
  readonly placed: Int32Array;
  readonly #rows: Int32Array; // (room), the distinct rows of the run
  #count = 0;
  readonly #run: Int32Array; // by row: number of the last run that contained it
  readonly #place: Int32Array; // by row: its table row in that run
  #runs = 0;

  /**
   * For runs of at most `positions` positions with at most `room` distinct rows; row numbers are below
   * `rows`.
   */
  constructor(
    readonly context: Int32Array,
    rows: number,
    readonly room: number,
    positions: number,
    readonly radius: number,
  ) {
    this.placed = new Int32Array(positions + radius);
    this.#rows = new Int32Array(room);
    this.#run = new Int32Array(rows);
    this.#place = new Int32Array(rows);
  }

  /** Returns the distinct rows of the run, in table order. */
  get rows(): Int32Array {
    return this.#rows.subarray(0, this.#count);
  }

  /**
   * Starts a run at `from` that reaches to `to`, or less far if there is no room for more rows. Returns its
   * end. `first` is the first table row to use.
   */
  gather(from: number, to: number, first: number): number {
    const { context, placed, radius } = this;
    const run = ++this.#runs;
    this.#count = 0;
    for (let c = from; c < to; c++) {
      const row = context[c];
      if (this.#run[row] !== run) {
        if (this.#count === this.room) return c;
        this.#run[row] = run;
        this.#place[row] = first + this.#count;
        this.#rows[this.#count++] = row;
      }
      placed[c - from + radius] = this.#place[row];
    }
    return to;
  }
}
