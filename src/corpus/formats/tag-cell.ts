/** @file The tag in a cell of a table. */

import { trimmed } from '../invisible.js';
import type { NoticeKind } from '../notices.js';
import { quoted } from '../quote.js';
import { usualSpelling } from '../tag-spelling.js';
import { firstTag, type Tag } from '../tags.js';

/** A tag without what stands around it, and the notice for what was left out. */
interface TagCell {
  readonly tag: string;
  readonly notice?: NoticeKind;
}

/** Returns the tag in a cell: without white space and invisible characters around it, the first of several, respelled. */
export function tagInCell(cell: string): TagCell {
  const visible = trimmed(cell);
  const first = firstTag(visible);
  if (first !== undefined) return { tag: first, notice: 'severalTags' };
  const tag = usualSpelling(visible);
  if (tag !== visible) return { tag, notice: 'respelledTag' };
  return visible === cell ? { tag } : { tag, notice: 'paddedTag' };
}

/** Returns a cell as its notice shows it. */
export const shownCell = (cell: string, notice: NoticeKind, { role, text }: Tag): string =>
  notice === 'respelledTag' ? `${quoted(cell)} as ${role === 'O' ? 'O' : text}` : quoted(cell);
