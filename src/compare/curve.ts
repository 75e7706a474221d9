/** @file One metric over the epochs or steps of one run. */
import { closest, distance } from 'fastest-levenshtein';
import { NerwinError } from '../error.js';
import { type MetricTable, metricsIn } from './metric-table.js';

export interface Curve {
  /** Name of the run. */
  readonly name: string;
  /** Value by x, ordered by x; NaN and infinity as they are. Empty if the run does not have the metric. */
  readonly values: ReadonlyMap<number, number>;
  /** The file, and the line of each x, for messages. */
  readonly file?: string;
  readonly lines?: ReadonlyMap<number, number>;
}

/** Returns the curve of `metric`, a dotted path, in a table. */
export function curveOf(metric: string, name: string, { file, rows }: MetricTable): Curve {
  const having = rows.filter(({ values }) => values.has(metric));
  return {
    name,
    values: new Map(having.map(({ x, values }) => [x, values.get(metric) ?? Number.NaN])),
    file,
    lines: new Map(rows.map(({ x, line }) => [x, line])),
  };
}

/**
 * Returns the error that no file has this metric. It suggests the closest name and lists all.
 */
export function unknownMetric(
  metric: string,
  tables: readonly MetricTable[],
  others: readonly string[],
): NerwinError {
  const known = [...new Set([...metricsIn(tables), ...others])];
  if (known.length === 0)
    return new NerwinError('usage', `unknown metric '${metric}': the files hold no numbers`);
  const guess = closest(metric, known);
  const near = distance(metric, guess) <= Math.max(2, metric.length / 3) ? `, did you mean '${guess}'?` : '';
  return new NerwinError('usage', `unknown metric '${metric}'${near}`, `available: ${known.join(', ')}`);
}
