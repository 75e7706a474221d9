/**
 * @file English words that keep their period. Collected from the training corpora (GMB, UNER EWT, WikiGold)
 * and completed by category: titles, months, days, states, company forms.
 */

const list = (words: string): Set<string> => new Set(words.split(' '));

/** Abbreviations that come before a name or a number: no sentence ends after them. */
const leading = list(
  'mr mrs ms messrs dr prof rev fr sr hon st ste mt ft gen lt col capt cmdr maj sgt cpl pvt adm brig gov sen ' +
    'rep reps pres supt insp det mme mlle msgr vs v cf e.g i.e viz ca approx attn dept est al fig eq vol ed ' +
    'eds jan feb apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri',
);

/** Abbreviations that can also be the last word of a sentence. */
const trailing = list(
  'inc corp co ltd llc plc bros cos jr esq etc ave blvd rd hwy pkwy dist univ assn intl natl govt mfg tel ext ' +
    'ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mich minn miss mo mont neb nev okla ' +
    'ore pa penn tenn tex va vt wash wis wyo oz lb lbs yr yrs hrs mins min max misc incl resp tsp tbsp sq',
);

/** Ordinary words that are abbreviations only before a number. */
const numbered = list('no nos p pp ch art sec mar sun sat para op ser tit cl');

/** Kinds of words before a period: PLAIN, or an abbreviation that the period belongs to. */
export const PLAIN = 0;
export const LEADING = 1;
export const TRAILING = 2;
export const NUMBERED = 3;
/** A single letter: the initial of a name. */
export const INITIAL = 4;
/** Letters with periods between them: U.S, p.m, J.R.R. */
export const ACRONYM = 5;

const LONGEST = 6; // letters in the longest entry of the lists

/** Returns the kind of the word `text.slice(start, end)`, whose period is at `end`. */
export function abbreviationKind(text: string, start: number, end: number): number {
  if (end - start === 1) return isAsciiLetter(text.charCodeAt(start)) ? INITIAL : PLAIN;
  if (isAcronym(text, start, end)) return ACRONYM;
  if (end - start > LONGEST) return PLAIN;
  const word = text.slice(start, end).toLowerCase();
  if (leading.has(word)) return LEADING;
  if (numbered.has(word)) return NUMBERED;
  return trailing.has(word) ? TRAILING : PLAIN;
}

/**
 * True for letters with single periods between them: `U.S`, `a.k.a`, `Ph.D`, one or two letters at a time.
 */
function isAcronym(text: string, start: number, end: number): boolean {
  if (end - start < 3 || end - start > 24) return false;
  let letters = 0;
  let periods = 0;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2e) {
      if (letters === 0 || letters > 2) return false;
      periods += 1;
      letters = 0;
    } else if (isAsciiLetter(unit)) letters += 1;
    else return false;
  }
  return periods > 0 && letters > 0 && letters <= 2;
}

function isAsciiLetter(unit: number): boolean {
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
