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

/** Control characters, and line ends other than LF and CR. */
const control = /[\p{Cc}\u2028\u2029]/u;

/** Returns the name of the first control character or line end in `text`, as in `U+2028`; undefined if there is none. */
export function controlIn(text: string): string | undefined {
  const [sign] = control.exec(text) ?? [];
  return sign === undefined
    ? undefined
    : `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const otherEnd = /\S([\v\f\x1c-\x1e\x85\u2028\u2029])[\v\f\x1c-\x1e\x85\u2028\u2029]*\S/u;

/** Returns the line end other than LF and CR between two texts of a line; undefined if there is none. */
export const lineEndIn = (line: string): string | undefined => otherEnd.exec(line)?.[1];
