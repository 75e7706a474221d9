/** @file The most confident mistakes: false locations, missed locations, and wrong boundaries. */

import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, endOf } from '../windows/encoded-corpus.js';
import { decode, decodingOf } from './decoding.js';
import { type Gold, goldStarts } from './gold.js';

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
  /** For `false`: the type of the entity of another type that it overlaps. */
  readonly type?: string;
  /** Up to {@link contextWords} words of the sentence before and after. */
  readonly before: string;
  readonly after: string;
  /** Highest score of its tokens. */
  readonly score: number;
  /** Distance between the score and the threshold `start`. */
  readonly confidence: number;
}

/** The most words that a mistake shows on each side, and of itself: a sentence can have a million. */
export const contextWords = 40;

/** A mistake as positions; its words are looked up only if it is returned. */
interface Candidate {
  readonly kind: Mistake['kind'];
  readonly sentence: number;
  readonly start: number;
  readonly end: number;
  /** The gold locations that it overlaps, by number; the second is exclusive. */
  readonly gold: readonly [number, number];
  readonly score: number;
  readonly confidence: number;
}

/**
 * Returns up to `limit` mistakes of each kind, the most confident first. `wordAt` returns the word at a
 * position, `typeAt` the type of the entity that a false location overlaps. Time is linear in the corpus, however long its sentences are.
 */
export function mistakesOf(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  thresholds: Thresholds,
  wordAt: (position: number) => string,
  limit: number,
  typeAt: (start: number, end: number) => string | undefined = () => undefined,
): Mistake[] {
  const starts = goldStarts(gold);
  const found = candidates(scores, corpus, gold, starts, thresholds);
  const words = (from: number, to: number): string => {
    const shown = Math.min(to, from + contextWords);
    const list = Array.from({ length: shown - from }, (_, k) => wordAt(from + k));
    return list.join(' ') + (shown < to ? ' …' : '');
  };
  const shown = ({ kind, sentence, start, end, gold: [from, to], score, confidence }: Candidate): Mistake => {
    const type = kind === 'false' ? typeAt(start, end) : undefined;
    return {
      kind,
      text: words(start, end),
      ...(type === undefined ? {} : { type }),
      gold: Array.from(starts.subarray(from, Math.min(to, from + contextWords)), (first) =>
        words(first, gold.endOf[first]),
      ).join(' | '),
      before: words(Math.max(corpus.starts[sentence], start - contextWords), start),
      after: words(end, Math.min(endOf(corpus, sentence), end + contextWords)),
      score,
      confidence,
    };
  };
  return (['false', 'boundary', 'missed'] as const).flatMap((kind) =>
    found
      .filter((mistake) => mistake.kind === kind)
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, limit)
      .map(shown),
  );
}

/** Finds all mistakes: one pass over the predicted and the gold locations of each sentence. */
function candidates(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  starts: Int32Array,
  thresholds: Thresholds,
): Candidate[] {
  const found: Candidate[] = [];
  const decoding = decodingOf(corpus, thresholds);
  let first = 0; // number of the first gold location of the sentence
  for (let sentence = 0; sentence + 1 < corpus.starts.length; sentence++) {
    const to = endOf(corpus, sentence);
    const add = (kind: Mistake['kind'], start: number, end: number, from: number, last: number): void => {
      let score = scores[start];
      for (let i = start + 1; i < end; i++) score = Math.max(score, scores[i]);
      const confidence = Math.abs(score - thresholds.start);
      found.push({ kind, sentence, start, end, gold: [from, last], score, confidence });
    };
    const missed: number[] = [];
    let k = first; // number of the next gold location that no predicted one has passed
    let isMarked = false; // true if an earlier prediction overlaps it
    const pass = (): void => {
      if (!isMarked) missed.push(k);
      isMarked = false;
      k++;
    };
    const isBefore = (position: number): boolean => k < starts.length && starts[k] < Math.min(position, to);
    decode(scores, corpus.starts[sentence], to, decoding, (start, end) => {
      while (isBefore(start) && gold.endOf[starts[k]] <= start) pass();
      const from = k;
      const isRight = gold.endOf[start] === end;
      while (isBefore(end)) {
        isMarked = true;
        if (gold.endOf[starts[k]] > end) break; // the next prediction may overlap it too
        pass();
      }
      const overlaps = k - from + (isMarked ? 1 : 0);
      if (!isRight) add(overlaps > 0 ? 'boundary' : 'false', start, end, from, from + overlaps);
    });
    while (isBefore(to)) pass();
    for (const m of missed) add('missed', starts[m], gold.endOf[starts[m]], m, m + 1);
    first = k;
  }
  return found;
}
