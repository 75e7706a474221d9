/** @file Finds documents with the same words as an earlier one. */

import { createHash } from 'node:crypto';
import type { AnnotatedDocument } from './annotated-document.js';

/** 'new'; 'same' words and entities as an earlier document; or the same words with 'other' entities. */
export type Novelty = 'new' | 'same' | 'other';

/** Remembers documents by hashes of 128 bits: some 100 bytes for each. */
export class SeenDocuments {
  readonly #seen = new Map<string, string>(); // hash of the words → hash of the entities

  /** Compares a document with those before, and remembers it. White space between words does not count. */
  add({ words, spans }: AnnotatedDocument): Novelty {
    const key = hashOf(words.join('\0'));
    const entities = hashOf(spans.map(({ type, start, end }) => `${type} ${start} ${end}`).join('\0'));
    const before = this.#seen.get(key);
    if (before !== undefined) return before === entities ? 'same' : 'other';
    this.#seen.set(key, entities);
    return 'new';
  }
}

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest().subarray(0, 16).toString('latin1');
