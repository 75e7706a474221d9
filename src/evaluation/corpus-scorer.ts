/**
 * @file The score of every token of a corpus, through the project-once table: each distinct row is projected once, then a token
 * costs as many gathers as the window has slots.
 *
 * When the rows do not fit into the table at once, the corpus is scored in stretches of sentences whose rows do.
 */
import type { RowBatch, Table } from '../kernels/kernel.js';
import type { Parameters } from '../network/parameters.js';
import { type EncodedCorpus, gapOf, padding } from '../windows/encoded-corpus.js';
import type { Inputs } from '../windows/inputs.js';

/** Rows that are placed in one go. */
const placedAtOnce = 256;

/** Consecutive sentences whose distinct rows fit into the table. */
interface Stretch {
  readonly from: number; // first position
  readonly to: number; // position after the last one
  readonly words: readonly Int32Array[]; // distinct rows, in batches; row k of all of them is table row k
  readonly contexts: readonly (readonly Int32Array[])[]; // the same for each context slot, after the words
}

/** Scores one corpus again and again, with changing θ. */
export class CorpusScorer {
  /** s of each position; −∞ at padding. */
  readonly scores: Float32Array; // (positions)
  readonly #rows: Int32Array; // (positions), rows of the table
  readonly #contexts: readonly Int32Array[];
  readonly #stretches: readonly Stretch[];

  constructor(
    readonly table: Table,
    readonly inputs: Inputs,
    readonly corpus: EncodedCorpus,
  ) {
    this.scores = new Float32Array(corpus.rows.length);
    this.#rows = new Int32Array(corpus.rows.length);
    this.#contexts = corpus.contexts.map((context) => new Int32Array(context.length));
    this.#stretches = [...this.#plan()];
  }

  /** Scores every token with θ = `parameters`; the result is `scores`, which the next call overwrites. */
  score(parameters: Parameters): Float32Array {
    this.table.load(parameters);
    for (const { from, to, words, contexts } of this.#stretches) {
      const wordSlots = 2 * this.corpus.radius + 1;
      let first = this.#place(0, words, 0, wordSlots);
      contexts.forEach((batches, k) => {
        first = this.#place(first, batches, wordSlots + k, wordSlots + k + 1);
      });
      this.table.scoreRun(this.#rows, this.#contexts, from, to, this.scores.subarray(from, to));
    }
    const { labels } = this.corpus;
    for (let c = 0; c < labels.length; c++)
      if (labels[c] === padding) this.scores[c] = Number.NEGATIVE_INFINITY;
    return this.scores;
  }

  #place(first: number, batches: readonly Int32Array[], slotFrom: number, slotTo: number): number {
    for (const rows of batches) {
      this.table.place(first, batchOf(this.inputs, rows), slotFrom, slotTo);
      first += rows.length;
    }
    return first;
  }

  /** Cuts the corpus into stretches and renumbers its rows within each. */
  *#plan(): Generator<Stretch> {
    const { corpus } = this;
    const gap = gapOf(corpus.radius);
    const sentences = corpus.starts.length - 1;
    for (let sentence = 0; sentence < sentences; ) {
      const numbering = new Numbering(this.inputs.dense.length, 1 + corpus.contexts.length);
      const from = corpus.starts[sentence]!;
      numbering.add(0, 0); // the padding row is in every stretch
      let to = from;
      while (sentence < sentences) {
        const start = corpus.starts[sentence]!;
        const end = corpus.starts[sentence + 1]! - gap;
        if (to > from && numbering.total + (end - start) * (1 + corpus.contexts.length) > this.table.capacity)
          break;
        for (let c = start; c < end; c++) {
          numbering.add(0, corpus.rows[c]!);
          corpus.contexts.forEach((context, k) => {
            numbering.add(1 + k, context[c]!);
          });
        }
        to = end;
        sentence++;
      }
      this.#renumber(numbering, from - gap, to + gap);
      const [words = [], ...contexts] = numbering.lists.map((list) => inBatches(list));
      yield { from, to, words, contexts };
    }
  }

  #renumber(numbering: Numbering, from: number, to: number): void {
    const { corpus } = this;
    for (let c = from; c < to; c++) {
      this.#rows[c] = numbering.number(0, corpus.rows[c]!);
      corpus.contexts.forEach((context, k) => {
        const isToken = corpus.labels[c] !== padding;
        this.#contexts[k]![c] = isToken ? numbering.number(1 + k, context[c]!) : 0;
      });
    }
  }
}

/** Numbers distinct rows of several lists one list after the other. */
class Numbering {
  readonly lists: number[][];
  total = 0;
  readonly #places: readonly Int32Array[]; // per list: row → place in the list, from 1

  constructor(rows: number, lists: number) {
    this.lists = Array.from({ length: lists }, () => []);
    this.#places = this.lists.map(() => new Int32Array(rows));
  }

  add(list: number, row: number): void {
    if (this.#places[list]![row] !== 0) return;
    this.#places[list]![row] = this.lists[list]!.push(row);
    this.total++;
  }

  /** The place of a row over all lists, from 0. */
  number(list: number, row: number): number {
    let before = 0;
    for (let k = 0; k < list; k++) before += this.lists[k]!.length;
    return before + this.#places[list]![row]! - 1;
  }
}

function inBatches(rows: readonly number[]): Int32Array[] {
  const batches = [];
  for (let k = 0; k < rows.length; k += placedAtOnce)
    batches.push(Int32Array.from(rows.slice(k, k + placedAtOnce)));
  return batches;
}

/** The dense vectors and features of rows, side by side. */
export function batchOf(inputs: Inputs, rows: Int32Array): RowBatch {
  const { d, X, dense, featureStart, features } = inputs;
  const count = rows.length;
  const x = new Float32Array(count * d);
  const hasDense = new Uint8Array(count);
  const starts = new Int32Array(count + 1);
  const ids: number[] = [];
  rows.forEach((row, k) => {
    const vector = dense[row]!;
    if (vector >= 0) {
      hasDense[k] = 1;
      x.set(X.subarray(vector * d, (vector + 1) * d), k * d);
    }
    for (let f = featureStart[row]!; f < featureStart[row + 1]!; f++) ids.push(features[f]!);
    starts[k + 1] = ids.length;
  });
  return { count, x, hasDense, featureStart: starts, features: Int32Array.from(ids) };
}

/** Rows for a table: as many as the corpora have, bounded by memory (`bytes`) and never fewer than 4,096. */
export function tableCapacity(rows: number, slots: number, stride: number, bytes: number): number {
  return Math.max(4096, Math.min(rows + 1, Math.floor(bytes / (slots * stride * 4))));
}
