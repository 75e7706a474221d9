/** @file The tag in a cell of a table. */

import { trimmed } from '../invisible.js';
import type { NoticeKind } from '../notices.js';
import { firstTag } from '../tags.js';

/** A tag without what stands around it, and the notice for what was left out. */
interface TagCell {
  readonly tag: string;
  readonly notice?: NoticeKind;
}

/** Returns the tag in a cell: without white space and invisible characters around it, the first of several. */
export function tagInCell(cell: string): TagCell {
  const visible = trimmed(cell);
  const first = firstTag(visible);
  if (first !== undefined) return { tag: first, notice: 'severalTags' };
  return visible === cell ? { tag: cell } : { tag: visible, notice: 'paddedTag' };
}
