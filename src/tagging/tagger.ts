/** @file Raw text → tokens → scores → locations, with a model. */
import { decode } from '../evaluation/decoding.js';
import type { StoredModel } from '../model/model-file.js';
import type { Thresholds } from '../model/thresholds.js';
import { SentenceScorer } from './sentence-scorer.js';
import { sentences } from './sentences.js';
import type { Tagged } from './tagged.js';
import { tokenize } from './tokenize.js';
import { splitOnSpaces, TokenBuffer } from './tokens.js';

/** How to tag. */
export interface TaggerOptions {
  /** Instead of the model's own. */
  readonly thresholds?: Thresholds | undefined;
  /** The most memory that the table of projected words may take; {@link defaultTableBytes} when left out. */
  readonly tableBytes?: number | undefined;
  /** The text is one sentence whose tokens are divided by spaces. */
  readonly tokenized?: boolean | undefined;
}

export const defaultTableBytes = 128 * 2 ** 20;

/** Tags texts one after the other; a text is a document of its own. */
export class Tagger {
  readonly thresholds: Thresholds;
  readonly #tokenized: boolean;
  readonly #scorer: SentenceScorer;
  readonly #tokens = new TokenBuffer(256);
  readonly #locations = new TokenBuffer(16);
  #scores = new Float32Array(256);

  constructor(model: StoredModel, options: TaggerOptions = {}) {
    this.thresholds = options.thresholds ?? model.header.thresholds;
    this.#tokenized = options.tokenized ?? false;
    this.#scorer = new SentenceScorer(model, options.tableBytes ?? defaultTableBytes);
  }

  /** Tags a text. The columns of what it gives are overwritten by the next call. */
  tag(text: string): Tagged {
    const tokens = this.#tokenized ? splitOnSpaces(text, this.#tokens) : tokenize(text, this.#tokens);
    const { count } = tokens;
    const starts = this.#tokenized
      ? Int32Array.of(0).subarray(0, Math.min(1, count))
      : sentences(text, tokens);
    if (count > this.#scores.length) this.#scores = new Float32Array(2 * count);
    const scores = this.#scores;
    const locations = this.#locations;
    locations.count = 0;
    this.#scorer.openDocument(text, tokens);
    for (let k = 0; k < starts.length; k++) {
      const sentence = { from: starts[k]!, to: k + 1 < starts.length ? starts[k + 1]! : count };
      this.#scorer.score(text, tokens, sentence, scores);
      decode(scores, sentence.from, sentence.to, this.thresholds, (start, end) => locations.push(start, end));
    }
    return { text, tokens, scores, sentences: starts, locations };
  }
}
