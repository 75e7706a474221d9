/** @file Features of a word's form: capitalization, character pattern, prefixes and suffixes. */
import { hashOfToken } from './token-hash.js';

/** Classes of {@link shape}. */
export type WordShape =
  | 'ALL'
  | 'A'
  | 'Initial'
  | 'Inner'
  | 'lower'
  | 'mixed'
  | 'number'
  | 'digit'
  | 'punctuation';

// True if a text has an uppercase letter, a lowercase letter, a digit, a letter. Each regular expression is
// compiled at its first use, because that is slow.
const hasUpper = (text: string): boolean => /\p{Lu}/u.test(text);
const hasLower = (text: string): boolean => /\p{Ll}/u.test(text);
const hasDigit = (text: string): boolean => /\p{Nd}/u.test(text);
const hasLetter = (text: string): boolean => /\p{L}/u.test(text);

/**
 * Returns the class of a word: `A` one uppercase letter, `ALL` only uppercase, `Initial` uppercase then
 * lowercase, `Inner` an uppercase letter after the first letter, `lower` only lowercase, `number` digits and
 * number signs, `digit` letters and digits, `punctuation` neither, `mixed` everything else (scripts without
 * case).
 */
export function shape(form: string): WordShape {
  if (/^[a-z]+$/.test(form)) return 'lower'; // fast paths for the most frequent classes
  if (/^[A-Z][a-z]+$/.test(form)) return 'Initial';
  if (/^[!-@[-`{-~]+$/.test(form)) return /[0-9]/.test(form) ? 'number' : 'punctuation';
  if (!hasLetter(form)) return hasDigit(form) ? 'number' : 'punctuation';
  if (hasDigit(form)) return 'digit';
  if (!hasUpper(form)) return hasLower(form) ? 'lower' : 'mixed';
  if (!hasLower(form)) return letters(form) === 1 ? 'A' : 'ALL';
  const first = form.search(/\p{L}/u);
  return hasUpper(form.slice(first, first + 2)) && !hasUpper(form.slice(first + 1)) ? 'Initial' : 'Inner';
}

const letters = (form: string): number => form.match(/\p{L}/gu)?.length ?? 0;

/**
 * Returns the pattern of a word: uppercase letters become A, lowercase a, other letters x, digits 0; other
 * characters stay. Runs are cut to two characters and the whole to eight: `Al-Zaman` → `Aa-Aaa`, `1,250` →
 * `0,00`.
 */
export function pattern(form: string): string {
  let result = '';
  let before = '';
  let run = 0;
  for (const character of form) {
    const kind = kindOf(character);
    run = kind === before ? run + 1 : 1;
    before = kind;
    if (run <= 2) result += kind;
    if (result.length >= 8) break;
  }
  return result;
}

/** Returns the character class used in a {@link pattern}. */
function kindOf(character: string): string {
  if (character >= 'a' && character <= 'z') return 'a';
  if (character >= 'A' && character <= 'Z') return 'A';
  if (hasUpper(character)) return 'A';
  if (hasLower(character)) return 'a';
  if (hasDigit(character)) return '0';
  return hasLetter(character) ? 'x' : character;
}

const hash = (text: string): number => hashOfToken(text) >>> 0;

/**
 * Returns the hash buckets of the prefixes and suffixes of 1 … `longest` characters of the lowercased word,
 * at most `2 · longest`.
 */
export function affixes(form: string, longest: number, buckets: number): number[] {
  const characters = [...form.toLowerCase()];
  const found: number[] = [];
  for (let length = 1; length <= Math.min(longest, characters.length); length++) {
    found.push(hash(`${characters.slice(0, length).join('')}-`) % buckets);
    found.push(hash(`-${characters.slice(-length).join('')}`) % buckets);
  }
  return found;
}
