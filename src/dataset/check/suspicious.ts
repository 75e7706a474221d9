/** @file Annotations that are often mistakes: a location that is a punctuation mark, a lowercase word, cut off at its end … */
import type { Sentence, Span } from '../../corpus/sentence.js';
import { type CorpusPart, excerpt, type Finding, Places } from './finding.js';

const kinds = {
  punctuation: 'locations without a letter or digit',
  number: 'locations that are a number',
  letter: 'locations that are a single letter',
  functionWord: 'single words that are hardly a name',
  lowercase: 'single lowercase words, in a corpus whose locations are capitalized',
  edge: 'locations that begin or end with a punctuation mark',
  article: 'locations that begin with an article',
  neighbors: 'neighboring entities of the same type that may be one',
  long: 'locations of more than 8 tokens',
} as const;

type Kind = keyof typeof kinds;

const functionWords: ReadonlySet<string> = new Set(
  'a an the and or but of in on at by for from to with as is are was were be he she it they we you i this that his her its their our my'.split(
    ' ',
  ),
);
const longest = 8;
/** The share of capitalized locations above which a lowercase one is suspicious. */
const capitalized = 0.95;

/** Finds suspicious locations; each is counted as one kind, the first that holds. */
export function checkSuspicious(
  parts: readonly CorpusPart[],
  isLocation: (type: string) => boolean,
  most: number,
): Finding[] {
  const isCased = capitalizedShare(parts, isLocation) >= capitalized;
  const places = new Map<Kind, Places>();
  for (const { sentences } of parts) {
    for (const sentence of sentences()) {
      for (const [k, span] of sentence.spans.entries()) {
        if (!isLocation(span.type)) continue;
        const kind = kindOf(sentence, span, sentence.spans[k + 1], isCased);
        if (!kind) continue;
        const list = places.get(kind) ?? new Places(most);
        places.set(kind, list);
        const end = kind === 'neighbors' ? sentence.spans[k + 1].end : span.end;
        const [from, to] = [Math.max(0, span.start - 3), Math.min(sentence.tokens.length, end + 3)];
        const marked = `[${excerpt(sentence, span.start, end)}]`;
        list.add(
          sentence,
          [
            sentence.tokens.slice(from, span.start).join(' '),
            marked,
            sentence.tokens.slice(end, to).join(' '),
          ]
            .join(' ')
            .trim(),
        );
      }
    }
  }
  return (Object.keys(kinds) as Kind[]).flatMap(
    (kind) =>
      places.get(kind)?.finding(kind, kind === 'punctuation' ? 'error' : 'warning', kinds[kind]) ?? [],
  );
}

const isMark = (word: string): boolean => !/[\p{L}\p{N}]/u.test(word);

function kindOf(
  { tokens }: Sentence,
  { type, start, end }: Span,
  next: Span | undefined,
  isCased: boolean,
): Kind | undefined {
  const words = tokens.slice(start, end);
  const [first] = words;
  if (words.every(isMark)) return 'punctuation';
  if (words.length === 1) {
    if (!/\p{L}/u.test(first)) return 'number';
    if (/^\p{Lu}?\p{Ll}?$/u.test(first) && [...first].length === 1) return 'letter';
    if (functionWords.has(first.toLowerCase()) && first !== first.toUpperCase()) return 'functionWord';
    if (isCased && /^\p{Ll}/u.test(first) && !/\p{Lu}/u.test(first)) return 'lowercase';
  }
  if (isMark(first) || (isMark(words[words.length - 1]) && !words[words.length - 1].endsWith('.')))
    return 'edge';
  if (words.length > longest) return 'long';
  if (next && next.start === end && next.type === type) return 'neighbors';
  return words.length > 1 && /^(the|an?)$/.test(first) ? 'article' : undefined;
}

function capitalizedShare(parts: readonly CorpusPart[], isLocation: (type: string) => boolean): number {
  let [all, upper] = [0, 0];
  for (const { sentences } of parts) {
    for (const { tokens, spans } of sentences()) {
      for (const { type, start, end } of spans) {
        if (!isLocation(type)) continue;
        all++;
        if (tokens.slice(start, end).some((word) => /\p{Lu}/u.test(word))) upper++;
      }
    }
  }
  return all === 0 ? 0 : upper / all;
}
