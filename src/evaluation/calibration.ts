/**
 * @file The probability that a token is inside a location, from its score: Platt scaling.
 *
 *   P(inside | s) = σ(a s + b),    a, b = arg min −Σ t log P + (1 − t) log(1 − P),
 *
 * t = (n₊ + 1) / (n₊ + 2) for the n₊ tokens inside and 1 / (n₋ + 2) for the n₋ others, so that a stays finite
 * even for separable data. Newton's method; the step is halved until the sum decreases enough. Sources: Platt
 * 1999, §2; Lin, Lin & Weng 2007.
 */
import { type Calibration, probability } from '../model/calibration.js';
import { exp } from '../network/exponential.js';
import { log } from '../network/logarithm.js';
import { type EncodedCorpus, isInLocation } from '../windows/encoded-corpus.js';
import type { Gold } from './gold.js';

const maxSteps = 100;
const smallest = 1e-10; // tolerance for the gradient, and the smallest step tried
const ridge = 1e-12; // keeps the Hessian invertible
const sufficient = 1e-4; // share of the predicted decrease that a step must bring

/** Fits a and b to the tokens of a corpus. */
export function calibrate(scores: Float32Array, corpus: EncodedCorpus, gold: Gold): Calibration {
  const { positions, tokens } = gold;
  const n = positions.length;
  const [high, low] = [(tokens + 1) / (tokens + 2), 1 / (n - tokens + 2)];
  const s = Float64Array.from(positions, (position) => scores[position]);
  const t = Float64Array.from(positions, (position) => (isInLocation(corpus.labels[position]) ? high : low));
  const e = new Float64Array(n); // e^−|z| for the last a and b tried; used for both softplus and σ
  const loss = ({ a, b }: Calibration): number => {
    let sum = 0;
    for (let k = 0; k < n; k++) {
      const z = a * s[k] + b;
      e[k] = exp(-Math.abs(z));
      const softplus = Math.max(0, z) + log(1 + e[k]); // log(1 + eᶻ), without overflow
      sum += softplus - t[k] * z; // = −t log σ(z) − (1 − t) log(1 − σ(z))
    }
    return sum;
  };
  let best: Calibration = { a: 0, b: log((tokens + 1) / (n - tokens + 1)) };
  let lowest = loss(best);
  for (let step = 0; step < maxSteps; step++) {
    const { a, b } = best;
    let [ga, gb, haa, hab, hbb] = [0, 0, ridge, 0, ridge];
    for (let k = 0; k < n; k++) {
      const p = (a * s[k] + b >= 0 ? 1 : e[k]) / (1 + e[k]); // σ(z)
      const slope = p - t[k]; // ∂/∂z
      const curve = p * (1 - p); // ∂²/∂z²
      ga += slope * s[k];
      gb += slope;
      haa += curve * s[k] * s[k];
      hab += curve * s[k];
      hbb += curve;
    }
    if (Math.abs(ga) < smallest && Math.abs(gb) < smallest) break;
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hab * gb - hbb * ga) / determinant, (hab * ga - haa * gb) / determinant];
    const fall = ga * da + gb * db;
    let share = 1;
    for (; share >= smallest; share /= 2) {
      const next = { a: a + share * da, b: b + share * db };
      if (next.a === a && next.b === b) return best; // the rest of the step is below the rounding error
      const value = loss(next);
      if (!(value < lowest + sufficient * share * fall)) continue;
      [best, lowest] = [next, value];
      break;
    }
    if (share < smallest) break;
  }
  return best;
}

/** The tokens with a probability in `from` ≤ P < `to` (1 belongs to the last bin). */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly tokens: number;
  /** Mean of their probabilities; 0 without tokens. */
  readonly probability: number;
  /** Fraction of them that is inside a location; 0 without tokens. */
  readonly share: number;
}

/** Predicted probabilities compared with observed frequencies. */
export interface Reliability {
  /** Expected calibration error: Σ over bins of tokens / all · |probability − share|. */
  readonly error: number;
  readonly bins: readonly ReliabilityBin[];
}

const binCount = 10;

/** Compares the probabilities of a corpus's tokens with gold, in ten bins of equal width (Naeini, Cooper & Hauskrecht 2015). */
export function reliability(
  scores: Float32Array,
  corpus: EncodedCorpus,
  gold: Gold,
  calibration: Calibration,
): Reliability {
  const tokens = new Float64Array(binCount);
  const sums = new Float64Array(binCount);
  const hits = new Float64Array(binCount);
  for (const position of gold.positions) {
    const p = probability(scores[position], calibration);
    const bin = Math.min(binCount - 1, Math.floor(binCount * p));
    tokens[bin]++;
    sums[bin] += p;
    if (isInLocation(corpus.labels[position])) hits[bin]++;
  }
  let error = 0;
  const bins = Array.from(tokens, (count, k): ReliabilityBin => {
    error += Math.abs(sums[k] - hits[k]) / Math.max(1, gold.positions.length);
    const part = (sum: number): number => (count === 0 ? 0 : sum / count);
    return {
      from: k / binCount,
      to: (k + 1) / binCount,
      tokens: count,
      probability: part(sums[k]),
      share: part(hits[k]),
    };
  });
  return { error, bins };
}
