/** @file One metric over the epochs of one run. */
import { closest, distance } from 'fastest-levenshtein';
import { NerwinError } from '../error.js';
import type { MetricsFile } from './metrics-file.js';

export interface Curve {
  readonly name: string;
  /** Value by epoch, ordered by epoch. */
  readonly values: ReadonlyMap<number, number>;
}

/**
 * Returns the curve of `metric`, a dotted path, in each file.
 * @throws {NerwinError} `usage` if no file has this metric (the message suggests the closest name and lists
 * all); `file` if a line lacks it.
 */
export function curvesOf(metric: string, files: readonly MetricsFile[]): Curve[] {
  const known = new Set(files.flatMap(({ lines }) => lines.flatMap(({ values }) => [...values.keys()])));
  if (!known.has(metric)) throw unknownMetric(metric, [...known]);
  return files.map(({ name, file, lines }) => ({
    name,
    values: new Map(
      lines.map(({ line, epoch, values }) => {
        const value = values.get(metric);
        if (typeof value === 'number') return [epoch, value];
        const what = value === null ? `${metric} is not a finite number` : `no metric '${metric}'`;
        throw new NerwinError('file', `${file}:${line}: ${what}`, 'choose another with --metric');
      }),
    ),
  }));
}

function unknownMetric(metric: string, known: readonly string[]): NerwinError {
  if (known.length === 0)
    return new NerwinError('usage', `unknown metric '${metric}': the files hold no numbers`);
  const guess = closest(metric, [...known]);
  const near = distance(metric, guess) <= Math.max(2, metric.length / 3) ? `, did you mean '${guess}'?` : '';
  return new NerwinError('usage', `unknown metric '${metric}'${near}`, `available: ${known.join(', ')}`);
}
