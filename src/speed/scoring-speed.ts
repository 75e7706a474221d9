/** @file Measures the speed of scoring: the words of a corpus, from a table that holds all of them. */
import { NerwinError } from '../error.js';
import type { KernelName } from '../kernels/kernel.js';
import type { ProjectionTable } from '../kernels/projection-table.js';
import { placeRows } from '../kernels/row-batch.js';
import { makeTable } from '../simd/choose.js';
import { endOf, padding } from '../windows/encoded-corpus.js';
import type { SpeedSubject } from './bench-subject.js';
import { type Runner, repeatFor } from './interleaved-timing.js';

/** Maximum number of positions that are scored. */
const maxPositions = 4_000;

/** Scores the first sentences of a corpus again and again. */
export class ScoringSpeed implements Runner {
  readonly unit = 'tokens/s';
  readonly #table: ProjectionTable;
  readonly #rows: Int32Array; // (positions), rows of the table
  readonly #contexts: readonly Int32Array[]; // each (positions)
  readonly #from: number;
  readonly #to: number;
  readonly #tokens: number;
  readonly #s: Float32Array;

  constructor(
    readonly name: string,
    kernel: KernelName,
    { layout, head, inputs, corpus, parameters }: SpeedSubject,
    private readonly clock: () => number,
  ) {
    let sentences = 1;
    const last = corpus.starts.length - 1;
    while (sentences < last && endOf(corpus, sentences) <= maxPositions) sentences++;
    this.#from = corpus.starts[0];
    this.#to = endOf(corpus, sentences - 1);
    this.#s = new Float32Array(this.#to - this.#from);
    const { labels } = corpus;
    this.#tokens = labels.subarray(this.#from, this.#to).filter((label) => label !== padding).length;
    const numbers = new Map<number, number>([[0, 0]]); // row of the corpus → row of the table
    const renumbered = (rows: Int32Array): Int32Array =>
      Int32Array.from(rows.subarray(0, this.#to + corpus.radius), (row) => {
        const number = numbers.get(row) ?? numbers.size;
        numbers.set(row, number);
        return number;
      });
    this.#rows = renumbered(corpus.rows);
    this.#contexts = corpus.contexts.map(renumbered);
    this.#table = makeTable(kernel, layout, head, numbers.size);
    this.#table.load(parameters);
    const placed = Int32Array.from(numbers.keys());
    placeRows(this.#table, inputs, placed, 0, 0, layout.slots.length);
  }

  /** Returns the bits of the scores. */
  bits(): Buffer {
    this.#score();
    return Buffer.from(Float32Array.from(this.#s).buffer);
  }

  run(seconds: number): { units: number; seconds: number } {
    return repeatFor(seconds, this.clock, () => this.#score());
  }

  close(): void {
    this.#table.close();
  }

  #score(): number {
    this.#table.scoreRun(this.#rows, this.#contexts, this.#from, this.#to, this.#s);
    return this.#tokens;
  }
}

/** Creates one for each kernel. Throws 'gate' if their bits differ. */
export function scoringSpeeds(
  subject: SpeedSubject,
  kernels: readonly KernelName[],
  clock: () => number,
): ScoringSpeed[] {
  const speeds = kernels.map((kernel) => new ScoringSpeed(`scoring, ${kernel}`, kernel, subject, clock));
  const [expected, ...others] = speeds.map((speed) => speed.bits());
  if (others.some((bits) => !bits.equals(expected)))
    throw new NerwinError(
      'gate',
      'scoring: simd and loops do not produce the same bits',
      'please report this',
    );
  return speeds;
}
