/** @file `decode` of `evaluation/decoding.ts`, token by token: for runs that begin and end in different parts of a text. */
import type { Thresholds } from '../model/thresholds.js';
import type { Place } from './location-log.js';

/** A range of tokens with its highest score. */
interface Range {
  readonly from: Place;
  readonly to: Place;
  readonly score: number;
}

/** Collects tokens above the threshold `extend`, and reports a run that reaches `start` as a location. */
export class RunDecoder {
  #all: Range | undefined;
  #kept: Range | undefined; // without small words at the ends that do not reach `edge`
  #since = Number.NEGATIVE_INFINITY; // highest score after the end of `kept`
  #hasLarge = false;

  constructor(
    readonly thresholds: Thresholds,
    readonly found: (place: Place, score: number) => void,
  ) {}

  /** True if a token with this score is part of a run. */
  takes(score: number): boolean {
    return score > this.thresholds.extend;
  }

  /** Adds a token that {@link takes} accepts. */
  add(token: Place, score: number, isSmall: boolean): void {
    const { edge } = this.thresholds;
    this.#all = joined(this.#all, token, score);
    if (!isSmall) this.#hasLarge = true;
    if (edge === undefined || score > edge || !isSmall) {
      this.#kept = joined(this.#kept, token, Math.max(this.#since, score));
      this.#since = Number.NEGATIVE_INFINITY;
    } else if (this.#kept) this.#since = Math.max(this.#since, score);
  }

  /** Ends the run: after a token that does not belong to it, or at the end of a sentence. */
  end(): void {
    if (!this.#all) return;
    const { score: best } = this.#all;
    const range = this.#hasLarge && this.#kept ? this.#kept : this.#all;
    this.#all = undefined;
    this.#kept = undefined;
    this.#since = Number.NEGATIVE_INFINITY;
    this.#hasLarge = false;
    if (!(best > this.thresholds.start)) return;
    const { from, to, score } = range;
    this.found({ fromByte: from.fromByte, toByte: to.toByte, start: from.start, end: to.end }, score);
  }
}

const joined = (range: Range | undefined, to: Place, score: number): Range =>
  range ? { from: range.from, to, score: Math.max(range.score, score) } : { from: to, to, score };
