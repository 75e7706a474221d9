/**
 * @file Gazetteers: lists of names used as features. Every token that is part of a listed name gets a feature.
 * Matching goes from left to right and takes the longest name. Time is linear in the text, because a match is
 * never longer than the longest name.
 *
 * A gazetteer keeps a 32-bit hash of each name and of each beginning of a name, in ascending order, not the
 * names: 5 bytes per entry. With n entries, a token or a sequence of tokens that is not listed matches with
 * probability n / 2³²: for 120,000 names, one distinct word in 36,000.
 *
 * Names go through the same tokenizer as text, and names and text are compared in normal form (see
 * `text/normal-form.ts`): `King's Lynn` is found in `King’s Lynn`.
 */
import { normalForm } from '../text/normal-form.js';
import { tokenize } from '../text/tokenize.js';
import { tokenTexts } from '../text/tokens.js';
import { extended, hashOfToken } from './token-hash.js';

/** A listed name: its tokens and its class. */
export interface ListedName {
  readonly tokens: readonly string[];
  readonly type: string;
}

/** What a gazetteer stores, one entry per name or beginning of a name. */
export interface GazetteerEntries {
  readonly hashes: Int32Array; // (entries), ascending
  /** 2 · class + 1 if a longer name begins like this; classes count from 1, 0 means no name. */
  readonly values: Uint8Array | Int32Array; // (entries)
}

/** Checks entries `from` … `to` − 1. */
export type TouchEntries = (from: number, to: number) => void;

/** A list of names, each of a class. */
export class Gazetteer {
  /** By class: the features of a name's only token, its first and its later tokens. */
  readonly #features: readonly NameFeatures[];
  readonly #entries: GazetteerEntries;
  #touch: TouchEntries | undefined;

  /** `types` are the names of the classes 1, 2, …; `touch` is called for every part of the entries before it is used. */
  constructor(
    readonly name: string,
    readonly types: readonly string[],
    entries: GazetteerEntries,
    touch?: TouchEntries,
  ) {
    this.#entries = entries;
    this.#touch = touch;
    this.#features = types.map((type) => {
      const feature = `${name}=${type}`;
      return { whole: `${feature}:whole`, first: `${feature}:first`, later: `${feature}:later` };
    });
  }

  /**
   * Returns a gazetteer of `names`, lists of tokens in any form; matching is case-sensitive. If a name occurs
   * twice, its first class counts.
   */
  static of(name: string, names: Iterable<ListedName>): Gazetteer {
    const classes = new Map<string, number>();
    const values = new Map<number, number>();
    for (const { tokens, type } of names) {
      let hash = 0;
      tokens.forEach((token, k) => {
        const own = hashOfToken(normalForm(token));
        hash = k === 0 ? own : extended(hash, own);
        const value = values.get(hash) ?? 0;
        if (k + 1 < tokens.length) values.set(hash, value | 1);
        else if (value < 2) values.set(hash, value + 2 * numberOf(classes, type));
      });
    }
    return new Gazetteer(name, [...classes.keys()], entriesOf(values));
  }

  /**
   * Returns a gazetteer from the lines of a user's list: one name per line as in text, an optional class after
   * a tab. Lines that begin with `#` are comments.
   */
  static from(name: string, lines: readonly string[]): Gazetteer {
    return Gazetteer.of(name, namesOf(lines));
  }

  /** Returns a gazetteer from the lines `TOKENS \t CLASS` that models of version 0.1 contain. */
  static stored(name: string, lines: readonly string[]): Gazetteer {
    const names = lines.map((line) => {
      const [tokens = '', type = ''] = line.split('\t');
      return { tokens: tokens.split(' '), type };
    });
    return Gazetteer.of(name, names);
  }

  get entries(): GazetteerEntries {
    this.touchAll();
    return this.#entries;
  }

  /** Touches all entries; after that, nothing is touched any more. */
  touchAll(): void {
    this.#touch?.(0, this.#entries.hashes.length);
    this.#touch = undefined;
  }

  /** Everything it consists of, as JSON can hold it. */
  get contents(): readonly unknown[] {
    const { hashes, values } = this.entries;
    return [this.name, this.types, [...hashes], [...values]];
  }

  /**
   * Returns the value of the entry with this hash; 0 if there is none. Hashes are distributed evenly, so the
   * index of hash h in a list of n is about n (h + 2³¹) / 2³²: the search begins there, and reads little of a long list.
   */
  find(hash: number): number {
    const { hashes, values } = this.#entries;
    const guess = Math.floor(((hash + 2 ** 31) / 2 ** 32) * hashes.length);
    let [low, high] = [guess, guess];
    for (let width = 256; ; width *= 2) {
      low = Math.max(0, guess - width);
      high = Math.min(hashes.length, guess + width);
      this.#touch?.(low, high);
      if ((low === 0 || hashes[low] < hash) && (high === hashes.length || hashes[high - 1] >= hash)) break;
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (hashes[middle] < hash) low = middle + 1;
      else high = middle;
    }
    return hashes[low] === hash ? values[low] : 0;
  }

  /** Returns the feature of a name that consists of one token with this hash; undefined if there is none. `value` is its entry. */
  featureOf(hash: number, value = this.find(hash)): string | undefined {
    return this.#features[(value >> 1) - 1]?.whole;
  }

  /** Returns the longest name that starts at token `start`, or undefined; `hashes` are those of the tokens. */
  longestAt(hashes: ArrayLike<number>, start: number): FoundName | undefined {
    let hash = hashes[start];
    let found: FoundName | undefined;
    for (let end = start + 1; ; end++) {
      const value = this.find(hash);
      if (value > 1) found = { end, type: this.types[(value >> 1) - 1] };
      if ((value & 1) === 0 || end === hashes.length) return found;
      hash = extended(hash, hashes[end]);
    }
  }

  /**
   * Calls `mark(i, feature)` for every token of every match; `hashes` are those of the tokens. The feature is
   * `NAME=type:whole` for a one-token name, otherwise `NAME=type:first`, then `NAME=type:later`.
   *
   * Starts at token `from`. If more tokens follow later (`goesOn`), stops before the first name that may need them.
   * Returns the token at which to continue.
   */
  match(
    hashes: ArrayLike<number>,
    mark: (i: number, feature: string) => void,
    from = 0,
    goesOn = false,
  ): number {
    let start = from;
    while (start < hashes.length) {
      let hash = hashes[start];
      let value = this.find(hash);
      let [end, found] = value > 1 ? [start + 1, value >> 1] : [start, 0];
      for (let i = start + 1; (value & 1) === 1 && i < hashes.length; i++) {
        hash = extended(hash, hashes[i]);
        value = this.find(hash);
        if (value > 1) [end, found] = [i + 1, value >> 1];
      }
      if (goesOn && (value & 1) === 1) return start; // all tokens are read, and a longer name begins like this
      if (found > 0) {
        const { whole, first, later } = this.#features[found - 1];
        for (let i = start; i < end; i++) mark(i, end - start === 1 ? whole : i === start ? first : later);
      }
      start = Math.max(end, start + 1);
    }
    return start;
  }
}

