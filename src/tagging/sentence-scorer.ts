/**
 * @file Scores the words of a sentence with a project-once table that is filled on demand and has bounded
 * memory.
 *
 * A sentence is scored in stretches. Before each one, if its forms might not fit, all but the most frequent
 * forms are removed. A score never depends on what the table holds: it equals the score in evaluation, bit
 * for bit.
 */

import { isWholeName, type Matches } from '../features/gazetteer.js';
import type { ProjectionTable, ScreeningTable } from '../kernels/projection-table.js';
import type { StoredModel } from '../model/read-model.js';
import { makeContextTable, makeScreeningTable, makeTable } from '../simd/choose.js';
import { screeningMemoryFactor } from '../simd/screen.js';
import type { Tokens } from '../text/tokens.js';
import { SentenceStats, usesMeans } from '../windows/context-input.js';
import { ContextRows } from './context-rows.js';
import { hashOf } from './form-table.js';
import { MeanRows, meanRowCount } from './mean-rows.js';
import { PlacedRows } from './placed-rows.js';
import { WordRows } from './word-rows.js';

const fewestRows = 64;
const maxRows = 2 ** 20;
/** Maximum number of tokens scored at once. */
const longestStretch = 4096;

/**
 * Which of the available tokens of a sentence to score: `from` … `to − 1`. At least a radius of tokens is available on
 * both sides, or all up to the end of the sentence.
 */
export interface SentencePart {
  /** The index of the sentence's first token; negative if it is no longer available. */
  readonly sentence: number;
  readonly from: number;
  readonly to: number;
}

export class SentenceScorer {
  readonly #model: StoredModel;
  readonly #radius: number;
  readonly #above: number;
  readonly #table: ProjectionTable;
  readonly #screening: ScreeningTable | undefined; // the same table, if it may screen
  readonly #placed: PlacedRows;
  readonly #words: WordRows;
  readonly #contexts: ContextRows;
  readonly #stats = new SentenceStats();
  readonly #means: MeanRows | undefined;
  readonly #stretch: number; // number of tokens scored at once
  readonly #forms: Int32Array; // form numbers of the current words
  #formsFrom = 0; // they belong to tokens `formsFrom` … `formsTo − 1`
  #formsTo = 0;
  readonly #hashes: Int32Array;
  readonly #wordRows: Int32Array; // for the same words
  readonly #listHashes: Int32Array; // of the tokens of a sentence, for gazetteers
  readonly #rows: Int32Array; // table rows of the words to score and their neighbors, with gazetteer features
  readonly #contextRows: Int32Array[];

  /**
   * `tableBytes` limits the memory of the table, but it always holds a few dozen rows. Scores not above
   * `above` may be replaced by any value not above it.
   */
  constructor(model: StoredModel, tableBytes: number, above = Number.NEGATIVE_INFINITY) {
    const { layout, header, features, lexicon } = model;
    const hasMeans = usesMeans(features.options);
    const radius = header.radius;
    const screens = above > Number.NEGATIVE_INFINITY;
    const parts = layout.slots.length * layout.stride * (screens ? screeningMemoryFactor : 1);
    const rowBytes = 4 * (parts + (hasMeans ? layout.d : 0));
    const capacity = Math.max(fewestRows + 8 * radius, Math.min(maxRows, Math.floor(tableBytes / rowBytes)));
    const size = ['auto', layout, header.activation, capacity] as const;
    const context = hasMeans ? makeContextTable(...size, { screens }) : undefined;
    const screening = context ?? (screens ? makeScreeningTable(...size) : undefined);
    const table = screening ?? makeTable(...size);
    if (screens) screening?.loadForScreening(model.parameters);
    else table.load(model.parameters);
    const padding = new Float32Array(layout.d);
    lexicon.read(lexicon.V + 2, padding, 0);
    const words = 2 * radius + 1;
    const contexts = layout.slots.length - words;
    this.#model = model;
    this.#above = above;
    this.#radius = radius;
    this.#table = table;
    this.#screening = screening;
    this.#means = context && new MeanRows(context, words);
    this.#placed = new PlacedRows(table, contexts, hasMeans ? meanRowCount : 0, padding);
    this.#words = new WordRows(model, this.#placed);
    this.#contexts = new ContextRows(features, this.#placed, this.#means);
    // A token needs at most two rows: one for its form, and one with the features of its gazetteer matches. A
    // sentence needs two more.
    this.#stretch = Math.min(longestStretch, Math.floor((this.#placed.room - 2) / 2) - 2 * radius);
    this.#forms = new Int32Array(this.#stretch + 2 * radius);
    this.#hashes = new Int32Array(this.#forms.length);
    this.#wordRows = new Int32Array(this.#forms.length);
    this.#listHashes = new Int32Array(this.#forms.length);
    this.#rows = new Int32Array(this.#stretch + 4 * radius);
    this.#contextRows = Array.from({ length: contexts }, () => new Int32Array(this.#rows.length));
  }

