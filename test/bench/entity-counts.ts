/**
 * @file Entities as spans of tokens, for taggers of any kind: read from tags, found in a text by characters, and
 * compared by conlleval's rule (an entity is right if both borders are).
 */

/** First token, and the one after the last. */
export type Span = readonly [start: number, end: number];

export interface Sentence {
  readonly tokens: readonly string[];
  readonly gold: readonly Span[];
  /** The sentence as it would be typed. */
  readonly text: string;
}

/** Returns the entities of one type in IOB2 tags. */
export function spansOf(tags: readonly string[], type = 'LOC'): Span[] {
  const spans: [number, number][] = [];
  for (const [at, tag] of tags.entries()) {
    const last = spans.at(-1);
    if (tag === `I-${type}` && last && last[1] === at) last[1] = at + 1;
    else if (tag === `B-${type}` || tag === `I-${type}`) spans.push([at, at + 1]);
  }
  return spans;
}

/** Returns the tokens joined as normal text: no space before closing marks. */
export const textOf = (tokens: readonly string[]): string =>
  tokens
    .join(' ')
    .replace(/ ([.,;:!?%)]|'s\b|n't\b)/g, '$1')
    .replace(/([($]) /g, '$1');

/** Returns the sentences of a corpus with two columns, `token<TAB>tag`. */
export const sentencesOf = (conll: string): Sentence[] =>
  conll
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter((line) => line.includes('\t')))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const columns = lines.map((line) => line.split('\t'));
      const tokens = columns.map(([token]) => token);
      const gold = spansOf(columns.map((cells) => cells[cells.length - 1]));
      return { tokens, gold, text: textOf(tokens) };
    });

/** Returns the tokens that a range of characters of {@link textOf} touches, without punctuation at its ends. */
export function spanAt(tokens: readonly string[], text: string, from: number, to: number): Span | undefined {
  let [at, start, end] = [0, -1, -1];
  for (const [k, token] of tokens.entries()) {
    while (text[at] === ' ') at++;
    const isWord = /[\p{L}\p{N}]/u.test(token);
    if (isWord && at < to && at + token.length > from) {
      if (start < 0) start = k;
      end = k + 1;
    }
    at += token.length;
  }
  return start < 0 ? undefined : [start, end];
}

/** Returns 2 right / (gold + found), the F1 of entities; 0 if there is neither gold nor a find. */
export function entityF1(gold: readonly (readonly Span[])[], found: readonly (readonly Span[])[]): number {
  let [right, all] = [0, 0];
  for (const [k, spans] of gold.entries()) {
    const keys = new Set(spans.map(String));
    right += found[k].filter((span) => keys.has(String(span))).length;
    all += spans.length + found[k].length;
  }
  return all === 0 ? 0 : (2 * right) / all;
}
