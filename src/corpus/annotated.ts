/** @file A sentence as a file has it, before its scheme and its document are known. */

import type { Span } from './sentence.js';
import type { Tag } from './tags.js';

export interface AnnotatedSentence {
  readonly tokens: readonly string[];
  /** A tag a token, or the spans themselves where the file gives them. */
  readonly annotation: { readonly tags: readonly Tag[] } | { readonly spans: readonly Span[] };
  /** Line of each token, counted from 1. */
  readonly lines: readonly number[];
  /** Whether a mark that begins a document stands before it. */
  readonly opensDocument: boolean;
}
