/**
 * @file The width of a text in terminal columns, following UAX #11 (East Asian width) and UTS #51 (emoji): an
 * emoji is two columns wide; any other grapheme is as wide as its first visible character plus its spacing
 * marks.
 */
import { eastAsianWidth } from 'get-east-asian-width';
import { withoutControls } from '../control-characters.js';

/** Characters of one column each, which are most of what is printed: ASCII, Latin, Greek, punctuation and mathematics. */
const plain =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u0391-\u03ff\u1d00-\u1dbf\u2010-\u2027\u2030-\u205e\u2070-\u209c\u2190-\u22ff]*$/;
const emoji =
  /\p{RI}{2}|(?!\p{RI})\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\d#*]\ufe0f?\u20e3/u;
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}]/u;
/** Characters that take room after the first: vowel signs, and the voicing marks of half-width kana. */
const trailing = /[\p{Mc}\uff00-\uffef]/u;

let graphemes: Intl.Segmenter | undefined; // created on first use, because this takes about 10 ms

/** Returns the width of `text` in columns. It must contain no line break and no escape sequence. */
export function textWidth(text: string): number {
  if (plain.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += graphemeWidth(segment);
  return columns;
}

function graphemeWidth(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  let columns = 0;
  for (const character of grapheme) {
    if (invisible.test(character) || (columns > 0 && !trailing.test(character))) continue;
    columns += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return columns;
}

/**
 * Returns `text` on one line and without control characters, so that corpus text cannot move the terminal
 * cursor.
 */
export function printable(text: string): string {
  return withoutControls(text.replace(/\s+/gu, ' '));
}
