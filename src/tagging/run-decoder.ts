/** @file `decode` of `evaluation/decoding.ts`, token by token: for runs that begin and end in different parts of a text. */
import { type FindCuts, longestDivided } from '../features/name-division.js';
import type { Thresholds } from '../model/thresholds.js';
import type { Place } from './location-log.js';

/** A token of a run. */
interface RunToken {
  readonly text: string;
  readonly place: Place;
  readonly score: number;
}

/** Collects tokens above the threshold `extend`, and reports a run that reaches `start`, divided by `cutsOf`, as locations. */
export class RunDecoder {
  #all: Range | undefined;
  #kept: Range | undefined; // without small words at the ends that do not reach `edge`
  #hasLarge = false;

  constructor(
    readonly thresholds: Thresholds,
    readonly found: (place: Place, score: number) => void,
    readonly cutsOf?: FindCuts,
  ) {}

  /** True if a token with this score is part of a run. */
  takes(score: number): boolean {
    return score > this.thresholds.extend;
  }

  /** Adds a token that {@link takes} accepts. */
  add(place: Place, score: number, isSmall: boolean, text: string): void {
    const { edge } = this.thresholds;
    const token = { text, place, score };
    this.#all ??= new Range(place);
    this.#all.add(token, true);
    if (!isSmall) this.#hasLarge = true;
    const isIn = edge === undefined || score > edge || !isSmall;
    if (isIn) this.#kept ??= new Range(place);
    this.#kept?.add(token, isIn);
  }

  /** Ends the run: after a token that does not belong to it, or at the end of a sentence. */
  end(): void {
    if (!this.#all) return;
    const { score: best } = this.#all;
    const range = this.#hasLarge && this.#kept ? this.#kept : this.#all;
    this.#all = undefined;
    this.#kept = undefined;
    this.#hasLarge = false;
    if (!(best > this.thresholds.start)) return;
    const words = range.words;
    let first = 0;
    for (const cut of this.cutsOf?.(words.map(({ text }) => text)) ?? []) {
      this.#report(words.slice(first, cut));
      first = cut;
    }
    if (first > 0) this.#report(words.slice(first));
    else this.#found(range.from, range.to, range.score);
  }

  #report(words: readonly RunToken[]): void {
    const score = words.reduce((best, word) => Math.max(best, word.score), Number.NEGATIVE_INFINITY);
    this.#found(words[0].place, words[words.length - 1].place, score);
  }

  #found(from: Place, to: Place, score: number): void {
    this.found({ fromByte: from.fromByte, toByte: to.toByte, start: from.start, end: to.end }, score);
  }
}

/** The tokens of a run from `from` to the last one that was `in` it. Of a longer run than is ever divided, no words are kept. */
class Range {
  score = Number.NEGATIVE_INFINITY;
  to: Place;
  readonly #tokens: RunToken[] = []; // the first ones, with those after `to`
  #count = 0; // number of tokens up to `to`
  #seen = 0;
  #since = Number.NEGATIVE_INFINITY; // highest score after `to`

  constructor(readonly from: Place) {
    this.to = from;
  }

  add(token: RunToken, isIn: boolean): void {
    this.#seen++;
    if (this.#tokens.length < longestDivided) this.#tokens.push(token);
    this.#since = Math.max(this.#since, token.score);
    if (!isIn) return;
    this.#count = this.#seen;
    this.to = token.place;
    this.score = Math.max(this.score, this.#since);
    this.#since = Number.NEGATIVE_INFINITY;
  }

  get words(): readonly RunToken[] {
    return this.#count > longestDivided ? [] : this.#tokens.slice(0, this.#count);
  }
}
