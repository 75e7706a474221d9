/**
 * @file Character classes for the tokenizer. Each UTF-16 code unit, and each surrogate pair, is looked up in
 * the engine's Unicode tables once and then cached.
 */

/** Separates tokens and belongs to none: Unicode whitespace and controls. */
export const SPACE = 1;
/** Letters, and numbers that are not decimal digits (½, Ⅳ), of any script. */
export const LETTER = 2;
/** Decimal digits of any script. */
export const DIGIT = 3;
/**
 * Continues the character before it: combining marks, joiners, variation selectors, skin tones, emoji tags.
 */
export const MARK = 4;
export const EMOJI = 5;
/** Anything else: punctuation, symbols, unpaired surrogates. */
export const SYMBOL = 6;

/** Only in the cache: the class depends on the next code unit. */
const SURROGATE = 7;
/**
 * Has no width and no effect on what a reader sees: soft hyphen, word joiner, byte order mark, direction marks.
 * The tokenizer reads the text without them, see `invisible.ts`.
 */
export const INVISIBLE = 8;

/**
 * One invisible character: Unicode's format characters that are ignorable by default (Cf), without the joiners
 * and tags, which belong to the character before them.
 */
export const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0001}]/u;

/**
 * Regular expressions for all classes; created on demand, because compiling them takes longer than tagging a
 * sentence.
 */
const classesOf = (): readonly (readonly [RegExp, number])[] => [
  [invisible, INVISIBLE], // before the spaces: U+FEFF is one of them
  [/[\s\p{Cc}]/u, SPACE],
  [/\p{M}|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}]|\u200c|\u200d/u, MARK],
  [/\p{Nd}/u, DIGIT],
  [/[\p{L}\p{N}]/u, LETTER],
  [/[\p{Extended_Pictographic}\p{Regional_Indicator}]/u, EMOJI],
];

/**
 * Cached class of each UTF-16 code unit. 0 (not cached yet) and {@link SURROGATE} mean that {@link characterClass}
 * must be called.
 */
export const unitClasses = new Uint8Array(0x10000);
// ASCII is known from the start: an English sentence needs none of the expressions above.
unitClasses
  .fill(SYMBOL, 0, 0x80)
  .fill(SPACE, 0, 0x21)
  .fill(DIGIT, 0x30, 0x3a)
  .fill(LETTER, 0x41, 0x5b)
  .fill(LETTER, 0x61, 0x7b);
unitClasses[0x7f] = SPACE;

const pairs = new Map<number, number>(); // class of each code point beyond the basic plane, once asked

/**
 * Returns the class of the character at `at`; SPACE past the end. The second half
 * of a surrogate pair is a SYMBOL.
 */
export function characterClass(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (Number.isNaN(unit)) return SPACE;
  const known = unitClasses[unit];
  if (known !== 0 && known !== SURROGATE) return known;
  if (isPairAt(text, at)) return classOfPair(text, at);
  if (known === SURROGATE) return SYMBOL;
  const surrogate = unit >= 0xd800 && unit <= 0xdfff;
  const found = surrogate ? SURROGATE : classify(String.fromCharCode(unit));
  unitClasses[unit] = found;
  return surrogate ? SYMBOL : found;
}

/** Returns the end (exclusive) of the run of letters, digits and marks that starts at `from`. */
export function lettersEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const known = unitClasses[text.charCodeAt(at)];
    // LETTER, DIGIT and MARK are consecutive numbers
    if (known >= LETTER && known <= MARK) {
      at += 1;
      continue;
    }
    if (known !== 0 && known !== SURROGATE) return at;
    const kind = characterClass(text, at);
    if (kind < LETTER || kind > MARK) return at;
    at += widthAt(text, at);
  }
  return at;
}

/** Returns the end (exclusive) of the marks from `from` on. */
export function marksEnd(text: string, from: number): number {
  let at = from;
  while (characterClass(text, at) === MARK) at += widthAt(text, at);
  return at;
}

/** Returns the number of UTF-16 code units of the character at `at`: 2 for a surrogate pair. */
export function widthAt(text: string, at: number): number {
  return isPairAt(text, at) ? 2 : 1;
}

/** True if the code unit at `at` separates tokens. */
export function isSpaceAt(text: string, at: number): boolean {
  return characterClass(text, at) === SPACE;
}

/** True if the character at `at` is a letter or digit. */
export function isWordAt(text: string, at: number): boolean {
  const kind = characterClass(text, at);
  return kind === LETTER || kind === DIGIT;
}

function isPairAt(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
}

function classOfPair(text: string, at: number): number {
  const point = text.codePointAt(at) ?? 0;
  let found = pairs.get(point);
  if (found === undefined) {
    found = classify(String.fromCodePoint(point));
    pairs.set(point, found);
  }
  return found;
}

function classify(character: string): number {
  return classesOf().find(([pattern]) => pattern.test(character))?.[1] ?? SYMBOL;
}