  /** Prepares the mean of a document's words, which is part of its sentences' input if the model uses it. */
  openDocument(units: Uint16Array, tokens: Tokens): void {
    if (!this.usesDocument) return;
    this.beginCount();
    this.count(units, tokens, 0, tokens.count);
    this.openCounted(tokens.count);
  }

  /** Like {@link openDocument}, for a document of `tokens` tokens that was counted part by part. */
  openCounted(tokens: number): void {
    if (this.#means && tokens > 0) this.#contexts.openDocument(this.#means, tokens);
  }

  /** True if a score depends on the whole document. */
  get usesDocument(): boolean {
    return this.#contexts.hasDocument;
  }

  /** True if a score depends on the whole sentence. */
  get usesSentence(): boolean {
    return this.#contexts.hasSentence;
  }

  /** Writes s of tokens `from` … `to − 1`, a sentence, to `s[from … to − 1]`. */
  score(units: Uint16Array, tokens: Tokens, from: number, to: number, s: Float32Array): void {
    this.#formsTo = 0;
    const matches = this.#matchesIn(units, tokens, from, to);
    if (this.#contexts.hasSentence) {
      this.beginCount();
      this.#count(units, tokens, from, to);
    }
    this.#scoreRun(units, tokens, from, from, from, to, to, matches, s);
  }

  /**
   * Like {@link score}, for a part of a sentence that was counted before. `tokens` are the available ones, and
   * `matches` has their gazetteer features, by token.
   */
  scorePart(
    units: Uint16Array,
    tokens: Tokens,
    part: SentencePart,
    matches: Matches | undefined,
    s: Float32Array,
  ): void {
    this.#formsTo = 0;
    const { sentence, from, to } = part;
    this.#scoreRun(units, tokens, sentence, 0, from, to, tokens.count, matches, s);
  }

  /**
   * Scores tokens `from` … `to − 1` of the sentence that starts at token `sentence`; of its tokens, `begin` … `limit − 1` are
   * available. Plain arguments, because an object for each sentence would take time.
   */
  #scoreRun(
    units: Uint16Array,
    tokens: Tokens,
    sentence: number,
    begin: number,
    from: number,
    to: number,
    limit: number,
    matches: Matches | undefined,
    s: Float32Array,
  ): void {
    const radius = this.#radius;
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      const first = Math.max(begin, start - radius);
      this.#formsOf(units, tokens, first, Math.min(limit, end + radius));
      this.#place(begin, first, start, matches);
      if (this.#contextRows.length > 0) this.#placeContexts(sentence - start, end - start);
      this.#placed.place();
      const [rows, contexts, last] = [this.#rows, this.#contextRows, radius + end - start];
      if (this.#screening) this.#screening.screenRun(rows, contexts, radius, last, this.#above, s, start);
      else this.#table.scoreRun(rows, contexts, radius, last, s, start);
    }
  }

  /**
   * Writes the rows of the current words (from token `first` on) and of the padding, so that token `start` is
   * at index `radius`. `begin` is the first available token, from which `matches` counts.
   */
  #place(begin: number, first: number, start: number, matches: Matches | undefined): void {
    const radius = this.#radius;
    const rows = this.#rows;
    let at = 0;
    while (at < radius - (start - first)) rows[at++] = 0;
    const count = this.#formsTo - first;
    for (let k = 0; k < count; k++) rows[at + k] = this.#wordRows[k];
    if (matches) {
      for (let k = 0; k < count; k++) {
        const names = matches.get(first - begin + k);
        if (names) rows[at + k] = this.#words.matchedRow(this.#forms[k], names);
      }
    }
    rows.fill(0, at + count, at + count + radius);
  }

  /**
   * Writes the context rows of `count` words; `start` is the offset of the sentence's first token from the
   * first of them (0 or negative).
   */
  #placeContexts(start: number, count: number): void {
    const { hasSentence } = this.#contexts;
    const sentence = hasSentence ? this.#contexts.ofSentence(this.#stats) : -1;
    const firstWord = this.#stats.firstWord + start + this.#radius;
    this.#contexts.write(this.#contextRows, this.#radius, this.#radius + count, sentence, firstWord);
  }

