/**
 * @file The normal form of a word: words that a reader takes for the same word are the same string. Everything
 * that compares words uses it: lookup of vectors, features, lists of names, `explain --word`.
 */

const signs: ReadonlyMap<string, string> = new Map([
  ...[...'“”„‟«»″'].map((sign) => [sign, '"'] as const),
  ...[...'‘’‚‛‹›′‵`´＇՚׳᾽᾿῾ʹʻʼʽʾʿ'].map((sign) => [sign, "'"] as const),
  ...[...'‐‑‒–—―−'].map((sign) => [sign, '-'] as const),
  ['…', '...'],
]);

// Compiled at their first use, because that takes longer than to tag a sentence.
let sign: RegExp | undefined;
let invisible: RegExp | undefined;

/** True for text of ASCII characters without a grave accent, which is its own normal form. */
const isPlain = (text: string): boolean => /^[ -_a-~]*$/.test(text);

/** Returns a word as it looks: composed (NFC), and without invisible characters such as a soft hyphen. */
export function visibleForm(form: string): string {
  if (isPlain(form)) return form;
  invisible ??= /\p{Default_Ignorable_Code_Point}/gu;
  return form.replace(invisible, '').normalize('NFC');
}

/** Returns {@link visibleForm}, with quotes, apostrophes, dashes and the ellipsis in ASCII. */
export function normalForm(form: string): string {
  if (isPlain(form)) return form;
  sign ??= new RegExp(`[${[...signs.keys()].join('')}]`, 'g');
  return visibleForm(form).replace(sign, (character) => signs.get(character) ?? character);
}
