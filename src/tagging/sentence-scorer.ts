/**
 * @file Scores of the words of a sentence, through a project-once table that is filled as forms come and bounded in memory.
 *
 * A sentence is scored in stretches. Before each, when its forms might not fit any more, everything is forgotten and the table is
 * filled anew. A score never depends on what the table holds: it is, bit by bit, the one that evaluation gives.
 */
import { makeTable } from '../kernels/choose.js';
import type { StoredModel } from '../model/model-file.js';
import { ContextRows, meanRows, Survey } from './context-rows.js';
import { PlacedRows } from './placed-rows.js';
import type { Tokens } from './tokens.js';
import { WordRows } from './word-rows.js';

const fewestRows = 64;
const mostRows = 2 ** 20;
/** The most tokens that are scored in one go. */
const longestStretch = 4096;

/** Tokens of a text: those of a sentence. */
export interface Range {
  readonly from: number;
  readonly to: number; // exclusive
}

export class SentenceScorer {
  readonly #model: StoredModel;
  readonly #radius: number;
  readonly #placed: PlacedRows;
  readonly #words: WordRows;
  readonly #contexts: ContextRows;
  readonly #survey: Survey;
  readonly #stretch: number; // tokens that are scored in one go
  readonly #forms: Int32Array; // of the words at hand
  #formsFrom = 0; // they are of tokens `formsFrom` … `formsTo − 1`
  #formsTo = 0;
  readonly #rows: Int32Array; // of the words at hand and their neighbours
  readonly #contextRows: Int32Array[];

  /** `tableBytes`: the most memory that the table may take; a few dozen rows are held in any case. */
  constructor(model: StoredModel, tableBytes: number) {
    const { layout, header, features, lexicon } = model;
    const { sentenceMean, documentMean } = features.options;
    const hasMeans = sentenceMean || documentMean;
    const radius = header.radius;
    const rowBytes = 4 * (layout.slots.length * layout.stride + (hasMeans ? layout.d : 0));
    const capacity = Math.max(fewestRows + 8 * radius, Math.min(mostRows, Math.floor(tableBytes / rowBytes)));
    const table = makeTable('auto', layout, header.activation, capacity);
    table.load(model.parameters);
    const padding = new Float32Array(layout.d);
    lexicon.read(lexicon.V + 2, padding, 0);
    const contexts = layout.slots.length - (2 * radius + 1);
    this.#model = model;
    this.#radius = radius;
    this.#placed = new PlacedRows(table, contexts, hasMeans ? meanRows : 0, padding);
    this.#words = new WordRows(model, this.#placed, hasMeans);
    this.#contexts = new ContextRows(features, this.#placed);
    this.#survey = new Survey(hasMeans ? layout.d : 0);
    // A token takes two rows at most: its form's, and one for the names that it is part of. A sentence takes two.
    this.#stretch = Math.min(longestStretch, Math.floor((this.#placed.room - 2) / 2) - 2 * radius);
    this.#forms = new Int32Array(this.#stretch + 2 * radius);
    this.#rows = new Int32Array(this.#stretch + 4 * radius);
    this.#contextRows = Array.from({ length: contexts }, () => new Int32Array(this.#rows.length));
  }

  /** Takes a document's words, whose mean belongs to the input of its sentences when the model asks for it. */
  openDocument(text: string, tokens: Tokens): void {
    if (!this.#model.features.options.documentMean || tokens.count === 0) return;
    this.#formsTo = 0;
    this.#surveyOf(text, tokens, { from: 0, to: tokens.count });
    this.#contexts.openDocument(this.#survey);
  }

  /** Writes s of the tokens of a sentence to `s[from … to − 1]`. */
  score(text: string, tokens: Tokens, sentence: Range, s: Float32Array): void {
    const { from, to } = sentence;
    this.#formsTo = 0;
    const names = this.#namesIn(text, tokens, sentence);
    if (this.#contexts.hasSentence) this.#surveyOf(text, tokens, sentence);
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      this.#scoreStretch(text, tokens, sentence, { from: start, to: end }, names, s);
    }
  }

  #scoreStretch(
    text: string,
    tokens: Tokens,
    sentence: Range,
    { from, to }: Range,
    names: ReadonlyMap<number, readonly string[]> | undefined,
    s: Float32Array,
  ): void {
    const radius = this.#radius;
    const rows = this.#rows;
    const first = Math.max(sentence.from, from - radius);
    const last = Math.min(sentence.to, to + radius);
    this.#formsOf(text, tokens, first, last);
    rows.fill(0, 0, radius);
    let at = radius - (from - first);
    for (let t = first; t < last; t++) {
      const form = this.#forms[t - first]!;
      const matched = names?.get(t);
      rows[at++] = matched ? this.#words.matchedRow(form, matched) : this.#words.rowOf(form);
    }
    rows.fill(0, at, at + radius);
    const count = to - from;
    if (this.#contextRows.length > 0) {
      const context = this.#contexts.hasSentence ? this.#contexts.ofSentence(this.#survey) : undefined;
      const firstWord = Math.max(0, this.#survey.firstWord) + sentence.from - from + radius;
      this.#contexts.write(this.#contextRows, radius, radius + count, context, firstWord);
    }
    this.#placed.place();
    this.#placed.table.scoreRun(rows, this.#contextRows, radius, radius + count, s.subarray(from, to));
  }

  /** The forms of tokens `from` … `to − 1`; rows for them, and for the names and the context of as many tokens, fit. */
  #formsOf(text: string, tokens: Tokens, from: number, to: number): void {
    if (from === this.#formsFrom && to === this.#formsTo) return;
    this.#formsFrom = from;
    this.#formsTo = to;
    if (this.#placed.room < 2 * (to - from) + 2 || !this.#words.hasRoom(to - from)) {
      this.#placed.forget();
      this.#words.forget();
      this.#contexts.forget();
    }
    const { starts, ends } = tokens;
    for (let t = from; t < to; t++) this.#forms[t - from] = this.#words.formOf(text, starts[t]!, ends[t]!);
  }

  #surveyOf(text: string, tokens: Tokens, { from, to }: Range): void {
    this.#survey.clear();
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      this.#formsOf(text, tokens, start, end);
      for (let k = 0; k < end - start; k++) this.#survey.add(this.#forms[k]!, this.#words);
    }
  }

  /** By token: the names of the features that gazetteers give it. Undefined when there are no gazetteers. */
  #namesIn(text: string, tokens: Tokens, { from, to }: Range): Map<number, string[]> | undefined {
    const { gazetteers } = this.#model.features;
    if (gazetteers.length === 0) return undefined;
    const words: string[] = [];
    for (let start = from; start < to; start += this.#stretch) {
      const end = Math.min(to, start + this.#stretch);
      this.#formsOf(text, tokens, start, end);
      for (let k = 0; k < end - start; k++) words.push(this.#words.stringOf(this.#forms[k]!));
    }
    const names = new Map<number, string[]>();
    for (const gazetteer of gazetteers) {
      gazetteer.match(words, (i, name) => {
        const before = names.get(from + i);
        if (before) before.push(name);
        else names.set(from + i, [name]);
      });
    }
    return names;
  }
}
