/**
 * @file The project-once table of evaluation and tagging: P_p[row] for every slot p of every placed row. It
 * gives the same bits as a kernel's `project` and `score`, see `kernel.ts`.
 *
 * There are three kinds, because two features take memory that not every caller needs: a rounded P for
 * screening, and the vectors of the rows for means. The type of a table offers only what it has memory for.
 */
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import type { KernelName } from './kernel.js';
import type { RowBatch } from './row-batch.js';

/** Scores windows of placed rows. */
export interface ProjectionTable {
  readonly name: KernelName;
  readonly layout: NetworkShape;
  /** Number of rows that fit. */
  readonly capacity: number;
  /** Copies new θ; all rows must then be placed again. */
  load(parameters: Parameters): void;
  /**
   * Projects the rows of a batch on slots `slotFrom` … `slotTo − 1` and stores them as these different rows; a
   * number means this row and those after it.
   */
  place(rows: number | Int32Array, batch: RowBatch, slotFrom: number, slotTo: number): void;
  /** Computes s of n windows; `ids` is (n, slots), placed rows. */
  score(ids: Int32Array, n: number, s: Float32Array): void;
  /**
   * Computes s of the consecutive centers `from` … `to − 1` in a stream of placed rows: the words of center c
   * are `rows[c − radius … c + radius]`, and its context slots hold `contexts[k][c]`. Writes `s[at … at + to
   * − from − 1]`. Padding positions get a score like any other.
   */
  scoreRun(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    s: Float32Array,
    at?: number,
  ): void;
  /** Stops its threads; the table can't be used afterward. */
  close(): void;
}

/**
 * A table that can also screen: it keeps a rounded P next to P, with which it rules out most low scores
 * without computing them. Screening affects only speed: a table that has no memory for it, or that runs in
 * plain loops, computes every score.
 */
export interface ScreeningTable extends ProjectionTable {
  /** Like `load`, but rows are placed for screening too, which takes longer. Otherwise `screenRun` screens nothing. */
  loadForScreening(parameters: Parameters): void;
  /**
   * Like `scoreRun`, for callers that only care about scores above `above`; a lower score may be replaced by
   * any value not above it (see `simd/screen.ts`).
   */
  screenRun(
    rows: Int32Array,
    contexts: readonly Int32Array[],
    from: number,
    to: number,
    above: number,
    s: Float32Array,
    at?: number,
  ): void;
}

/**
 * A table that can also place the mean of its rows in a context slot: it keeps the x of every row that is
 * placed from slot 0 on.
 */
export interface ContextTable extends ScreeningTable {
  /** Sets the sum of vectors to 0. */
  clearSum(): void;
  /** Adds x of placed rows, `rows[from … to − 1]`, to the sum: in float64, in that order. */
  addVectors(rows: Int32Array, from: number, to: number): void;
  /**
   * Like `place` on slot p for at most 512 rows, but all of them have x = sum / tokens, rounded to float32;
   * `batch.x` is ignored.
   */
  placeMeans(first: number, batch: RowBatch, p: number, tokens: number): void;
}

/** Options of every table. */
export interface TableOptions {
  /** Number of threads, 1 by default; the results are the same bytes for any number. */
  readonly threads?: number;
  /**
   * Number of slots that a row has room for; all by default. With fewer, slots p and p + parts share their room: a row is placed
   * either in the first slots or in one of the others.
   */
  readonly parts?: number;
}

export interface ContextTableOptions extends TableOptions {
  /** True to keep a rounded P, which takes a quarter more memory; false by default. */
  readonly screens?: boolean;
}
