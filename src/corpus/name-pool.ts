/** @file Listed names by class, to draw another name of the same class. */
import type { Random } from '../random.js';

/** A name of a list: its tokens and its class. */
export interface NamedPlace {
  readonly tokens: readonly string[];
  readonly type: string;
}

type Tokens = readonly string[];

/** The names of some classes of lists. */
export class NamePool {
  readonly #classes = new Map<string, Tokens[]>(); // in order of first appearance
  readonly #classOf = new Map<string, string>(); // by the name in lowercase

  /** `kinds` are the classes to use; none means all. If a name occurs twice, its first class counts. */
  constructor(names: Iterable<NamedPlace>, kinds: readonly string[] = []) {
    for (const { tokens, type } of names) {
      const key = keyOf(tokens);
      if (this.#classOf.has(key)) continue;
      this.#classOf.set(key, type);
      if (kinds.length > 0 && !kinds.includes(type)) continue;
      const list = this.#classes.get(type);
      if (list) list.push(tokens);
      else this.#classes.set(type, [tokens]);
    }
  }

  /** The classes that have names. */
  get classes(): string[] {
    return [...this.#classes.keys()];
  }

  /** Returns the class of a name, in any case; undefined if it is not listed, or its class is not used. */
  classOf(tokens: Tokens): string | undefined {
    const type = this.#classOf.get(keyOf(tokens));
    return type !== undefined && this.#classes.has(type) ? type : undefined;
  }

  /** Draws a name of the same class, written in the same case; undefined if the name is not listed. */
  another(tokens: Tokens, random: Random): Tokens | undefined {
    const type = this.classOf(tokens);
    const list = type === undefined ? undefined : this.#classes.get(type);
    return list && inCaseOf(tokens.join(' '), list[random.below(list.length)]);
  }

  /** Draws any name: first its class, then the name. It is written in the case of `model`. */
  any(random: Random, model: string): Tokens {
    const lists = [...this.#classes.values()];
    const list = lists[random.below(lists.length)];
    return inCaseOf(model, list[random.below(list.length)]);
  }

  /** Like {@link NamePool.any}, but a name of one word. */
  word(random: Random, model: string): Tokens {
    for (let tries = 0; tries < mostTries; tries++) {
      const name = this.any(random, model);
      if (name.length === 1) return name;
    }
    return [model];
  }
}

/** A pool in which so many draws find no name of one word has hardly any. */
const mostTries = 100;

const keyOf = (tokens: Tokens): string => tokens.join(' ').toLowerCase();

/** Writes a name in the case of `model`: all uppercase or all lowercase if the model is, otherwise as listed. */
function inCaseOf(model: string, name: Tokens): Tokens {
  const [lower, upper] = [model.toLowerCase(), model.toUpperCase()];
  if (lower === upper) return name;
  if (model === lower) return name.map((token) => token.toLowerCase());
  const isWord = model.length > shortest && model === upper; // "US" and "U.S." are uppercase in any sentence
  return isWord ? name.map((token) => token.toUpperCase()) : name;
}

const shortest = 4;
