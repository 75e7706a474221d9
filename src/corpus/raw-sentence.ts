/**
 * @file A sentence as read from a file, before its tagging scheme is checked and its document number is
 * assigned.
 */

import type { Span } from './sentence.js';
import type { Tag } from './tags.js';

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
}
