/**
 * @file Text without its invisible characters. They are no part of any rule of the tokenizer: it reads the text
 * without them, and the offsets are those of the original. So `Lon\u2060don` is one token, wherever the
 * character is and whatever comes before it.
 *
 * A zero-width space is the exception. It separates words in scripts without spaces and after punctuation; only
 * between two letters of a script with case does it mark a place where a long word may be broken.
 */
import { invisible } from './characters.js';

/** A text without invisible characters, and where each of its code units is in the original. */
export interface VisibleText {
  readonly text: string;
  readonly origins: Int32Array; // (text.length)
}

const ZERO_WIDTH_SPACE = '\u200b';

/** Returns `text` without invisible characters; a zero-width space between words becomes a space. */
export function visibleText(text: string): VisibleText {
  const origins = new Int32Array(text.length);
  let visible = '';
  let from = 0;
  const take = (to: number): void => {
    for (let at = from; at < to; at++) origins[visible.length + at - from] = at;
    visible += text.slice(from, to);
  };
  for (const { 0: run, index } of text.matchAll(new RegExp(`${invisible.source}+`, 'gu'))) {
    take(index);
    from = index + run.length;
    if (run.includes(ZERO_WIDTH_SPACE) && !isInsideWord(text, index, from)) {
      origins[visible.length] = index;
      visible += ' ';
    }
  }
  take(text.length);
  return { text: visible, origins };
}

/** True if there is a letter of a script with case before `start` and at `end`. */
function isInsideWord(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  return /\p{Cased}\p{M}?$/u.test(before) && /^\p{Cased}/u.test(text.slice(end, end + 2));
}
