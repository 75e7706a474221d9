/**
 * @file Scores every token of a corpus with the project-once table: each distinct word is projected once;
 * then a token costs one table lookup per slot of the window.
 *
 * Words stay in the table. If there are too many of them, the corpus is scored in stretches whose words fit.
 * A context row belongs to one sentence or document, so context rows are placed only while their run of
 * positions is scored.
 */
import { GrowingInts } from '../corpus/growable-array.js';
import type { ProjectionTable, ScreeningTable } from '../kernels/projection-table.js';
import { placeRows } from '../kernels/row-batch.js';
import type { Parameters } from '../network/parameters.js';
import { type EncodedCorpus, gapOf, padding } from '../windows/encoded-corpus.js';
import type { Inputs } from '../windows/inputs.js';
import { PlacedContext } from './placed-context.js';

/** Maximum number of positions scored at once, and of rows of one context among them. */
const scoredAtOnce = 8192;
const maxContextRows = 4096;

/** Consecutive positions whose words fit into the table. */
interface Stretch {
  readonly from: number;
  readonly to: number; // exclusive
  readonly words: Int32Array; // the distinct rows of their windows, in table order: rows with the same x are adjacent
}

/** Table rows of a run of positions, and where their scores go; see `ProjectionTable.scoreRun`. */
interface PlacedRun {
  readonly words: Int32Array;
  readonly contexts: readonly Int32Array[];
  readonly from: number;
  readonly to: number;
  readonly scores: Float32Array;
}

/** Scores one corpus repeatedly, with changing θ. */
export class CorpusScorer<Table extends ProjectionTable = ProjectionTable> {
  /** s of each position; −∞ at padding. */
  readonly scores: Float32Array; // (positions)
  readonly #room: number; // table rows for each context
  readonly #stretches: readonly Stretch[];
  readonly #places: Int32Array; // (rows), the table row of a word's row
  readonly #words: Int32Array; // table rows of the positions of one run, and of those around it
  readonly #contexts: readonly PlacedContext[];

  constructor(
    readonly table: Table,
    readonly inputs: Inputs,
    readonly corpus: EncodedCorpus,
  ) {
    const { radius, contexts } = corpus;
    const rows = inputs.dense.length;
    this.scores = new Float32Array(corpus.rows.length);
    this.#room = Math.min(maxContextRows, table.capacity >> 2);
    this.#places = new Int32Array(rows);
    this.#words = new Int32Array(scoredAtOnce + 2 * radius);
    this.#contexts = contexts.map(
      (context) => new PlacedContext(context, rows, this.#room, scoredAtOnce, radius),
    );
    this.#stretches = [...this.#plan()];
  }

  /** Scores every token with θ = `parameters`. Returns `scores`, which the next call overwrites. */
  score(parameters: Parameters): Float32Array {
    this.table.load(parameters);
    return this.#scoreAll(({ words, contexts, from, to, scores }) =>
      this.table.scoreRun(words, contexts, from, to, scores),
    );
  }

  /** Like `score`, but a score not above `above` may be replaced by any value not above it. */
  scoreAbove(this: CorpusScorer<ScreeningTable>, parameters: Parameters, above: number): Float32Array {
    if (above === Number.NEGATIVE_INFINITY) return this.score(parameters);
    this.table.loadForScreening(parameters);
    return this.#scoreAll(({ words, contexts, from, to, scores }) =>
      this.table.screenRun(words, contexts, from, to, above, scores),
    );
  }

  #scoreAll(scoreRun: (run: PlacedRun) => void): Float32Array {
    for (const { from, to, words } of this.#stretches) {
      placeRows(this.table, this.inputs, words, 0, 0, 2 * this.corpus.radius + 1);
      for (let k = 0; k < words.length; k++) this.#places[words[k]] = k;
      for (let run = from; run < to; ) run = this.#scoreRun(run, to, words.length, scoreRun);
    }
    clearPadding(this.scores, this.corpus.labels);
    return this.scores;
  }

  /**
   * Scores a run of positions that starts at `from` and ends at `last` at the latest; its context rows are
   * placed from table row `free` on. Returns the end of the run.
   */
  #scoreRun(from: number, last: number, free: number, scoreRun: (run: PlacedRun) => void): number {
    const { radius } = this.corpus;
    let to = Math.min(last, from + scoredAtOnce);
    this.#contexts.forEach((context, k) => {
      to = context.gather(from, to, free + k * this.#room);
    });
    this.#contexts.forEach((context, k) => {
      const slot = 2 * radius + 1 + k;
      placeRows(this.table, this.inputs, context.rows, free + k * this.#room, slot, slot + 1);
    });
    this.#gatherWords(from - radius, to + radius);
    scoreRun({
      words: this.#words,
      contexts: this.#contexts.map(({ placed }) => placed),
      from: radius,
      to: radius + to - from,
      scores: this.scores.subarray(from, to),
    });
    return to;
  }

  /**
   * Writes the table rows of the words at positions `from` … `to − 1`. A function of its own, so that V8 can
   * optimize the loop while it runs (on-stack replacement).
   */
  #gatherWords(from: number, to: number): void {
    const { rows } = this.corpus;
    const [words, places] = [this.#words, this.#places];
    for (let c = from; c < to; c++) words[c - from] = places[rows[c]];
  }

  /** Cuts the corpus into stretches. */
  *#plan(): Generator<Stretch> {
    const { rows, radius, starts } = this.corpus;
    const room = this.table.capacity - this.corpus.contexts.length * this.#room;
    const end = rows.length - gapOf(radius);
    for (let to = starts[0]; to < end; ) {
      const from = to;
      const isIn = new Uint8Array(this.inputs.dense.length);
      const words = new GrowingInts();
      for (let c = from - radius; to < end; c++) {
        const row = rows[c];
        if (isIn[row] === 0) {
          if (words.length === room) break;
          isIn[row] = 1;
          words.push(row);
        }
        to = Math.max(from, c - radius + 1);
      }
      const { dense } = this.inputs;
      yield { from, to, words: words.values().sort((a, b) => dense[a] - dense[b] || a - b) };
    }
  }
}

function clearPadding(scores: Float32Array, labels: Uint8Array): void {
  for (let c = 0; c < labels.length; c++) if (labels[c] === padding) scores[c] = Number.NEGATIVE_INFINITY;
}

/**
 * Returns the capacity of a table: as many rows as the corpora have, limited by memory (`bytes`), but at
 * least 4,096.
 */
export function tableCapacity(rows: number, slots: number, stride: number, bytes: number): number {
  return Math.max(4096, Math.min(rows + 1, Math.floor(bytes / (slots * stride * 4))));
}
