/**
 * @file Chooses by measuring whether the steps of SGD are shared by all threads or done by one. A second thread
 * helps only on a free core: without one, the threads wait for each other several times a step, and two can take
 * three times as long as one. The results are the same bits either way.
 */

/** Steps in a row with the same number of threads, in a trial. */
const block = 8;
/** Steps at the start of a block that don't count: sleeping threads have to wake. */
const waking = 2;
/** Steps of a trial: blocks with all threads and with one take turns, so that both meet the same machine. */
const trial = 6 * block;
/** Steps before the first trial: the threads have to start. */
const starting = 256;
/** Steps from one trial to the next. A trial costs at most the difference of half its steps, 1 % of these. */
const cycle = 2048;

/** Chooses the number of threads for each step. */
export class ThreadChoice {
  readonly #threads: number;
  readonly #milliseconds: () => number;
  #chosen: number;
  #step = 0;
  #start = 0; // of the latest step
  #windows = 0; // of the latest step
  #shared: number[] = []; // milliseconds for a window, with all threads
  #alone: number[] = []; // the same with one

  /** `milliseconds` is a clock. */
  constructor(threads: number, milliseconds: () => number) {
    this.#threads = threads;
    this.#chosen = threads;
    this.#milliseconds = milliseconds;
  }

  /** Starts a step with so many windows, which ends the one before; returns the number of threads for it. */
  next(windows: number): number {
    if (this.#threads === 1) return 1;
    const at = (this.#step++ - starting) % cycle; // below 0 before the first trial
    if (at < 0 || at > trial) return this.#chosen;
    const now = this.#milliseconds();
    if (at % block > waking) this.#timesAt(at).push((now - this.#start) / this.#windows);
    this.#start = now;
    this.#windows = windows;
    if (at < trial) return this.#timesAt(at) === this.#shared ? this.#threads : 1;
    this.#choose();
    return this.#chosen;
  }

  #timesAt(at: number): number[] {
    return Math.floor(at / block) % 2 === 0 ? this.#shared : this.#alone;
  }

  #choose(): void {
    this.#chosen = medianOf(this.#shared) < medianOf(this.#alone) ? this.#threads : 1;
    this.#shared = [];
    this.#alone = [];
  }
}

/** The median leaves out the pauses between two steps in which a network is evaluated or written. */
function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}
