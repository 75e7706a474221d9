/**
 * @file Makes control characters harmless that come from files and arguments: tokens, types, file names, keys. They could move the
 * cursor of a terminal, set its title, or show text in another order than it is stored. Everything that goes to a terminal or into
 * HTML, SVG or Markdown passes through here.
 */

/** C0 but tab and line feed, DEL, C1, and all characters with the Unicode property Bidi_Control. */
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Returns `text` with U+FFFD in place of every control character but tab and line feed. */
export const withoutControls = (text: string): string => text.replace(controls, '\ufffd');

/**
 * Returns `text` with every control character but tab and line feed as an escape such as `\u001b`. In a JSON string this is the same
 * character.
 */
export const escapedControls = (text: string): string =>
  text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
