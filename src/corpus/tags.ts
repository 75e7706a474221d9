/**
 * @file Tags → spans. A tag is `O`, a letter and a type (`B-LOC`), or a bare type (`LOCATION`). One rule reads
 * them all; which tags may follow which, and so whether a file is sound, is the affair of its scheme (schemes.ts).
 */

import type { Span } from './sentence.js';

/** Tagging schemes, after Ramshaw & Marcus 1995 (IOB1), Sang & Veenstra 1999 (IOB2), Uchimoto et al. 2000 (BIOES). */
export const schemes = ['IOB1', 'IOB2', 'BIOES', 'IO'] as const;
export type Scheme = (typeof schemes)[number];

/** What a tag says of its token: outside, begins, inside, ends, or alone makes up an entity. */
export type Role = 'O' | 'B' | 'I' | 'E' | 'S';

export interface Tag {
  /** As it is written. */
  readonly text: string;
  /** BILOU's L and U are read as E and S; a bare type is I. */
  readonly role: Role;
  /** All that follows the first hyphen, so `B-geo-loc` is of type `geo-loc`; empty for `O`. */
  readonly type: string;
  /** Whether it is a type without a letter. */
  readonly bare: boolean;
}

const roles: ReadonlyMap<string, Role> = new Map([
  ['B', 'B'],
  ['I', 'I'],
  ['E', 'E'],
  ['L', 'E'],
  ['S', 'S'],
  ['U', 'S'],
]);

/** The tag that `text` writes, or undefined when it writes none (a number, punctuation, a letter without a type). */
export function parseTag(text: string): Tag | undefined {
  if (text === 'O') return { text, role: 'O', type: '', bare: false };
  const role = text[1] === '-' ? roles.get(text[0]!) : undefined;
  if (role) return text.length > 2 ? { text, role, type: text.slice(2), bare: false } : undefined;
  if (roles.has(text) || !/^\p{L}[\p{L}\p{N}_.:/-]*$/u.test(text)) return undefined;
  return { text, role: 'I', type: text, bare: true };
}

/**
 * The spans that `tags` mark, in order. A span begins at B and S, and at I and E when no span of their type is open;
 * it ends with E and S, and before whatever does not continue it. For tags that are sound in their scheme this is
 * that scheme's own reading, for others conlleval's.
 */
export function spansOf(tags: readonly Tag[]): Span[] {
  const spans: Span[] = [];
  let type = ''; // of the open span; empty when none is open
  let start = 0;
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]!;
    const continues = (tag.role === 'I' || tag.role === 'E') && tag.type === type;
    if (!continues) {
      if (type !== '') spans.push({ type, start, end: i });
      type = tag.type;
      start = i;
    }
    if (tag.role === 'E' || tag.role === 'S') {
      spans.push({ type, start, end: i + 1 });
      type = '';
    }
  }
  if (type !== '') spans.push({ type, start, end: tags.length });
  return spans;
}
