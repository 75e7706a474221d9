/** @file A run as a comparison sees it, wherever it was read from. */
import type { Facts } from './facts.js';
import type { MetricTable } from './metric-table.js';

export interface RunSource {
  /** As the user named it. */
  readonly name: string;
  /** One table per network of a bag; all others have one. */
  readonly networks: readonly MetricTable[];
  /** Scores of the finished (merged) model: `final.dev.entity.f1`, `test.entity.f1`. Empty if the run is not finished. */
  readonly finals: ReadonlyMap<string, number>;
  /** Undefined if only metrics are known. */
  readonly facts: Facts | undefined;
  /** True for a run folder without a report: the run was stopped, diverged or is still running. */
  readonly isUnfinished: boolean;
  /** True for a golden file: it states only some facts. */
  readonly isGolden?: true;
}
