/** @file Sentences and their entity spans. */

/** An entity of `type` over the tokens `start` … `end − 1` (token offsets, `end` exclusive). */
export interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** A sentence with its entities, in order of `start`, not overlapping. */
export interface Sentence {
  readonly tokens: readonly string[];
  readonly spans: readonly Span[];
  /** Number of the document that it belongs to, counted from 0 over all files of a split. */
  readonly document: number;
  readonly file: string;
  /** Line of its first token, counted from 1. */
  readonly line: number;
}
