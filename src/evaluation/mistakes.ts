/** @file The most confident mistakes: false locations, missed locations, and wrong boundaries. */

import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, endOf, lowercaseAt } from '../windows/encoded-corpus.js';
import { decode } from './decoding.js';
import type { Gold } from './gold.js';

/** A mistake in its sentence. */
export interface Mistake {
  /**
   * `false`: no part of it is a location; `boundary`: it overlaps a location with different boundaries;
   * `missed`: no part of it was predicted.
   */
  readonly kind: 'false' | 'boundary' | 'missed';
  /** The words that were marked, or that were missed. */
  readonly text: string;
  /** For `boundary`: the gold locations that it overlaps. */
  readonly gold: string;
  /** The words of the sentence before and after. */
  readonly before: string;
  readonly after: string;
  /** Highest score of its tokens. */
  readonly score: number;
  /** Distance between the score and the threshold `start`. */
  readonly confidence: number;
}

/**
 * Returns up to `limit` mistakes of each kind, the most confident first. `wordAt`
 * returns the word at a position.
 */
export function mistakesOf(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  thresholds: Thresholds,
  wordAt: (position: number) => string,
  limit: number,
): Mistake[] {
  const found: Mistake[] = [];
  const words = (from: number, to: number): string => {
    const list = [];
    for (let i = from; i < to; i++) list.push(wordAt(i));
    return list.join(' ');
  };
  const sentences = corpus.starts.length - 1;
  for (let sentence = 0; sentence < sentences; sentence++) {
    const from = corpus.starts[sentence];
    const to = endOf(corpus, sentence);
    const add = (kind: Mistake['kind'], start: number, end: number, goldText: string): void => {
      let score = scores[start];
      for (let i = start + 1; i < end; i++) score = Math.max(score, scores[i]);
      const confidence = Math.abs(score - thresholds.start);
      found.push({
        kind,
        text: words(start, end),
        gold: goldText,
        before: words(from, start),
        after: words(end, to),
        score,
        confidence,
      });
    };
    const truth: [number, number][] = [];
    for (let i = from; i < to; i++) if (gold.endOf[i]) truth.push([i, gold.endOf[i]]);
    const marked = new Set<number>(); // starts of gold locations that were predicted, completely or partly
    decode(scores, from, to, thresholds, lowercaseAt(corpus), (start, end) => {
      if (gold.endOf[start] === end) {
        marked.add(start);
        return;
      }
      const overlapping = truth.filter(([first, last]) => first < end && start < last);
      for (const [first] of overlapping) marked.add(first);
      const goldText = overlapping.map(([first, last]) => words(first, last)).join(' | ');
      add(overlapping.length > 0 ? 'boundary' : 'false', start, end, goldText);
    });
    for (const [first, last] of truth) {
      if (!marked.has(first)) add('missed', first, last, words(first, last));
    }
  }
  return (['false', 'boundary', 'missed'] as const).flatMap((kind) =>
    found
      .filter((mistake) => mistake.kind === kind)
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, limit),
  );
}
