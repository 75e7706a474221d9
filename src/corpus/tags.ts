/**
 * @file Converts tags to spans. A tag is `O`, a letter and a type (`B-LOC`), or a bare type
 * (`LOCATION`). One rule reads all schemes; whether a sequence of tags is valid in its scheme is checked in
 * `schemes.ts`.
 */

import type { Span } from './sentence.js';

/** Tagging schemes, after Ramshaw & Marcus 1995 (IOB1), Sang & Veenstra 1999 (IOB2), Uchimoto et al. 2000 (BIOES). */
export const schemes = ['IOB1', 'IOB2', 'BIOES', 'IO'] as const;
export type Scheme = (typeof schemes)[number];

/** Returns the scheme with a name that a user gave: BILOU is BIOES with other letters. */
export const schemeNamed = <Name extends string>(name: Name | 'BILOU'): Name | 'BIOES' =>
  name === 'BILOU' ? 'BIOES' : name;

/**
 * The position of a token that its tag states: outside any entity, or the first, an inner, the
 * last, or the only token of one.
 */
export type Role = 'O' | 'B' | 'I' | 'E' | 'S';

export interface Tag {
  /** As written in the file. */
  readonly text: string;
  /** BILOU's L and U are read as E and S; a bare type is I. */
  readonly role: Role;
  /** Everything beside the letter and its hyphen (`geo-loc` in `B-geo-loc`); empty for `O`. */
  readonly type: string;
  /** True for a bare type, without a prefix letter. */
  readonly bare: boolean;
}

/** The letters of IOB, BIOES, BILOU, and of BMES and BMEW, where M is an inner and W the only token. */
const roles: ReadonlyMap<string, Role> = new Map([
  ['B', 'B'],
  ['I', 'I'],
  ['M', 'I'],
  ['E', 'E'],
  ['L', 'E'],
  ['S', 'S'],
  ['U', 'S'],
  ['W', 'S'],
]);

/** What stands between the letter and the type: B-LOC, B_LOC, B:LOC, B.LOC, B/LOC. */
const join = '[-_:./]';
const spelled = new RegExp(`^(?:([BIMELSUWbieslu])${join}(\\S.*)|(.*\\S)${join}([BIMELSUW]))$`, 'su');

/** Full-width characters, and the dashes of Unicode that stand for a hyphen. */
const [wide, dashes] = [/[\u2010-\u2015\u2212\uff01-\uff5e]/, /[\u2010-\u2015\u2212]/g];

/**
 * Parses a tag: `B-LOC`, also spelled `B_LOC`, `B:LOC`, `LOC-B`, `b-LOC`, or with another dash; a bare type; or only
 * a letter, which is an entity of type `untyped`. Returns undefined if `text` is not a tag: a number, punctuation, or,
 * without `untyped`, a letter without a type.
 */
export function parseTag(text: string, untyped = ''): Tag | undefined {
  const plain = wide.test(text) ? text.normalize('NFKC').replace(dashes, '-') : text;
  if (plain === 'O' || plain === 'o') return { text, role: 'O', type: '', bare: false };
  const { letter, type = untyped } = partsOf(plain);
  const role = letter === undefined ? undefined : roles.get(letter.toUpperCase());
  if (role) return type === '' ? undefined : { text, role, type, bare: false };
  if (/^.[-_]$/.test(plain) || !/^\p{L}[\p{L}\p{N}_.:/-]*$/u.test(plain)) return undefined;
  return { text, role: 'I', type: plain, bare: true };
}

/** Returns the letter of a tag and its type; no letter for a bare type, and no type for a letter alone. */
function partsOf(text: string): { letter?: string | undefined; type?: string | undefined } {
  const [, before, behind, front, after] = spelled.exec(text) ?? [];
  const isAlone = /^.[-_]?$/su.test(text);
  return { letter: before ?? after ?? (isAlone ? text[0] : undefined), type: behind ?? front };
}

/** True for the letters L and U, with which BILOU ends an entity, and false for E and S. */
export const isBilou = (text: string): boolean => /^[LU]$/i.test(partsOf(text).letter ?? '');

/**
 * Returns the first of several tags in one cell, `B-LOC` of `B-LOC|B-GPE`, as files with nested entities have them;
 * undefined if there is only one.
 */
export function firstTag(text: string): string | undefined {
  const [first, ...others] = text.split(/[|;,+&]/);
  const isTag = (part: string) => isPositionTag(part.trim());
  return others.length > 0 && isTag(first) && others.every(isTag) ? first.trim() : undefined;
}

/** True if `text` is a tag that states a position, such as `B-LOC` or `O`; a bare type can be any word. */
export const isPositionTag = (text: string): boolean => parseTag(text)?.bare === false;

/**
 * Returns the spans that `tags` mark, in order. A span begins at B or S, and at I or E if no span of that
 * type is open; it ends after E or S, and before any tag that doesn't continue it. Valid tags are read as
 * their scheme defines them; invalid ones as conlleval reads them.
 */
export function spansOf(tags: readonly Tag[]): Span[] {
  const spans: Span[] = [];
  let type = ''; // of the open span; empty when none is open
  let start = 0;
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i];
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
