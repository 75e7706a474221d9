/**
 * @file The lookup ladder: the rungs by which a surface form finds a vector. They are tried in order, and the
 * first that matches wins. Each rung simplifies what the previous one left of the form a little more. From
 * `digits` on, the form is tried in its own case first, then in lowercase: this helps with cased vectors and
 * costs nothing with uncased ones.
 */

import { normalForm, visibleForm } from '../text/normal-form.js';

/** The rungs in order; {@link ladder} explains each of them. */
export const rungs = [
  'exact',
  'normalized',
  'lower',
  'number',
  'digits',
  'accents',
  'periods',
  'edges',
  'joined',
  'parts',
  'possessive',
  'stand-in',
  'unknown',
] as const;
export type Rung = (typeof rungs)[number];

/**
 * One rung applied to one form. Each group of keys gives at most one row: that of its first key with a
 * vector.
 */
export interface RungKeys {
  readonly rung: Rung;
  /** One group, or for `parts` one per part; none for `number` and `unknown`, which have special rows. */
  readonly groups: readonly (readonly string[])[];
}

const wholeTokens: ReadonlyMap<string, readonly string[]> = new Map([
  ['-LRB-', ['(']],
  ['-RRB-', [')']],
  ['-LSB-', ['[']],
  ['-RSB-', [']']],
  ['-LCB-', ['{']],
  ['-RCB-', ['}']],
  ['``', ['"', '“']],
  ["''", ['"', '”']],
  ['"', ['“', '”', '``', "''"]],
  ["'", ['’', '‘']],
  ['--', ['—', '–', '-']],
  ['—', ['--', '–', '-']],
  ['–', ['-', '--', '—']],
  ['...', ['…']],
  ['…', ['...']],
  ['&amp;', ['&']],
  ['&lt;', ['<']],
  ['&gt;', ['>']],
]);

const letters: ReadonlyMap<string, string> = new Map(
  Object.entries({ ø: 'o', ł: 'l', đ: 'd', ð: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' }).flatMap(
    ([letter, plain]) => [[letter, plain] as const, [letter.toUpperCase(), plain.toUpperCase()] as const],
  ),
);

/** Substitutes for English words that are missing from vectors without single letters and apostrophes. */
const standIns: ReadonlyMap<string, string> = new Map([
  ['a', 'an'],
  ['i', 'me'],
  ["'s", "'"],
  ["n't", 'not'],
  ["'m", 'am'],
  ["'re", 'are'],
  ["'ve", 'have'],
  ["'ll", 'will'],
  ["'d", 'would'],
]);

const isAddress = (form: string): boolean => form.startsWith('@') || form.includes('://');
const isNumber = (form: string): boolean => /^[-+.,:/%]*\p{Nd}[-+.,:/%\p{Nd}]*$/u.test(form);
const withoutAccents = (form: string): string =>
  form
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[øłđðıßæœþØŁĐÐÆŒÞ]/g, (letter) => letters.get(letter) ?? letter)
    .normalize('NFC');

/**
 * The rungs for `form`, in any Unicode normalization (keys are NFC):
 * 1. `exact`: the form unchanged;
 * 2. `normalized`: without invisible characters; quotes, brackets, dashes and the entities of HTML written in the
 *    other usual ways;
 * 3. `lower`: in lowercase;
 * 4. `number`: only digits and number signs: uses the row of numbers;
 * 5. `digits`: each digit as 0, as in `0000s`, or as DG, as in `DGDGth`;
 * 6. `accents`: without accents, ø as o, ß as ss and the like;
 * 7. `periods`: without periods;
 * 8. `edges`: without any of `#@.-_*` at both ends;
 * 9. `joined`: without apostrophes and hyphens;
 * 10. `parts`: the mean of those parts between hyphens, slashes, underscores, or changes as in `lowerUpper`,
 *     that have a vector; not for `@names` and addresses with `://`, whose parts say little;
 * 11. `possessive`: without a final 's;
 * 12. `stand-in`: a similar English word for a few that many files lack (a, I, 's), or one sign for a run of
 *     it (`!!!`);
 * 13. `unknown`: the row of unknown words.
 *
 * `digits` to `joined` are left out if they would change nothing: then their keys have been tried.
 */
