/** @file Sentences of a corpus with their gold and predicted locations, to look at: some that are spread evenly over the corpus. */
import type { Thresholds } from '../model/thresholds.js';
import { type EncodedCorpus, endOf } from '../windows/encoded-corpus.js';
import { decode, decodingOf } from './decoding.js';
import type { Gold } from './gold.js';

/** How the words of a part were marked; none for words that are in no location, gold or predicted. */
export type SampleMark =
  /** Marked with both boundaries right. */
  | 'right'
  /** Marked, but no part of it is a location. */
  | 'false'
  /** Marked, and overlaps a location with other boundaries. */
  | 'boundary'
  /** Part of a location, but not marked. */
  | 'missed';

/** Consecutive words of a sentence that were treated alike. */
export interface SamplePart {
  readonly text: string;
  readonly mark?: SampleMark;
}

/** A sentence as parts. */
export interface TaggedSample {
  readonly parts: readonly SamplePart[];
}

/** Longer sentences are not shown. */
const longest = 40;

/**
 * Returns up to `limit` sentences of at most 40 words in which a location is gold or predicted, at equal distances in the corpus.
 * `wordAt` returns the word at a position.
 */
export function taggedSamples(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  thresholds: Thresholds,
  wordAt: (position: number) => string,
  limit: number,
): TaggedSample[] {
  const fit: number[] = [];
  for (let sentence = 0; sentence + 1 < corpus.starts.length; sentence++) {
    const [from, to] = [corpus.starts[sentence], endOf(corpus, sentence)];
    if (to - from > longest) continue;
    for (let i = from; i < to; i++)
      if (gold.endOf[i] || scores[i] > thresholds.start) {
        fit.push(sentence);
        break;
      }
  }
  const count = Math.min(limit, fit.length);
  const decoding = decodingOf(corpus, thresholds);
  return Array.from({ length: count }, (_, k): TaggedSample => {
    const sentence = fit[Math.floor(((2 * k + 1) * fit.length) / (2 * count))];
    const [from, to] = [corpus.starts[sentence], endOf(corpus, sentence)];
    const found: { start: number; end: number }[] = [];
    decode(scores, from, to, decoding, (start, end) => found.push({ start, end }));
    return { parts: partsOf(from, to, gold, found, wordAt) };
  });
}

function partsOf(
  from: number,
  to: number,
  gold: Gold,
  found: readonly { readonly start: number; readonly end: number }[],
  wordAt: (position: number) => string,
): SamplePart[] {
  /** The start of the gold location at each position, or −1. */
  const goldAt = new Int32Array(to - from).fill(-1);
  for (let i = from; i < to; i++) if (gold.endOf[i]) goldAt.fill(i, i - from, gold.endOf[i] - from);
  const parts: SamplePart[] = [];
  const add = (start: number, end: number, mark?: SampleMark): void => {
    const text = Array.from({ length: end - start }, (_, k) => wordAt(start + k)).join(' ');
    parts.push(mark ? { text, mark } : { text });
  };
  /** Words outside of all predictions: stretches of one gold location, or of none. */
  const addUnmarked = (start: number, end: number): void => {
    for (let first = start, i = start + 1; i <= end; i++) {
      if (i < end && goldAt[i - from] === goldAt[first - from]) continue;
      add(first, i, goldAt[first - from] < 0 ? undefined : 'missed');
      first = i;
    }
  };
  let next = from;
  for (const { start, end } of found) {
    addUnmarked(next, start);
    const touches = goldAt.subarray(start - from, end - from).some((location) => location >= 0);
    add(start, end, gold.endOf[start] === end ? 'right' : touches ? 'boundary' : 'false');
    next = end;
  }
  addUnmarked(next, to);
  return parts;
}
