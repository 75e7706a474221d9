/** @file Raw text → tokens → scores → locations, with a model. */
import { NerwinError } from '../error.js';
import { decode } from '../evaluation/decoding.js';
import { isLowercaseWord } from '../features/sentence-context.js';
import type { StoredModel } from '../model/read-model.js';
import type { Thresholds } from '../model/thresholds.js';
import { CodeUnits } from '../text/code-units.js';
import { sentences } from '../text/sentences.js';
import { tokenize } from '../text/tokenize.js';
import { splitOnSpaces, TokenBuffer, type Tokens } from '../text/tokens.js';
import { SentenceScorer } from './sentence-scorer.js';
import { highest, type Tagged } from './tagged.js';
import { TokenProbability } from './token-probability.js';

/** Options for tagging. */
export interface TaggerOptions {
  /** Thresholds to use instead of the model's own. */
  readonly thresholds?: Thresholds | undefined;
  /** Memory limit of the table of projected words, in bytes; {@link defaultTableBytes} by default. */
  readonly tableBytes?: number | undefined;
  /**
   * The scores that are needed: those of all tokens, or only those of tokens in locations, which is faster.
   * Then the others can be any value not above the threshold `extend`.
   */
  readonly scores?: 'all' | 'locations' | undefined;
  /** Locations less probable than this are left out; the model must have a calibration. */
  readonly minProbability?: number | undefined;
  /** True if the text is one sentence with its tokens separated by spaces. */
  readonly tokenized?: boolean | undefined;
}

export const defaultTableBytes = 128 * 2 ** 20;

/** Tags texts one after another; each text is a document of its own. */
export class Tagger {
  readonly thresholds: Thresholds;
  readonly tokenized: boolean;
  readonly scorer: SentenceScorer;
  readonly #tokens = new TokenBuffer(256);
  readonly #sentences = new TokenBuffer(16);
  readonly #locations = new TokenBuffer(16);
  readonly #units = new CodeUnits();
  /** Turns scores into probabilities; undefined for a model without a calibration. */
  readonly probability: TokenProbability | undefined;
  readonly #minProbability: number;
  readonly #keep = (start: number, end: number): void => {
    if (this.#isProbable(start, end)) this.#locations.push(start, end);
  };
  #scores = new Float32Array(256);

  constructor(
    readonly model: StoredModel,
    options: TaggerOptions = {},
  ) {
    this.thresholds = options.thresholds ?? model.header.thresholds;
    this.tokenized = options.tokenized ?? false;
    const { calibration } = model.header;
    this.probability = calibration && new TokenProbability(calibration);
    this.#minProbability = options.minProbability ?? 0;
    if (this.#minProbability > 0 && !calibration) {
      throw new NerwinError(
        'model',
        'the model has no calibration, so its scores have no probabilities',
        'train it again, or use a minimum score (--threshold) instead of a minimum probability',
      );
    }
    const above = options.scores === 'locations' ? this.thresholds.extend : undefined;
    this.scorer = new SentenceScorer(model, options.tableBytes ?? defaultTableBytes, above);
  }

  /** Tags a text. The next call overwrites the arrays of the result. */
  tag(text: string): Tagged {
    const units = this.#units.take(text);
    const tokens = this.tokenized ? splitOnSpaces(text, this.#tokens) : tokenize(text, this.#tokens, units);
    const found = this.#sentencesOf(text, tokens);
    if (tokens.count > this.#scores.length) this.#scores = new Float32Array(2 * tokens.count);
    const scores = this.#scores;
    const locations = this.#locations;
    locations.count = 0;
    const isSmall = (token: number): boolean =>
      isLowercaseWord(text.slice(tokens.starts[token], tokens.ends[token]));
    this.scorer.openDocument(units.array, tokens);
    for (let k = 0; k < found.count; k++) {
      const [from, to] = [found.starts[k], found.ends[k]];
      this.scorer.score(units.array, tokens, from, to, scores);
      decode(scores, from, to, this.thresholds, isSmall, this.#keep);
    }
    const probability = this.probability;
    return { text, units: units.array, tokens, scores, sentences: found, locations, probability };
  }

  /** True if the probability of the location's best token is high enough. */
  #isProbable(start: number, end: number): boolean {
    return this.#minProbability <= 0 || this.isProbable(highest(this.#scores, start, end));
  }

  /** True if a location with this highest score is probable enough. */
  isProbable(score: number): boolean {
    return (
      !this.probability || this.#minProbability <= 0 || this.probability.of(score) >= this.#minProbability
    );
  }

  #sentencesOf(text: string, tokens: Tokens): Tokens {
    if (!this.tokenized) return sentences(text, tokens, this.#sentences, this.#units);
    this.#sentences.count = 0;
    if (tokens.count > 0) this.#sentences.push(0, tokens.count);
    return this.#sentences;
  }
}
