/** @file Round numbers along an axis. */

export interface Ticks {
  /** In rising order; the axis reaches from the first to the last. */
  readonly values: readonly number[];
  /** One label per value, with as many decimals as the step needs. */
  readonly labels: readonly string[];
}

/**
 * Returns about `count` ticks at multiples of 1, 2 or 5 times a power of ten that enclose `least` … `most`;
 * only whole numbers if `whole`. If both ends are equal, the range is widened. Powers of ten are parsed from
 * text, so that every engine computes the same bits.
 */
export function niceTicks(least: number, most: number, count: number, whole = false): Ticks {
  const [from, to] = least < most ? [least, most] : apart(least, whole);
  const step = niceStep((to - from) / Math.max(1, count), whole);
  const values: number[] = [];
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const decimals = decimalsOf(step);
  for (let k = first; k <= last; k++) values.push(Number((k * step).toPrecision(12)));
  const largest = Math.max(Math.abs(values[0]), Math.abs(values.at(-1)!));
  const exponential = largest >= 1e6 || decimals > 5;
  const digits = Math.max(0, exponentOf(largest) - exponentOf(step));
  const labels = values.map((value) => {
    if (value === 0) return '0';
    const text = exponential ? value.toExponential(Math.min(digits, 6)) : value.toFixed(decimals);
    return text.replaceAll('-', '−');
  });
  return { values, labels };
}

/** The smallest of 1, 2, 5, 10 times a power of ten that is at least `rough`. */
function niceStep(rough: number, whole: boolean): number {
  const power = Number(`1e${exponentOf(rough)}`);
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= rough * (1 - 1e-9))!;
  return whole ? Math.max(1, Math.round(step)) : step;
}

function apart(value: number, whole: boolean): [number, number] {
  if (whole) return [value, value + 1];
  const margin = value === 0 ? 1 : Math.abs(value) / 10;
  return [value - margin, value + margin];
}

const exponentOf = (positive: number): number => Number(positive.toExponential().split('e')[1]);
const decimalsOf = (step: number): number => Math.max(0, -exponentOf(step));
