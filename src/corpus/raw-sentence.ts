/**
 * @file A sentence as read from a file, before its tagging scheme is checked and its document number is
 * assigned.
 */

import type { Span } from './sentence.js';
import type { Tag } from './tags.js';

/** The text of a record with its tokens and its entities as annotated. Offsets are UTF-16 units, ends exclusive. */
export interface SourceText {
  readonly text: string;
  /** Offsets of all tokens of the record. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** In characters; they may overlap or cut tokens. Undefined if the record has tags. */
  readonly spans: readonly Span[] | undefined;
}

export interface AnnotatedSentence {
  readonly tokens: readonly string[];
  /** One tag per token, or entity spans if the file has spans (JSON Lines). */
  readonly annotation: { readonly tags: readonly Tag[] } | { readonly spans: readonly Span[] };
  /** Line of each token, counted from 1. */
  readonly lines: readonly number[];
  /**
   * True if this sentence starts a new document: after a `-DOCSTART-` or `# newdoc` line, or with a new
   * `"document"` value in JSON Lines.
   */
  readonly opensDocument: boolean;
  /** Where the sentence is from, if the file has the text; the sentences of a record share one. */
  readonly source?: SourceText | undefined;
}
