/** @file White space and characters that are not seen, at the ends of tags and instead of tokens. */

const unseen = '[\\s\\p{Cc}\\p{Cf}\\u115f\\u1160\\u3164\\u2800]';
const ends = new RegExp(`^${unseen}+|${unseen}+$`, 'gu');
const any = new RegExp(unseen, 'gu');

/** Returns `text` without white space and invisible characters at its ends. */
export const trimmed = (text: string): string => text.replace(ends, '');

/** Returns `text` without any white space and invisible characters. */
export const onlyVisible = (text: string): string => text.replace(any, '');

/** True if nothing of `text` can be seen: it is empty, a no-break space, a byte-order mark, … */
export const isInvisible = (text: string): boolean => onlyVisible(text) === '';
