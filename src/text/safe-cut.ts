/**
 * @file Finds a place where a long text can be cut so that the tokens of both parts are those of the whole.
 *
 * Rules of the tokenizer look beyond a space only after a period that may belong to a word. So a text can be cut
 * after a space with a letter or digit on both sides, or after a space that follows a lone mark (`Paris . Rome`).
 * Without spaces, as in Chinese, it can be cut after a comma or full stop between letters, unless a link may go on.
 */
import { characterClass, DIGIT, isWordAt, LETTER, SPACE } from './characters.js';

const SPACE_UNIT = 0x20;
const marks = '.,;:!?';
const separators = ',，、；。！？';
const linkParts = './:@';

/** Returns the last such place in `text`, more than 0 and less than its length; 0 if there is none. */
export function safeCut(text: string): number {
  for (let at = text.length - 1; at > 1; at--)
    if (text.charCodeAt(at - 1) === SPACE_UNIT && isWordAt(text, at) && endsToken(text, at - 2)) return at;
  return cutWithoutSpaces(text);
}

/** The same for text whose tokens are separated by ASCII spaces. */
export const cutAtSpace = (text: string): number => {
  const at = text.lastIndexOf(' ', text.length - 2) + 1;
  return at < text.length ? at : 0;
};

/** True if the character at `at`, before a space, ends a token whatever comes next. */
function endsToken(text: string, at: number): boolean {
  const kind = characterClass(text, at);
  if (kind === LETTER || kind === DIGIT) return true;
  return marks.includes(text[at]) && text.charCodeAt(at - 1) === SPACE_UNIT;
}

function cutWithoutSpaces(text: string): number {
  let cut = 0;
  let mayBeLink = false;
  for (let at = 1; at + 1 < text.length; at++) {
    const kind = characterClass(text, at);
    if (kind === SPACE) mayBeLink = false;
    else if (linkParts.includes(text[at])) mayBeLink = true;
    else if (!mayBeLink && separators.includes(text[at]) && isLetter(text, at - 1) && isLetter(text, at + 1))
      cut = at + 1;
  }
  return cut;
}

const isLetter = (text: string, at: number): boolean => characterClass(text, at) === LETTER;
