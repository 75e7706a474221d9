/** @file A text on the way to its locations: split into tokens and sentences, with a place for the scores. */
import { CodeUnits } from '../text/code-units.js';
import { sentences } from '../text/sentences.js';
import { tokenize } from '../text/tokenize.js';
import { splitOnSpaces, TokenBuffer } from '../text/tokens.js';
import type { Tagged } from './tagged.js';
import type { TokenProbability } from './token-probability.js';

/** Holds one text after another in the same arrays. */
export class ScoredText implements Tagged {
  text = '';
  scores = new Float32Array(64);
  readonly tokens = new TokenBuffer(64);
  readonly sentences = new TokenBuffer(4);
  readonly #units = new CodeUnits();

  constructor(
    readonly locations: TokenBuffer,
    readonly probability: TokenProbability | undefined,
  ) {}

  get units(): Uint16Array {
    return this.#units.array;
  }

  /** Takes and splits a text; if it is tokenized, it is one sentence with its tokens separated by spaces. */
  take(text: string, isTokenized: boolean): this {
    this.text = text;
    const units = this.#units.take(text);
    if (isTokenized) {
      splitOnSpaces(text, this.tokens);
      this.sentences.count = 0;
      if (this.tokens.count > 0) this.sentences.push(0, this.tokens.count);
    } else {
      tokenize(text, this.tokens, units);
      sentences(text, this.tokens, this.sentences, units);
    }
    if (this.tokens.count > this.scores.length) this.scores = new Float32Array(2 * this.tokens.count);
    return this;
  }
}
