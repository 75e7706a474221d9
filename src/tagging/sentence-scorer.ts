/**
 * @file Scores the words of sentences with a project-once table that is filled on demand and has bounded
 * memory.
 *
 * Sentences are collected until there are many tokens, so that their new words are projected together. A sentence that is too long
 * for that is scored in stretches. A score never depends on what the table holds: it equals the score in evaluation, bit
 * for bit.
 */

import { isWholeName, type Matches } from '../features/gazetteer.js';
import type { ProjectionTable, ScreeningTable } from '../kernels/projection-table.js';
import type { StoredModel } from '../model/read-model.js';
import { makeContextTable, makeScreeningTable, makeTable } from '../simd/choose.js';
import { screeningMemoryFactor } from '../simd/screen.js';
import type { Tokens } from '../text/tokens.js';
import { SentenceStats, usesMeans } from '../windows/context-input.js';
import { ContextRows, contextRowCount } from './context-rows.js';
import { hashOf } from './form-table.js';
import { MeanRows } from './mean-rows.js';
import { PlacedRows } from './placed-rows.js';
import { WordInputs } from './word-inputs.js';
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
  readonly #forms: Int32Array; // of the words that were looked up last
  readonly #hashes: Int32Array; // of the same words
  readonly #listHashes: Int32Array; // of the tokens of a sentence, for gazetteers
  /** Table rows of the collected words; around each sentence, at least a radius of paddings. */
  readonly #rows: Int32Array;
  readonly #contextRows: Int32Array[]; // by context slot: for the same places
  #end: number; // of #rows
  #collected = 0; // number of runs of words whose scores are not computed yet
  readonly #froms: Int32Array; // (runs), where a run begins in #rows
  readonly #tos: Int32Array; // (runs)
  readonly #scores: Float32Array[] = []; // (runs), where the scores go …
  readonly #ats: Int32Array; // (runs), … and from which index on

  /**
   * `tableBytes` limits the memory of the table, but it always holds a few dozen rows. Scores not above
   * `above` may be replaced by any value not above it.
   */
  constructor(model: StoredModel, tableBytes: number, above = Number.NEGATIVE_INFINITY) {
    const { layout, header, features, lexicon } = model;
    const hasMeans = usesMeans(features.options);
    const radius = header.radius;
    const screens = above > Number.NEGATIVE_INFINITY;
    const words = 2 * radius + 1;
    const contexts = layout.slots.length - words;
    const numbers = words * layout.stride * (screens ? screeningMemoryFactor : 1);
    const rowBytes = 4 * (numbers + (hasMeans ? layout.d : 0));
    const wordRows = Math.max(fewestRows + 8 * radius, Math.min(maxRows, Math.floor(tableBytes / rowBytes)));
    const contextRows = contexts > 0 ? contextRowCount : 0;
    const size = ['auto', layout, header.activation, wordRows + contextRows] as const;
    const context = hasMeans ? makeContextTable(...size, { screens, parts: words }) : undefined;
    const screening = context ?? (screens ? makeScreeningTable(...size, { parts: words }) : undefined);
    const table = screening ?? makeTable(...size, { parts: words });
    if (screens) screening?.loadForScreening(model.parameters);
    else table.load(model.parameters);
    this.#model = model;
    this.#above = above;
    this.#radius = radius;
    this.#table = table;
    this.#screening = screening;
    this.#means = context && new MeanRows(context, words);
    const inputs = new WordInputs();
    this.#placed = new PlacedRows(table, inputs, lexicon, contexts, contextRows);
    this.#words = new WordRows(model, inputs, this.#placed);
    this.#contexts = new ContextRows(features, this.#placed, this.#means);
    // A token needs at most two rows: one for its form, and one with the features of its gazetteer matches.
    this.#stretch = Math.min(longestStretch, Math.floor(this.#placed.wordRows / 2) - 2 * radius);
    this.#forms = new Int32Array(this.#stretch + 2 * radius);
    this.#hashes = new Int32Array(this.#forms.length);
    this.#listHashes = new Int32Array(this.#forms.length);
    this.#rows = new Int32Array(this.#stretch + 4 * radius);
    this.#contextRows = Array.from({ length: contexts }, () => new Int32Array(this.#rows.length));
    this.#froms = new Int32Array(this.#rows.length);
    this.#tos = new Int32Array(this.#rows.length);
    this.#ats = new Int32Array(this.#rows.length);
    this.#end = radius;
    this.#begin();
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
    this.add(units, tokens, from, to, s);
    this.flush();
  }

  /** Like {@link score}, but the scores are written by the next {@link flush} at the latest. */
  add(units: Uint16Array, tokens: Tokens, from: number, to: number, s: Float32Array): void {
    const count = to - from;
    if (this.#end + count + this.#radius > this.#rows.length) this.flush();
    if (count > this.#stretch) {
      this.#scoreLong(units, tokens, from, to, s);
      return;
    }
    this.#lookUp(units, tokens, from, to);
    const matches = this.#matchesIn(count);
    if (this.#contexts.hasSentence) {
      this.beginCount();
      this.#count(count);
    }
    this.#collect(count, 0, count, 0, matches, 0, s, from);
    if (this.#means) this.flush(); // the rows of means are used again for the next sentence
  }

  /** Scores the collected sentences. */
  flush(): void {
    this.#placed.place();
    const [rows, contexts, froms, tos] = [this.#rows, this.#contextRows, this.#froms, this.#tos];
    for (let k = 0; k < this.#collected; k++) {
      const [s, at] = [this.#scores[k], this.#ats[k]];
      if (this.#screening) this.#screening.screenRun(rows, contexts, froms[k], tos[k], this.#above, s, at);
      else this.#table.scoreRun(rows, contexts, froms[k], tos[k], s, at);
    }
    this.#collected = 0;
    this.#scores.length = 0;
    this.#end = this.#radius;
    this.#begin();
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
    const { sentence, from, to } = part;
    this.#scoreStretches(units, tokens, sentence, 0, from, to, tokens.count, matches, s);
  }

  /** Scores a sentence of more tokens than can be scored at once. */
  #scoreLong(units: Uint16Array, tokens: Tokens, from: number, to: number, s: Float32Array): void {
    const matches = this.#hasLists ? this.#matchesOf(this.listHashesOf(units, tokens, from, to)) : undefined;
    if (this.#contexts.hasSentence) {
      this.beginCount();
      this.count(units, tokens, from, to);
    }
    this.#scoreStretches(units, tokens, from, from, from, to, to, matches, s);
  }

  /**
   * Scores tokens `from` … `to − 1` of the sentence that starts at token `sentence`; of its tokens, `begin` … `limit − 1` are
   * available. `matches` counts from token `begin`.
   */
  #scoreStretches(
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
    this.flush();
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      const first = Math.max(begin, start - this.#radius);
      const last = Math.min(limit, end + this.#radius);
      this.#lookUp(units, tokens, first, last);
      this.#collect(
        last - first,
        start - first,
        end - first,
        sentence - first,
        matches,
        first - begin,
        s,
        start,
      );
      this.flush();
    }
  }

  /**
   * Adds the `count` words that were looked up last to the collected ones; the scores of words `from` … `to − 1` of them go to `s[at …]`.
   * The sentence begins at word `sentence` (0 or negative), and `matches` counts from word `−matchesFrom`. Plain arguments, because
   * an object for each sentence would take time.
   */
  #collect(
    count: number,
    from: number,
    to: number,
    sentence: number,
    matches: Matches | undefined,
    matchesFrom: number,
    s: Float32Array,
    at: number,
  ): void {
    const [words, rows, forms, start] = [this.#words, this.#rows, this.#forms, this.#end];
    if (matches) {
      for (let k = 0; k < count; k++) {
        const names = matches.get(matchesFrom + k);
        rows[start + k] = names ? words.matchedRow(forms[k], names) : words.rowOf(forms[k]);
      }
    } else for (let k = 0; k < count; k++) rows[start + k] = words.rowOf(forms[k]);
    this.#end = start + count + this.#radius;
    rows.fill(0, start + count, this.#end);
    if (this.#contextRows.length > 0) {
      const row = this.#contexts.hasSentence ? this.#contexts.ofSentence(this.#stats) : -1;
      const firstWord = start + sentence + this.#stats.firstWord;
      this.#contexts.write(this.#contextRows, start + from, start + to, row, firstWord);
    }
    const run = this.#collected++;
    this.#froms[run] = start + from;
    this.#tos[run] = start + to;
    this.#scores[run] = s;
    this.#ats[run] = at;
  }

  /** Looks up the forms of tokens `from` … `to − 1`, at most as many as can be scored at once. */
  #lookUp(units: Uint16Array, { starts, ends }: Tokens, from: number, to: number): void {
    const [words, hashes, forms] = [this.#words, this.#hashes, this.#forms]; // all hashes first, so that the memory accesses of the following lookups can overlap
    for (let t = from; t < to; t++) hashes[t - from] = hashOf(units, starts[t], ends[t]);
    for (let t = from; t < to; t++)
      forms[t - from] = words.intern(units, starts[t], ends[t], hashes[t - from]);
  }

  /** Begins to count the words of a sentence or document. */
  beginCount(): void {
    this.#stats.clear();
    this.#means?.clear();
  }

  /** Counts tokens `from` … `to − 1` of a sentence or document: the kinds of words, and the sum of their vectors if a mean is needed. */
  count(units: Uint16Array, tokens: Tokens, from: number, to: number): void {
    for (let start = from; start < to; start += this.#stretch) {
      const count = Math.min(to - start, this.#stretch);
      this.flush();
      this.#lookUp(units, tokens, start, start + count);
      this.#count(count);
    }
    this.flush();
  }

  /** Counts the `count` words that were looked up last. */
  #count(count: number): void {
    const [words, forms, stats] = [this.#words, this.#forms, this.#stats];
    for (let k = 0; k < count; k++) stats.add(words.kindOf(forms[k]));
    if (!this.#means) return;
    const rows = this.#hashes; // no longer needed
    for (let k = 0; k < count; k++) rows[k] = words.rowOf(forms[k]);
    this.#placed.place();
    this.#means.add(rows, count);
  }

  get #hasLists(): boolean {
    return this.#model.features.gazetteers.length > 0;
  }

  /** Returns the hashes by which gazetteers know tokens `from` … `to − 1`; valid until the next call. */
  listHashesOf(units: Uint16Array, tokens: Tokens, from: number, to: number): Int32Array {
    const hashes = to - from <= this.#listHashes.length ? this.#listHashes : new Int32Array(to - from);
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      this.flush();
      this.#lookUp(units, tokens, start, end);
      for (let t = start; t < end; t++) hashes[t - from] = this.#words.listHashOf(this.#forms[t - start]);
    }
    return hashes.subarray(0, to - from);
  }

  /**
   * Returns the gazetteer features of the `count` words that were looked up last, a sentence, as far as they are in names of several
   * tokens; undefined if no two neighbors begin one. Names of one token are in the rows of the forms.
   */
  #matchesIn(count: number): Matches | undefined {
    if (!this.#hasLists || !this.#hasCandidate(count)) return undefined;
    const [words, forms, hashes] = [this.#words, this.#forms, this.#listHashes];
    for (let k = 0; k < count; k++) hashes[k] = words.listHashOf(forms[k]);
    return this.#matchesOf(hashes.subarray(0, count));
  }

  #matchesOf(hashes: Int32Array): Matches {
    const matches = this.#model.features.matchesOf(hashes);
    for (const [token, names] of matches) if (names.every(isWholeName)) matches.delete(token);
    return matches;
  }

  /** True if a name of several tokens begins like two neighbors among the `count` words that were looked up last. */
  #hasCandidate(count: number): boolean {
    const { features } = this.#model;
    const [words, forms] = [this.#words, this.#forms];
    for (let k = 0; k + 1 < count; k++) {
      if (!words.beginsName(forms[k])) continue;
      if (features.beginsWith(words.listHashOf(forms[k]), words.listHashOf(forms[k + 1]))) return true;
    }
    return false;
  }

  /** Begins a batch: rows are valid until the next one. */
  #begin(): void {
    this.#words.begin(this.#forms.length);
  }
}
