/** @file Finds emoticons and emoji; each stays one token. */

import { characterClass, EMOJI, isWordAt, MARK, widthAt } from './characters.js';

const faces = ['^_^', '^^', '-_-', '<3', '</3', '(:', '(;', '>:(', '>:)', '\\o/', '._.', '>_<', '(-:'];
const faceStarts = faces.map((face) => face[0]).join('');
const eyes = ':;=';
const noses = "-o^'";
const mouths = ')(]|/\\DPpOos3*SxX$[{}@';
const repeated = ')(';

/** Returns the end (exclusive) of the emoticon that starts at `start`, or `start` if there is none. */
export function faceEnd(text: string, start: number): number {
  const first = text[start];
  const fixed = faceStarts.includes(first) ? faces.find((face) => text.startsWith(face, start)) : undefined;
  if (fixed !== undefined) return isWordAt(text, start + fixed.length) ? start : start + fixed.length;
  if (!eyes.includes(first)) return start;
  const noseless = mouthEnd(text, start, start + 1);
  if (noseless > start) return noseless;
  if (start + 1 >= text.length || !noses.includes(text[start + 1])) return start;
  return mouthEnd(text, start, start + 2);
}

/** Returns the end (exclusive) of the mouth at `at`, or `start` if there is none or a word continues. */
function mouthEnd(text: string, start: number, at: number): number {
  const mouth = text[at];
  if (mouth === undefined || !mouths.includes(mouth)) return start;
  let end = at + 1;
  while (repeated.includes(mouth) && text[end] === mouth) end += 1;
  if (isWordAt(text, end) || (mouth === '/' && text[end] === '/')) return start;
  return isWordAt(text, at) && isWordAt(text, start - 1) ? start : end; // not `a:D`
}

const isRegional = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 0xd83c &&
  (text.charCodeAt(at + 1) & 0xffe0) === 0xdde0 &&
  text.charCodeAt(at + 1) >= 0xdde6;

/**
 * Returns the end (exclusive) of the emoji at `start`, including its marks, anything joined by a zero-width
 * joiner, and the second letter of a flag.
 */
export function emojiEnd(text: string, start: number): number {
  let end = start + widthAt(text, start);
  if (isRegional(text, start) && isRegional(text, end)) end += 2;
  for (;;) {
    const kind = characterClass(text, end);
    const isTied = kind === EMOJI && text.charCodeAt(end - 1) === 0x200d;
    if (kind !== MARK && !isTied) return end;
    end += widthAt(text, end);
  }
}