/** The token after a name in a text, and the name's class. */
export interface FoundName {
  readonly end: number;
  readonly type: string;
}

interface NameFeatures {
  readonly whole: string;
  readonly first: string;
  readonly later: string;
}

/** Returns the number of a class, from 1; a new class gets the next number. */
function numberOf(classes: Map<string, number>, type: string): number {
  const number = classes.get(type) ?? classes.size + 1;
  classes.set(type, number);
  return number;
}

function entriesOf(byHash: ReadonlyMap<number, number>): GazetteerEntries {
  const hashes = Int32Array.from(byHash.keys()).sort();
  const values = Array.from(hashes, (hash) => byHash.get(hash) ?? 0);
  return {
    hashes,
    values: values.every((value) => value < 256) ? Uint8Array.from(values) : Int32Array.from(values),
  };
}

/** True for the feature of a name of one token. */
export const isWholeName = (feature: string): boolean => feature.endsWith(':whole');

/** By token: the names of its gazetteer features. Tokens without a match are absent. */
export type Matches = ReadonlyMap<number, readonly string[]>;

/** Matches all gazetteers, one after the other; undefined if there are none. */
export function matchesIn(words: readonly string[], gazetteers: readonly Gazetteer[]): Matches | undefined {
  if (gazetteers.length === 0) return undefined;
  return matchesOf(
    words.map((word) => hashOfToken(normalForm(word))),
    gazetteers,
  );
}

/** Like {@link matchesIn}, for tokens with these hashes. */
export function matchesOf(
  hashes: ArrayLike<number>,
  gazetteers: readonly Gazetteer[],
): Map<number, readonly string[]> {
  const matches = new Map<number, string[]>();
  for (const gazetteer of gazetteers) {
    gazetteer.match(hashes, (i, feature) => {
      const before = matches.get(i);
      if (before) before.push(feature);
      else matches.set(i, [feature]);
    });
  }
  return matches;
}

/** Yields the names of a user's list, each in all the ways in which the tokenizer can split it. */
export function* namesOf(lines: Iterable<string>): Generator<ListedName> {
  for (const line of lines) {
    if (line.startsWith('#')) continue;
    const [name = '', type = ''] = line.split('\t');
    const hyphenated = name.replace(/(?<=\S)[\u2012-\u2015\u2212](?=\S)/gu, '-'); // Baden–Baden, which text has with a hyphen
    for (const form of new Set([name, hyphenated]))
      for (const tokens of splitsOf(form)) yield { tokens, type: type.trim() || 'name' };
  }
}

/**
 * The tokens of a name before another word and, if they differ, at the end of a line, where an abbreviation
 * loses its period: `Rochester , Minn.` and `Rochester , Minn`.
 */
function splitsOf(name: string): string[][] {
  const inside = tokensOf(`${name} a`).slice(0, -1);
  if (inside.length === 0) return [];
  const last = tokensOf(name);
  if (last.length > 1 && last[last.length - 1] === '.') last.pop();
  return last.join(' ') === inside.join(' ') ? [inside] : [inside, last];
}

const tokensOf = (text: string): string[] => tokenTexts(text, tokenize(text));
