/**
 * @file Whether two groups of runs differ by more than chance: Welch's t-test (Welch 1947) and the permutation test (Fisher 1935; the
 * p-value with the observed order counted, Phipson & Smyth 2010). Both return p for the hypothesis that nothing differs.
 */
import { exp } from '../network/exponential.js';
import { log } from '../network/logarithm.js';
import { Random } from '../random.js';

export type SignificanceTest = 'welch' | 'permutation';

/** Which difference counts as evidence: any, or only values of the second group that are higher or lower. */
export type Alternative = 'different' | 'higher' | 'lower';

/** Mean and sample standard deviation (divided by n − 1; 0 for a single value). */
export function meanAndSd(values: readonly number[]): { readonly mean: number; readonly sd: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = values.every((value) => value === values[0]) ? values[0] : sum / values.length;
  if (values.length < 2) return { mean, sd: 0 };
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

/**
 * p of Welch's t-test. t = (mean_b − mean_a) / √(s_a²/n_a + s_b²/n_b), with the degrees of freedom of Welch and Satterthwaite. Each
 * group needs two values. If no value varies, p is 1 for equal means and 0 otherwise (for a one-sided test: in its direction).
 */
export function welch(a: readonly number[], b: readonly number[], alternative: Alternative): number {
  const [first, second] = [meanAndSd(a), meanAndSd(b)];
  const [va, vb] = [(first.sd * first.sd) / a.length, (second.sd * second.sd) / b.length];
  const difference = second.mean - first.mean;
  if (va + vb === 0) {
    if (difference === 0) return 1;
    return alternative === 'different' || difference > 0 === (alternative === 'higher') ? 0 : 1;
  }
  const t = difference / Math.sqrt(va + vb);
  const df = ((va + vb) * (va + vb)) / ((va * va) / (a.length - 1) + (vb * vb) / (b.length - 1));
  const upper = upperTail(Math.abs(t), df);
  if (alternative === 'different') return 2 * upper;
  return t > 0 === (alternative === 'higher') ? upper : 1 - upper;
}

/** P(T > t) of Student's t with `df` degrees of freedom, t ≥ 0: ½ I_x(df/2, ½), x = df / (df + t²). */
const upperTail = (t: number, df: number): number => 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5);

/** The regularized incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22) after Lentz. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x)) / a;
  const tiny = 1e-300;
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return front * fraction;
}

/** ln Γ(x), x > 0: Stirling's series (DLMF 5.11.1) from 15 on, and Γ(x + 1) = x Γ(x) below. */
export function logGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 15) shift += log(z++);
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188))))) / z;
  return (z - 0.5) * log(z) - z + 0.9189385332046727 + series - shift; // ½ ln 2π
}

/** With at most this many ways to split the values, all are counted; otherwise this many are drawn. */
const maxSplits = 20_000;

/** The result of a permutation test. */
export interface PermutationResult {
  readonly p: number;
  /** The smallest p that the sizes of the groups allow. */
  readonly smallest: number;
}

/**
 * The share of all ways to split the values into groups of these sizes whose difference of means is at least as large as the
 * observed one. All ways are counted if there are few; otherwise random ones are drawn with `seed`, and the observed one is added.
 */
export function permutation(
  a: readonly number[],
  b: readonly number[],
  alternative: Alternative,
  seed = 1,
): PermutationResult {
  const values = [...a, ...b];
  const total = values.reduce((sum, value) => sum + value, 0);
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const statistic = (sumOfB: number): number => {
    const difference = sumOfB / b.length - (total - sumOfB) / a.length;
    if (alternative === 'different') return Math.abs(difference);
    return alternative === 'higher' ? difference : -difference;
  };
  const observed = statistic(b.reduce((sum, value) => sum + value, 0)) - 1e-12 * scale; // equal up to rounding
  const ways = binomial(values.length, b.length);
  let [count, extreme] = [0, 0];
  const look = (sumOfB: number): void => {
    count++;
    if (statistic(sumOfB) >= observed) extreme++;
  };
  if (ways <= maxSplits) {
    splits(values, b.length, look);
    return { p: extreme / count, smallest: 1 / count };
  }
  const random = Random.seeded(seed);
  for (let k = 0; k < maxSplits; k++) {
    random.shuffle(values);
    look(values.slice(0, b.length).reduce((sum, value) => sum + value, 0));
  }
  return { p: (extreme + 1) / (count + 1), smallest: 1 / (count + 1) };
}

/** Calls `look` with the sum of every choice of `size` of the values. */
function splits(
  values: readonly number[],
  size: number,
  look: (sum: number) => void,
  from = 0,
  sum = 0,
): void {
  if (size === 0) {
    look(sum);
    return;
  }
  for (let k = from; k <= values.length - size; k++) splits(values, size - 1, look, k + 1, sum + values[k]);
}

function binomial(n: number, k: number): number {
  let ways = 1;
  for (let j = 1; j <= k; j++) ways = (ways * (n - k + j)) / j;
  return ways;
}
