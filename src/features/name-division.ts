/**
 * @file Divides a location that consists of listed names, each of a higher level than the one before: neighbors that people write
 * without a comma, such as *Invercargill* *New Zealand* or *san francisco* *california*.
 *
 * From left to right, the longest listed name at each word is taken, as for features. The location is divided between the names if they
 * cover all of its words, each class has a higher level than the one before (town, region, country), and none is among the
 * exceptions: *West*, *Central* and *Roman* are also towns, but in *West Jersey* and *Roman Italy* they belong to the name.
 * If all words are lowercase or all are uppercase, they are looked up with initial capitals.
 */
import { normalForm } from '../text/normal-form.js';
import type { FoundName, Gazetteer } from './gazetteer.js';
import { hashOfToken } from './token-hash.js';

/** Which locations are divided; part of the `ModelHeader`. */
export interface DivisionRule {
  /** Classes of the lists of names, from the lowest level up. */
  readonly levels: readonly (readonly string[])[];
  /** Names, in lowercase and with one space between words, that divide nothing. */
  readonly except: readonly string[];
}

/** Returns where a location is divided: the indices of the words that begin its names, without the first. */
export type FindCuts = (words: readonly string[]) => readonly number[];

/** Returns the positions at which a location, positions `start` … `end − 1`, is divided, in order. */
export type CutsIn = (start: number, end: number) => readonly number[];

/** Number of words of the longest location that is divided. */
export const longestDivided = 16;

const none: readonly number[] = [];

/** Returns what divides the locations of a model; undefined if nothing does. */
export function divisionOf(
  rule: DivisionRule | undefined,
  gazetteers: readonly Gazetteer[],
): FindCuts | undefined {
  if (!rule || gazetteers.length === 0) return undefined;
  const levels = new Map(rule.levels.flatMap((classes, level) => classes.map((type) => [type, level])));
  const except = new Set(rule.except);
  return (words) => {
    if (words.length < 2 || words.length > longestDivided) return none;
    const forms = words.map(normalForm);
    for (const gazetteer of gazetteers) {
      const names =
        namesIn(forms, gazetteer) ??
        (isOneCase(forms) ? namesIn(capitalized(forms, gazetteer), gazetteer) : undefined);
      if (!names) continue;
      const textOf = ({ start, end }: Name): string => forms.slice(start, end).join(' ').toLowerCase();
      const divides =
        names.length > 1 && rises(names, levels) && !names.some((name) => except.has(textOf(name)));
      return divides ? names.slice(1).map(({ start }) => start) : none;
    }
    return none;
  };
}

/** Returns the same for locations in a text whose words `wordAt` returns. */
export const cutsAt = (
  cutsOf: FindCuts | undefined,
  wordAt: (position: number) => string,
): CutsIn | undefined =>
  cutsOf &&
  ((start, end) => {
    if (end - start > longestDivided) return none;
    const words: string[] = [];
    for (let position = start; position < end; position++) words.push(wordAt(position));
    const cuts = cutsOf(words);
    return cuts.length === 0 ? none : cuts.map((cut) => start + cut);
  });

/** A listed name in a location. */
interface Name extends FoundName {
  readonly start: number;
}

/** Returns the names of which these words consist; undefined if a word is in none. */
function namesIn(forms: readonly string[], gazetteer: Gazetteer): Name[] | undefined {
  const hashes = forms.map(hashOfToken);
  const names: Name[] = [];
  for (let start = 0; start < forms.length; ) {
    const name = gazetteer.longestAt(hashes, start);
    if (!name) return undefined;
    names.push({ start, end: name.end, type: name.type });
    start = name.end;
  }
  return names;
}

/** True if the class of every name has a level, and a higher one than the class of the name before. */
function rises(names: readonly Name[], levels: ReadonlyMap<string, number>): boolean {
  let highest = -1;
  for (const { type } of names) {
    const level = levels.get(type) ?? -1;
    if (level <= highest) return false;
    highest = level;
  }
  return true;
}

const isOneCase = (forms: readonly string[]): boolean =>
  forms.every((form) => form === form.toLowerCase()) || forms.every((form) => form === form.toUpperCase());

/** Returns each word in uppercase if it is listed so or begins a name that is, as *USA* does, else with initial capitals. */
const capitalized = (forms: readonly string[], gazetteer: Gazetteer): string[] =>
  forms.map((form) => {
    const upper = form.toUpperCase();
    return gazetteer.find(hashOfToken(upper)) > 0 ? upper : withInitials(form);
  });

/** Returns a word in which each letter is uppercase that follows no letter, and the others are lowercase. */
const withInitials = (form: string): string =>
  form.replace(
    /(\p{L})(\p{L}*)/gu,
    (_, first: string, rest: string) => first.toUpperCase() + rest.toLowerCase(),
  );
