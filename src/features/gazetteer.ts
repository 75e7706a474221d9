/**
 * @file Gazetteers: lists of names used as features. Every token that is part of a listed name gets a
 * feature. Matching walks a trie of tokens from left to right and takes the longest match. Time is linear in
 * the text, because a match is never longer than the longest name.
 *
 * Names go through the same tokenizer as text, and names and text are compared in normal form (see
 * `text/normal-form.ts`): `King's Lynn` is found in `King’s Lynn`.
 */
import { normalForm } from '../text/normal-form.js';
import { tokenize } from '../text/tokenize.js';
import { tokenTexts } from '../text/tokens.js';

interface Node {
  readonly next: Map<string, Node>;
  /** Class of the name that ends here. */
  end?: string;
}

/** A list of names, each of a class. */
export class Gazetteer {
  readonly #root: Node = { next: new Map() };

  /**
   * `names` are lists of tokens in any form; matching is case-sensitive. If a name occurs twice, its first
   * class counts.
   */
  constructor(
    readonly name: string,
    names: Iterable<{ readonly tokens: readonly string[]; readonly type: string }>,
  ) {
    for (const { tokens, type } of names) {
      let node = this.#root;
      for (const token of tokens.map(normalForm)) {
        const next: Node = node.next.get(token) ?? { next: new Map() };
        node.next.set(token, next);
        node = next;
      }
      if (node !== this.#root) node.end ??= type;
    }
  }

  /**
   * Returns a gazetteer from the lines of a user's list: one name per line as in text, an optional class after
   * a tab. Lines that begin with `#` are comments.
   */
  static from(name: string, lines: readonly string[]): Gazetteer {
    return new Gazetteer(name, namesOf(lines));
  }

  /** Returns a gazetteer from its own {@link lines}. */
  static stored(name: string, lines: readonly string[]): Gazetteer {
    const names = lines.map((line) => {
      const [tokens = '', type = ''] = line.split('\t');
      return { tokens: tokens.split(' '), type };
    });
    return new Gazetteer(name, names);
  }

  /** Yields the names as lines from which {@link Gazetteer.stored} builds the same gazetteer. */
  *lines(node = this.#root, before: readonly string[] = []): Generator<string> {
    if (node.end !== undefined) yield `${before.join(' ')}\t${node.end}`;
    for (const [token, next] of node.next) yield* this.lines(next, [...before, token]);
  }

  /**
   * Calls `mark(i, feature)` for every token of every match; `tokens` are in normal form. The feature is `NAME=type:whole` for a one-token
   * name, otherwise `NAME=type:first`, then `NAME=type:later`.
   */
  match(tokens: readonly string[], mark: (i: number, feature: string) => void): void {
    for (let start = 0; start < tokens.length; ) {
      let node: Node | undefined = this.#root;
      let end = start;
      let type = '';
      for (let i = start; i < tokens.length; i++) {
        node = node.next.get(tokens[i]);
        if (!node) break;
        if (node.end !== undefined) [end, type] = [i + 1, node.end];
      }
      for (let i = start; i < end; i++) {
        const part = end - start === 1 ? 'whole' : i === start ? 'first' : 'later';
        mark(i, `${this.name}=${type}:${part}`);
      }
      start = Math.max(end, start + 1);
    }
  }
}

/** By token: the names of its gazetteer features. Tokens without a match are absent. */
export type Matches = ReadonlyMap<number, readonly string[]>;

/** Matches all gazetteers, one after the other; undefined if there are none. */
export function matchesIn(words: readonly string[], gazetteers: readonly Gazetteer[]): Matches | undefined {
  if (gazetteers.length === 0) return undefined;
  const tokens = words.map(normalForm);
  const matches = new Map<number, string[]>();
  for (const gazetteer of gazetteers) {
    gazetteer.match(tokens, (i, feature) => {
      const before = matches.get(i);
      if (before) before.push(feature);
      else matches.set(i, [feature]);
    });
  }
  return matches;
}

/** Yields the names of a user's list, each in all the ways in which the tokenizer can split it. */
function* namesOf(lines: Iterable<string>): Generator<{ tokens: string[]; type: string }> {
  for (const line of lines) {
    if (line.startsWith('#')) continue;
    const [name = '', type = ''] = line.split('\t');
    for (const tokens of splitsOf(name)) yield { tokens, type: type.trim() || 'name' };
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
