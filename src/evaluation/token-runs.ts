/**
 * @file Tracks runs of adjacent positions while positions are added in descending order of score. A position
 * that touches no run starts a new one; a position that joins two runs merges them into the older one, whose
 * best score is higher. So runs start in the order of their best scores, and nothing has to be sorted.
 */
import type { Gold } from './gold.js';

/** State of a run: merged into an older one, not a gold location, or a gold location. */
const [gone, miss, hit] = [0, 1, 2];

export class TokenRuns {
  /** Number of runs, and number of those that are gold locations. */
  count = 0;
  hits = 0;
  /**
   * Number of gold locations with no added position next to them. Because runs only grow, no other gold
   * location can be a hit, now or later.
   */
  open: number;
  #began = 0;
  readonly #isIn: Uint8Array; // (positions)
  readonly #endAt: Int32Array; // (positions), at the first position of a run: the position after its end
  readonly #startAt: Int32Array; // (positions), at the last position of a run
  readonly #numberAt: Int32Array; // (positions), at the first position of a run: the run's index in order of start
  readonly #bestOf: Float32Array; // by run index: the score of the run's first position, which is its best
  readonly #stateOf: Uint8Array; // by run index: its state

  constructor(
    readonly scores: Float32Array,
    readonly gold: Gold,
  ) {
    const positions = scores.length;
    this.open = gold.entities;
    this.#isIn = new Uint8Array(positions);
    this.#endAt = new Int32Array(positions);
    this.#startAt = new Int32Array(positions);
    this.#numberAt = new Int32Array(positions);
    this.#bestOf = new Float32Array(positions);
    this.#stateOf = new Uint8Array(positions);
  }

  /** Adds a position, which joins the runs that touch it. */
  add(position: number): void {
    this.#isIn[position] = 1;
    this.#close(position);
    let start = position;
    let end = position + 1;
    let number = -1;
    if (this.#isIn[position - 1]) {
      start = this.#startAt[position - 1];
      number = this.#numberAt[start];
      this.#tally(start, position, -1);
    }
    if (this.#isIn[end]) {
      const later = this.#numberAt[end];
      const last = this.#endAt[end];
      this.#tally(end, last, -1);
      end = last;
      if (number >= 0) this.#stateOf[Math.max(number, later)] = gone;
      number = number < 0 ? later : Math.min(number, later);
    }
    if (number < 0) {
      number = this.#began++;
      this.#bestOf[number] = this.scores[position];
    }
    this.#numberAt[start] = number;
    this.#stateOf[number] = this.gold.endOf[start] === end ? hit : miss;
    this.#endAt[start] = end;
    this.#startAt[end - 1] = start;
    this.#tally(start, end, 1);
  }

  /**
   * Removes the gold locations next to a position from the open ones, unless their other neighbor already
   * did.
   */
  #close(position: number): void {
    const { startOf, endOf } = this.gold;
    const [start, end] = [startOf[position], endOf[position + 1]];
    if (start > 0 && !this.#isIn[start - 1]) this.open--;
    if (end > 0 && !this.#isIn[end]) this.open--;
  }

  /**
   * Returns the next run in descending order of best score; −1 as argument gives the first run, −1 as
   * result means there are no more.
   */
  after(run: number): number {
    let next = run + 1;
    while (next < this.#began && this.#stateOf[next] === gone) next++;
    return next < this.#began ? next : -1;
  }

  /** Returns the best score of a run. */
  bestOf(run: number): number {
    return this.#bestOf[run];
  }

  /** True if a run is a gold location. */
  isHit(run: number): boolean {
    return this.#stateOf[run] === hit;
  }

  /**
   * Updates the counts for the run `start` … `end`: `by` is 1 for a new run, −1 for one that no longer
   * exists.
   */
  #tally(start: number, end: number, by: number): void {
    this.count += by;
    if (this.gold.endOf[start] === end) this.hits += by;
  }
}
