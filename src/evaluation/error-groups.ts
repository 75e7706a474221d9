/**
 * @file Properties by which locations are grouped to see where mistakes are. Each location is in exactly one
 * group of each property, so the counts of the groups add up to the totals.
 */
import type { Stretch } from './entity-errors.js';

/** The properties, and their groups in the order in which they are shown. */
export const groupNames = {
  /** Number of tokens. */
  length: ['1', '2', '3', '4 or more'],
  /**
   * `upper`: letters, but no lowercase one; `capitalized`: begins with an uppercase letter; `lower`: no uppercase letter;
   * `other`: anything else, such as iPhone, 東京 or 21.
   */
  case: ['capitalized', 'upper', 'lower', 'other'],
  /** Whether all of its words have a vector. */
  vectors: ['all', 'some unknown'],
  /**
   * `first`: the first word of the sentence; else `possessive`: before 's or an apostrophe; else `attributive`: between a determiner
   * and a lowercase word that can be a noun, as in *the Paris office*; else `other`.
   */
  place: ['first', 'possessive', 'attributive', 'other'],
  /**
   * `location`: a location of the training corpus has the same words; else `words`: all of its words occur there; else `unseen`. Only
   * if the training corpus is known.
   */
  training: ['location', 'words', 'unseen'],
} as const;

export type GroupProperty = keyof typeof groupNames;

/** What the names of the training corpus tell about a location. */
export interface TrainingNames {
  /** True if a location of the training corpus consists of these words. */
  hasLocation(words: readonly string[]): boolean;
  hasWord(word: string): boolean;
}

/** What grouping asks about a corpus. */
export interface GroupContext {
  /** Returns the word at a position; undefined at the padding around sentences. */
  readonly wordAt: (position: number) => string | undefined;
  /** True if the word at a position has no vector. */
  readonly isUnknownAt: (position: number) => boolean;
  readonly training?: TrainingNames | undefined;
}

/** Returns the group of a location for each property. */
export function groupsOf(location: Stretch, context: GroupContext): Partial<Record<GroupProperty, string>> {
  const { start, end } = location;
  const words: string[] = [];
  for (let i = start; i < end; i++) words.push(context.wordAt(i) ?? '');
  const { training } = context;
  return {
    length: words.length > 3 ? '4 or more' : String(words.length),
    case: caseOf(words),
    vectors: words.some((_, k) => context.isUnknownAt(start + k)) ? 'some unknown' : 'all',
    place: placeOf(location, context.wordAt),
    ...(training ? { training: familiarity(words, training) } : {}),
  };
}

function caseOf(words: readonly string[]): string {
  const text = words.join(' ');
  const [hasUpper, hasLower] = [/\p{Lu}/u.test(text), /\p{Ll}/u.test(text)];
  if (hasUpper && !hasLower) return 'upper';
  if (/^\p{Lu}|^\p{Lt}/u.test(text)) return 'capitalized';
  return hasLower && !hasUpper ? 'lower' : 'other';
}

const familiarity = (words: readonly string[], training: TrainingNames): string => {
  if (training.hasLocation(words)) return 'location';
  return words.every((word) => training.hasWord(word)) ? 'words' : 'unseen';
};

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const possessives = set("'s ’s ' ’ 'S ’S");
const determiners = set(
  'a an the this that these those its his her their our my your some any every each no another',
);
/** Lowercase words that follow a name without being a noun that it describes. */
const functionWords = set(
  'a an the and or but nor so yet as at by for from in into of off on onto out over per than through to toward towards under until up ' +
    'via with within without about above across after against along amid among around before behind below beneath beside between ' +
    'beyond despite down during except inside like near outside past since throughout upon is are was were be been being am has have ' +
    'had do does did will would can could may might must shall should not never also too only just still already now then here there ' +
    'who whom whose which that what when where while why how if because although though whether it he she they we you i this these ' +
    'those said says told',
);

function placeOf({ start, end }: Stretch, wordAt: GroupContext['wordAt']): string {
  const [before, after] = [wordAt(start - 1), wordAt(end)];
  if (before === undefined) return 'first';
  if (after !== undefined && possessives.has(after)) return 'possessive';
  const isNoun = after !== undefined && /^\p{Ll}/u.test(after) && !functionWords.has(after);
  return isNoun && determiners.has(before.toLowerCase()) ? 'attributive' : 'other';
}
