/** @file Metrics by epoch or step, as read from one file. */

/** The metrics at one x. */
export interface MetricRow {
  /** Line in the file, 1-based. */
  readonly line: number;
  readonly x: number;
  /** Values by dotted path, such as `dev.entity.f1`; NaN and infinity as they are. */
  readonly values: ReadonlyMap<string, number>;
}

export interface MetricTable {
  readonly file: string;
  /** Name of the x axis, usually `epoch`. */
  readonly x: string;
  /** Ordered by x, each x once. */
  readonly rows: readonly MetricRow[];
  /** What the reader had to leave out, for people. */
  readonly notes: readonly string[];
}

/** Returns the names of all metrics in the tables, in file order. */
export const metricsIn = (tables: readonly MetricTable[]): string[] => [
  ...new Set(tables.flatMap(({ rows }) => rows.flatMap(({ values }) => [...values.keys()]))),
];
