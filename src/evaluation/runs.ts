/**
 * @file Runs of neighbouring positions while positions come in one after the other, by falling score. A position that touches no run
 * begins one; one that joins two leaves the elder, whose best score is the higher. So the order in which runs began is the order of
 * their best scores, and nothing has to be sorted.
 */
import type { Gold } from './gold.js';

/** What a run may have become: taken in by an elder one, a gold location, or neither. */
const [gone, miss, hit] = [0, 1, 2];

export class Runs {
  /** How many runs there are, and how many of them are gold locations. */
  count = 0;
  hits = 0;
  /** Gold locations neither of whose neighbours is in. Since runs only grow, no others are hits, now or later. */
  open: number;
  #began = 0;
  readonly #isIn: Uint8Array; // (positions)
  readonly #endAt: Int32Array; // (positions), at the first position of a run: the position after its end
  readonly #startAt: Int32Array; // (positions), at the last position of a run
  readonly #numberAt: Int32Array; // (positions), at the first position of a run: its place in the order of beginning
  readonly #bestOf: Float32Array; // by that place: the score that the run began with
  readonly #stateOf: Uint8Array; // by that place: what has become of the run

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
      start = this.#startAt[position - 1]!;
      number = this.#numberAt[start]!;
      this.#tally(start, position, -1);
    }
    if (this.#isIn[end]) {
      const later = this.#numberAt[end]!;
      const last = this.#endAt[end]!;
      this.#tally(end, last, -1);
      end = last;
      if (number >= 0) this.#stateOf[Math.max(number, later)] = gone;
      number = number < 0 ? later : Math.min(number, later);
    }
    if (number < 0) {
      number = this.#began++;
      this.#bestOf[number] = this.scores[position]!;
    }
    this.#numberAt[start] = number;
    this.#stateOf[number] = this.gold.endOf[start] === end ? hit : miss;
    this.#endAt[start] = end;
    this.#startAt[end - 1] = start;
    this.#tally(start, end, 1);
  }

  /** Takes the gold locations beside a position out of the open ones, unless their other neighbour did. */
  #close(position: number): void {
    const { startOf, endOf } = this.gold;
    const [start, end] = [startOf[position]!, endOf[position + 1]!];
    if (start > 0 && !this.#isIn[start - 1]) this.open--;
    if (end > 0 && !this.#isIn[end]) this.open--;
  }

  /** The run that follows another one by falling best score, the first after −1; −1 after the last. */
  after(run: number): number {
    let next = run + 1;
    while (next < this.#began && this.#stateOf[next] === gone) next++;
    return next < this.#began ? next : -1;
  }

  /** The best score of a run. */
  bestOf(run: number): number {
    return this.#bestOf[run]!;
  }

  /** Whether a run is a gold location. */
  isHit(run: number): boolean {
    return this.#stateOf[run] === hit;
  }

  /** Adds `by` runs from `start` to `end` to the counts: 1, or −1 for one that is none any more. */
  #tally(start: number, end: number, by: number): void {
    this.count += by;
    if (this.gold.endOf[start] === end) this.hits += by;
  }
}
