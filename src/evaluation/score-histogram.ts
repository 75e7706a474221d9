/** @file How the scores of true and corrupt windows are distributed: the picture that the margin is about. */
import { type EncodedCorpus, isInLocation } from '../windows/encoded-corpus.js';
import type { Gold } from './gold.js';

/** The windows with a score in `from` ≤ s < `to`. */
export interface ScoreBin {
  readonly from: number;
  readonly to: number;
  /** Windows whose center is in a location. */
  readonly true: number;
  /** All other windows. */
  readonly corrupt: number;
}

export interface ScoreHistogram {
  /** From the lowest to the highest score, without gaps. Empty without tokens. */
  readonly bins: readonly ScoreBin[];
  /** The threshold `start`. */
  readonly threshold: number;
  /** Δ, how far true windows should score above corrupt ones; null for a classifier without a margin. */
  readonly margin: number | null;
}

/** Number of bins that would cover the range. */
const wanted = 40;

/** Counts the scores of all tokens in at most about 40 bins, whose width is 1, 2 or 5 times a power of ten. */
export function scoreHistogram(
  scores: Float32Array,
  { labels }: EncodedCorpus,
  { positions }: Gold,
  threshold: number,
  margin: number | null,
): ScoreHistogram {
  let [low, high] = [Infinity, -Infinity];
  for (const position of positions) {
    const score = scores[position];
    if (!Number.isFinite(score)) continue;
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  if (!(low <= high)) return { bins: [], threshold, margin };
  const { width, per } = binWidth(high - low);
  const first = Math.floor(low / width);
  const count = Math.floor(high / width) - first + 1;
  const edge = (k: number): number => (per > 1 ? (first + k) / per : (first + k) * width);
  const [inside, outside] = [new Float64Array(count), new Float64Array(count)];
  for (const position of positions) {
    const score = scores[position];
    if (!Number.isFinite(score)) continue;
    let bin = Math.min(count - 1, Math.max(0, Math.floor(score / width) - first));
    if (bin > 0 && score < edge(bin)) bin--; // the quotient was rounded up
    if (bin + 1 < count && score >= edge(bin + 1)) bin++;
    (isInLocation(labels[position]) ? inside : outside)[bin]++;
  }
  const bins = Array.from(inside, (n, k) => ({
    from: edge(k),
    to: edge(k + 1),
    true: n,
    corrupt: outside[k],
  }));
  return { bins, threshold, margin };
}

/** Widths of bins; `per`, for widths below 1, is how many fit into 1: dividing by a whole number gives edges without a long tail of digits. */
const widths = [
  ...[1000, 500, 200, 100, 50, 20, 10, 5, 2].map((per) => ({ width: 1 / per, per })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((width) => ({ width, per: 1 })),
];

/** Returns the smallest width with which {@link wanted} bins cover the range. */
const binWidth = (range: number): { readonly width: number; readonly per: number } =>
  widths.find(({ width }) => width * wanted >= range) ?? { width: range / wanted, per: 1 };
