/**
 * @file Which settings of a sweep mattered: the mean score of each value, and the share of the variance of all scores that lies between
 * the values of a setting, η² = Σ n_v (mean_v − mean)² / Σ (score − mean)². Settings of a grid are varied independently, so the shares
 * add up to at most 1 there; the rest is due to combinations.
 */

/** A score and the settings it was reached with. */
export interface ScoredSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly value: number;
}

/** A value of a setting, or a range of values, with its mean score. */
export interface ValueEffect {
  readonly value: string;
  readonly runs: number;
  readonly mean: number;
}

export interface SettingEffect {
  readonly setting: string;
  /** η², 0 … 1; 0 if all scores are equal. */
  readonly share: number;
  /** In the order of the values. */
  readonly values: readonly ValueEffect[];
}

/** More different numbers than this are put into three groups of about the same size. */
const mostValues = 6;

/** Returns the effect of each setting, the largest share first. */
export function sweepEffects(scored: readonly ScoredSettings[]): SettingEffect[] {
  const [first] = scored;
  if (!first) return [];
  const mean = meanOf(scored.map(({ value }) => value));
  const total = scored.reduce((sum, { value }) => sum + (value - mean) * (value - mean), 0);
  return Object.keys(first.settings)
    .map((setting): SettingEffect => {
      const groups = groupsOf(scored, setting);
      const values = groups.map(({ name, scores }) => ({
        value: name,
        runs: scores.length,
        mean: meanOf(scores),
      }));
      const between = values.reduce((sum, one) => sum + one.runs * (one.mean - mean) * (one.mean - mean), 0);
      return { setting, share: total === 0 ? 0 : Math.min(1, between / total), values };
    })
    .sort((a, b) => b.share - a.share);
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

interface Group {
  readonly name: string;
  readonly scores: number[];
}

function groupsOf(scored: readonly ScoredSettings[], setting: string): Group[] {
  const values = scored.map(({ settings }) => settings[setting]);
  const numbers = values.filter((value) => typeof value === 'number');
  const isNumeric = numbers.length === values.length;
  if (isNumeric && new Set(numbers).size > mostValues) return thirds(scored, numbers);
  const groups = new Map<string, Group>();
  const order = isNumeric
    ? [...scored.keys()].sort((a, b) => numbers[a] - numbers[b] || a - b)
    : [...scored.keys()];
  for (const k of order) {
    const name = typeof values[k] === 'string' ? String(values[k]) : JSON.stringify(values[k]);
    const group = groups.get(name) ?? { name, scores: [] };
    groups.set(name, group);
    group.scores.push(scored[k].value);
  }
  return [...groups.values()];
}

/** Three groups by the size of the number; equal numbers are in one group. */
function thirds(scored: readonly ScoredSettings[], numbers: readonly number[]): Group[] {
  const order = [...numbers.keys()].sort((a, b) => numbers[a] - numbers[b] || a - b);
  const parts: number[][] = [[], [], []];
  let part = 0;
  for (const [place, k] of order.entries()) {
    const wanted = Math.min(2, Math.floor((3 * place) / order.length));
    if (wanted > part && numbers[k] !== numbers[order[place - 1]]) part = wanted;
    parts[part].push(k);
  }
  return parts
    .filter((some) => some.length > 0)
    .map((some) => {
      const [low, high] = [numbers[some[0]], numbers[some[some.length - 1]]];
      return { name: low === high ? `${low}` : `${low} … ${high}`, scores: some.map((k) => scored[k].value) };
    });
}
