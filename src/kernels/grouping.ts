/**
 * @file Groups the windows of a batch that have the same row in a slot, so that each distinct row is
 * projected and differentiated only once.
 */

/** Numbers the distinct rows of a list 0, 1, … in order of first appearance. */
export class Grouping {
  /** The distinct rows, in order of first appearance; the first `count` are valid. */
  readonly rows: Int32Array;
  /** Number of the group of each member. */
  readonly group: Int32Array;
  count = 0;
  readonly #stamp: Int32Array; // (rows), number of the last list that contained the row
  readonly #number: Int32Array; // (rows), its group in that list
  #tick = 0;

  /** For rows 0 … `rows` − 1 and lists of at most `capacity` members. */
  constructor(rows: number, capacity: number) {
    this.rows = new Int32Array(capacity);
    this.group = new Int32Array(capacity);
    this.#stamp = new Int32Array(rows);
    this.#number = new Int32Array(rows);
  }

  /**
   * Groups the rows `ids[i · slots + slot]` of the windows i = `members[0 … n − 1]`, or i = 0 … n − 1 without
   * `members`.
   */
  gather(ids: Int32Array, slot: number, slots: number, n: number, members?: Int32Array): void {
    const tick = ++this.#tick;
    this.count = 0;
    for (let k = 0; k < n; k++) {
      const row = ids[(members ? members[k] : k) * slots + slot];
      if (this.#stamp[row] !== tick) {
        this.#stamp[row] = tick;
        this.#number[row] = this.count;
        this.rows[this.count++] = row;
      }
      this.group[k] = this.#number[row];
    }
  }
}
