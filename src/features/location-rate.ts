/**
 * @file The feature `lexicon`: how often a word's capitalized uses are inside a location in the training
 * corpus.
 *
 * In training, the uses in the sentence's own document are left out, because they would give away the answer.
 * So the network learns how much the feature is worth on unseen text.
 */
import type { Sentence } from '../corpus/sentence.js';
import { normalForm } from '../text/normal-form.js';
import { shape } from './word-shape.js';

/** Capitalized uses of a word, and how many of them are inside a location. */
export interface UseCounts {
  readonly uses: number;
  readonly inside: number;
}

/** Returns the key of a token that counts as a capitalized use: its normal form in lowercase. */
function keyOf(token: string): string | undefined {
  const form = normalForm(token);
  const kind = shape(form);
  const isCapitalized = kind === 'Initial' || kind === 'ALL' || kind === 'Inner' || kind === 'A';
  return isCapitalized ? form.toLowerCase() : undefined;
}

/** Counts of capitalized uses by word, in normal form and lowercase. */
export class LocationRate {
  readonly #counts: Map<string, UseCounts>;

  constructor(entries: Iterable<readonly [string, UseCounts]> = []) {
    this.#counts = new Map(entries);
  }

  get entries(): ReadonlyMap<string, UseCounts> {
    return this.#counts;
  }

  /** Adds the uses of a sentence; `inside[i]` is true if token i is inside a location. */
  add(tokens: readonly string[], inside: readonly boolean[]): void {
    for (let i = 0; i < tokens.length; i++) {
      const key = keyOf(tokens[i]);
      if (key === undefined) continue;
      const before = this.#counts.get(key) ?? { uses: 0, inside: 0 };
      this.#counts.set(key, { uses: before.uses + 1, inside: before.inside + (inside[i] ? 1 : 0) });
    }
  }

  /**
   * Returns the feature of a token: `rate=` with inside / uses in fifths (0 … 4), and `+` if there are at
   * least three uses. A capitalized word without uses gets `rate=new`; other words get no feature. `own` are
   * uses to leave out.
   */
  feature(token: string, own?: LocationRate): string | undefined {
    const key = keyOf(token);
    if (key === undefined) return undefined;
    const all = this.#counts.get(key);
    const less = own?.entries.get(key);
    const uses = (all?.uses ?? 0) - (less?.uses ?? 0);
    if (uses === 0) return 'rate=new';
    const fifth = Math.min(4, Math.floor((5 * ((all?.inside ?? 0) - (less?.inside ?? 0))) / uses));
    return `rate=${fifth}${uses >= 3 ? '+' : ''}`;
  }
}

/** Returns, for each token of a sentence, whether it is inside a span of the given types. */
export function insideLocations(sentence: Sentence, types: ReadonlySet<string>): boolean[] {
  const inside = new Array<boolean>(sentence.tokens.length).fill(false);
  for (const span of sentence.spans) if (types.has(span.type)) inside.fill(true, span.start, span.end);
  return inside;
}