  /**
   * Looks up the forms of tokens `from` … `to − 1` and their rows; leaves room for the gazetteer and context
   * rows of these tokens.
   */
  #formsOf(units: Uint16Array, { starts, ends }: Tokens, from: number, to: number): void {
    if (from === this.#formsFrom && to === this.#formsTo) return;
    this.#formsFrom = from;
    this.#formsTo = to;
    this.#makeRoom(to - from);
    const hashes = this.#hashes; // all hashes first, so that the memory accesses of the following lookups can overlap
    for (let t = from; t < to; t++) hashes[t - from] = hashOf(units, starts[t], ends[t]);
    for (let t = from; t < to; t++) {
      const form = this.#words.intern(units, starts[t], ends[t], hashes[t - from]);
      this.#forms[t - from] = form;
      this.#wordRows[t - from] = this.#words.rowOf(form);
    }
  }

  /** Makes room for `count` tokens. If necessary, removes rare forms, or all forms if that is not enough. */
  #makeRoom(count: number): void {
    const [placed, words] = [this.#placed, this.#words];
    const rows = 2 * count + 2;
    const hasRoom = (): boolean => placed.room >= rows && words.hasRoom(count);
    if (hasRoom()) return;
    this.#contexts.forget();
    words.forgetRare(placed.maxRows - rows);
    if (hasRoom()) return;
    placed.forget();
    words.forget();
  }

  /** Begins to count the words of a sentence or document. */
  beginCount(): void {
    this.#stats.clear();
    this.#means?.clear();
  }

  /** Counts tokens `from` … `to − 1` of a sentence or document. */
  count(units: Uint16Array, tokens: Tokens, from: number, to: number): void {
    this.#formsTo = 0;
    this.#count(units, tokens, from, to);
  }

  /** Counts the kinds of words, and sums their vectors if a mean is needed. */
  #count(units: Uint16Array, tokens: Tokens, from: number, to: number): void {
    for (let start = from; start < to; start += this.#stretch) {
      const count = Math.min(to - start, this.#stretch);
      this.#formsOf(units, tokens, start, start + count);
      for (let k = 0; k < count; k++) this.#stats.add(this.#words.kindOf(this.#forms[k]));
      if (!this.#means) continue;
      this.#placed.place();
      this.#means.add(this.#wordRows, count);
    }
  }

  /**
   * Returns the gazetteer features of the tokens of a sentence, `from` … `to − 1`, that are in names of several tokens; undefined if
   * no two neighbors begin one. Names of one token are in the rows of the forms.
   */
  #matchesIn(units: Uint16Array, tokens: Tokens, from: number, to: number): Matches | undefined {
    const { features } = this.#model;
    if (features.gazetteers.length === 0) return undefined;
    if (!this.#hasCandidate(units, tokens, from, to)) return undefined;
    const matches = features.matchesOf(this.#listHashesOf(units, tokens, from, to));
    for (const [token, names] of matches) if (names.every(isWholeName)) matches.delete(token);
    return matches;
  }

  /** Returns the hashes by which gazetteers know tokens `from` … `to − 1`; valid until the next call. */
  listHashesOf(units: Uint16Array, tokens: Tokens, from: number, to: number): Int32Array {
    this.#formsTo = 0;
    return this.#listHashesOf(units, tokens, from, to);
  }

  #listHashesOf(units: Uint16Array, tokens: Tokens, from: number, to: number): Int32Array {
    const hashes = to - from <= this.#listHashes.length ? this.#listHashes : new Int32Array(to - from);
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      this.#formsOf(units, tokens, start, end);
      for (let t = start; t < end; t++) hashes[t - from] = this.#words.listHashOf(this.#forms[t - start]);
    }
    return hashes.subarray(0, to - from);
  }

  /** True if a name of several tokens begins like two neighbors of a sentence, tokens `from` … `to − 1`. */
  #hasCandidate(units: Uint16Array, tokens: Tokens, from: number, to: number): boolean {
    const { features } = this.#model;
    const words = this.#words;
    let begins = false;
    let first = 0; // hash of the token before, if it begins a name
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      this.#formsOf(units, tokens, start, end);
      for (let k = 0; k < end - start; k++) {
        const form = this.#forms[k];
        if (begins && features.beginsWith(first, words.listHashOf(form))) return true;
        begins = words.beginsName(form);
        if (begins) first = words.listHashOf(form);
      }
    }
    return false;
  }
}