export function* ladder(form: string): Generator<RungKeys, void> {
  if (/^[A-Za-z]+$/.test(form)) yield* plainLadder(form);
  else yield* wholeLadder(form);
}

/** Yields only the rungs that can matter for a form of ASCII letters, which most forms are. */
function* plainLadder(form: string): Generator<RungKeys, void> {
  yield one('exact', [form]);
  const small = form.toLowerCase();
  if (small !== form) yield one('lower', [small]);
  if (/[a-z][A-Z]/.test(form)) yield partsOf(form);
  yield one('stand-in', [standIns.get(small) ?? '']);
  yield { rung: 'unknown', groups: [] };
}

function* wholeLadder(form: string): Generator<RungKeys, void> {
  const exact = isAscii(form) ? form : form.normalize('NFC');
  yield one('exact', [exact]);
  const visible = visibleForm(form);
  const plain = normalForm(form);
  yield one('normalized', [
    visible,
    plain,
    ...(wholeTokens.get(visible) ?? []),
    ...(wholeTokens.get(plain) ?? []),
  ]);
  const small = plain.toLowerCase();
  const cases = small === plain ? [plain] : [plain, small];
  yield one('lower', cases);
  if (/\p{Nd}/u.test(plain)) {
    if (isNumber(plain)) yield { rung: 'number', groups: [] };
    yield one('digits', [...cases.map((key) => key.replace(/\p{Nd}/gu, '0')), ...cases.map(withDG)]);
  }
  const unaccented = isAscii(plain) ? cases : cases.map(withoutAccents);
  if (unaccented !== cases) yield one('accents', unaccented);
  const unpointed = mapIf(/\./, unaccented, (key) => key.replaceAll('.', ''));
  if (unpointed !== unaccented) yield one('periods', unpointed);
  const inner = mapIf(/^[#@.\-_*]|[#@.\-_*]$/, unpointed, (key) =>
    key.replace(/^[#@.\-_*]+|[#@.\-_*]+$/g, ''),
  );
  if (inner !== unpointed) yield one('edges', inner);
  const joined = mapIf(/['-]/, inner, (key) => key.replace(/['-]/g, ''));
  if (joined !== inner) yield one('joined', joined);
  const parts = partsOf(inner[0]);
  if (parts.groups.length > 1 && !isAddress(plain)) yield parts;
  yield one(
    'possessive',
    inner.map((key) => key.replace(/'s$/i, '')),
  );
  yield one('stand-in', [
    standIns.get(plain.toLowerCase()) ?? '',
    /^([^\p{L}\p{N}])\1+$/u.exec(plain)?.[1] ?? '',
  ]);
  yield { rung: 'unknown', groups: [] };
}

function partsOf(form: string): RungKeys {
  const parts = form.split(/[-/_]|(?<=\p{Ll})(?=\p{Lu})/u).filter((part) => part !== '');
  return { rung: 'parts', groups: parts.map((part) => [part, part.toLowerCase()]) };
}

const one = (rung: Rung, keys: readonly string[]): RungKeys => ({
  rung,
  groups: [keys.includes('') ? keys.filter((key) => key !== '') : keys],
});

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/** Returns the keys after `change`, or the same array if no key matches `pattern`, so that none would change. */
const mapIf = (
  pattern: RegExp,
  keys: readonly string[],
  change: (key: string) => string,
): readonly string[] => (keys.some((key) => pattern.test(key)) ? keys.map(change) : keys);

const withDG = (form: string): string => form.replace(/\p{Nd}/gu, 'DG');

/**
 * Yields every key that a lookup of `form` may try. A table with only these words gives the same result as
 * one with all words.
 */
export function* ladderKeys(form: string): Generator<string, void> {
  for (const { groups } of ladder(form)) for (const group of groups) yield* group;
}
