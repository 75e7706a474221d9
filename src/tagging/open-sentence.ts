/**
 * @file A sentence that begins and ends in different pieces of a text. It was counted before. Its tokens are buffered,
 * and scored as soon as the neighbors that a window needs have been read and the names in gazetteers are certain.
 */
import type { Gazetteer } from '../features/gazetteer.js';
import { TokenBuffer } from '../text/tokens.js';
import type { Place } from './location-log.js';
import type { SentenceScorer } from './sentence-scorer.js';
import type { TextPiece } from './text-pieces.js';

/** Called with each token in order. */
export type OnToken = (text: string, place: Place, score: number) => void;

/** Number of tokens that are collected before they are scored. */
const collected = 8192;

export class OpenSentence {
  #units = new Uint16Array(1 << 16);
  readonly #tokens = new TokenBuffer(collected);
  #texts: string[] = [];
  #places: Place[] = [];
  #dropped = 0; // number of tokens removed from the buffer; they precede its token 0
  #scored = 0; // number of buffered tokens that have been scored
  #limit = collected;
  readonly #next: number[]; // by gazetteer: the buffered token at which matching continues
  readonly #matches: Map<number, string>[]; // by gazetteer: feature by token of the sentence

  constructor(
    readonly scorer: SentenceScorer,
    readonly gazetteers: readonly Gazetteer[],
    readonly radius: number,
    readonly onToken: OnToken,
  ) {
    this.#next = gazetteers.map(() => 0);
    this.#matches = gazetteers.map(() => new Map());
  }

  /** Adds tokens `from` … `to − 1` of a piece. */
  add(piece: TextPiece, from: number, to: number): void {
    for (let t = from; t < to; t++) {
      this.#push(piece, t);
      if (this.#tokens.count >= this.#limit) this.#score(false);
    }
  }

  /** Scores what is left. */
  end(): void {
    this.#score(true);
  }

  #push(piece: TextPiece, t: number): void {
    const { starts, ends } = piece.tokens;
    const at = this.#end;
    const end = at + ends[t] - starts[t];
    if (end >= this.#units.length) {
      const larger = new Uint16Array(2 * end);
      larger.set(this.#units.subarray(0, at));
      this.#units = larger;
    }
    this.#units.set(piece.units.subarray(starts[t], ends[t]), at);
    this.#tokens.push(at, end);
    this.#texts.push(piece.textOf(t));
    this.#places.push(piece.placeOf(t));
  }

  /** The end of the last buffered token, in code units. */
  get #end(): number {
    const { count, ends } = this.#tokens;
    return count === 0 ? 0 : ends[count - 1];
  }

  #score(isLast: boolean): void {
    const { count } = this.#tokens;
    this.#match(isLast);
    const certain = this.#next.reduce((least, next) => Math.min(least, next), count - this.radius);
    const to = isLast ? count : certain;
    const from = this.#scored;
    if (to > from) {
      const scores = new Float32Array(to);
      const part = { sentence: -this.#dropped, from, to };
      this.scorer.scorePart(this.#units, this.#tokens, part, this.#names(from - this.radius, count), scores);
      for (let t = from; t < to; t++) this.onToken(this.#texts[t], this.#places[t], scores[t]);
      this.#scored = to;
      this.#drop(Math.max(0, to - this.radius));
    }
    this.#limit = this.#tokens.count + collected;
  }

  /** Finds the names in the lists as far as they are certain. */
  #match(isLast: boolean): void {
    if (this.gazetteers.length === 0) return;
    const hashes = this.scorer.listHashesOf(this.#units, this.#tokens, 0, this.#tokens.count);
    this.gazetteers.forEach((gazetteer, k) => {
      const matches = this.#matches[k];
      const mark = (i: number, feature: string): void => {
        matches.set(this.#dropped + i, feature);
      };
      this.#next[k] = gazetteer.match(hashes, mark, this.#next[k], !isLast);
    });
  }

  /** Returns the features of the buffered tokens `from` … `to − 1`, by token. */
  #names(from: number, to: number): Map<number, readonly string[]> | undefined {
    if (this.gazetteers.length === 0) return undefined;
    const names = new Map<number, string[]>();
    for (let t = Math.max(0, from); t < to; t++) {
      const features = this.#matches.flatMap((matches) => matches.get(this.#dropped + t) ?? []);
      if (features.length > 0) names.set(t, features);
    }
    return names;
  }

  /** Removes the first `count` tokens from the buffer. */
  #drop(count: number): void {
    if (count === 0) return;
    const { starts, ends } = this.#tokens;
    const left = this.#tokens.count - count;
    const base = starts[count];
    this.#units.copyWithin(0, base, this.#end);
    for (let t = 0; t < left; t++) {
      starts[t] = starts[t + count] - base;
      ends[t] = ends[t + count] - base;
    }
    this.#tokens.count = left;
    this.#texts = this.#texts.slice(count);
    this.#places = this.#places.slice(count);
    for (const matches of this.#matches) for (let t = 0; t < count; t++) matches.delete(this.#dropped + t);
    this.#next.forEach((next, k) => {
      this.#next[k] = next - count;
    });
    this.#dropped += count;
    this.#scored -= count;
  }
}
