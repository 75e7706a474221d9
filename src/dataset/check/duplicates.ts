/** @file Sentences that occur more than once in a corpus, or in several of its parts, and those that are annotated in two ways. */
import type { Sentence } from '../../corpus/sentence.js';
import { normalForm } from '../../text/normal-form.js';
import { type CorpusPart, excerpt, type Finding, Places } from './finding.js';

/** Shorter sentences, such as "Thank you .", occur in many texts. */
const minimumTokens = 4;

/** The sentences that two parts share. */
export interface Overlap {
  readonly parts: readonly [string, string];
  /** Sentences of the second part, of at least 4 tokens, that are also in the first. */
  readonly shared: number;
  /** Sentences of the second part with at least 4 tokens. */
  readonly sentences: number;
}

interface Occurrence {
  readonly file: string;
  readonly line: number;
  readonly tokens: string;
  readonly annotation: string;
  readonly text: string;
}

export interface DuplicateCheck {
  readonly overlaps: readonly Overlap[];
  readonly findings: readonly Finding[];
}

/** Compares all sentences by their tokens, apart from case and the form of quotes and dashes. */
export function checkDuplicates(parts: readonly CorpusPart[], most: number): DuplicateCheck {
  const first = new Map<string, Occurrence>(); // by tokens
  const seenIn = new Map<string, Set<number>>(); // by tokens: parts
  const sizes = parts.map(() => 0);
  const shared = parts.map(() => parts.map(() => 0));
  const repeated = new Places(most);
  const crossing = new Places(most);
  const conflicting = new Places(most);
  for (const [part, { sentences }] of parts.entries()) {
    for (const sentence of sentences()) {
      if (sentence.tokens.length < minimumTokens) continue;
      sizes[part]++;
      const key = sentence.tokens.map(normalForm).join('\n').toLowerCase();
      const own = occurrence(sentence);
      const before = first.get(key);
      const earlier = seenIn.get(key) ?? new Set<number>();
      if (!before) {
        first.set(key, own);
        seenIn.set(key, earlier);
      } else {
        const also = `also at ${before.file}:${before.line}`;
        if (earlier.has(part)) repeated.add(own, `${own.text} (${also})`);
        else crossing.add(own, `${own.text} (${also})`);
        if (before.annotation !== own.annotation && before.tokens === own.tokens)
          conflicting.add(
            own,
            `${own.text}: ${own.annotation || 'no entity'}; ${also}: ${before.annotation || 'no entity'}`,
          );
      }
      for (const other of earlier) if (other !== part) shared[other][part]++;
      earlier.add(part);
    }
  }
  const overlaps = parts.flatMap(({ name }, b) =>
    parts
      .slice(0, b)
      .map((one, a): Overlap => ({ parts: [one.name, name], shared: shared[a][b], sentences: sizes[b] })),
  );
  return {
    overlaps,
    findings: [
      crossing.finding('overlap', 'warning', 'sentences of a part that an earlier part has too'),
      repeated.finding('duplicate', 'info', 'sentences that repeat an earlier one of the same part'),
      conflicting.finding('conflictingDuplicate', 'error', 'equal sentences with different annotations'),
    ].flat(),
  };
}

const occurrence = (sentence: Sentence): Occurrence => ({
  file: sentence.file,
  tokens: sentence.tokens.join('\n'),
  line: sentence.line,
  annotation: sentence.spans
    .map(({ type, start, end }) => `${sentence.tokens.slice(start, end).join(' ')} ${type}`)
    .join(', '),
  text: excerpt(sentence),
});
