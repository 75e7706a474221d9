/** @file Writes the report of a run. */
import { join } from 'node:path';
import { writeAtomically } from '../file.js';
import type { EpochMetrics } from '../training/metrics.js';
import type { Preparation } from '../training/prepare.js';
import type { SplitEvaluation } from './split-evaluation.js';

export function reportRun(
  folder: string,
  _prepared: Preparation,
  epochs: readonly EpochMetrics[],
  evaluations: readonly SplitEvaluation[],
  seconds: number,
): void {
  writeAtomically(
    join(folder, 'report.json'),
    `${JSON.stringify({ epochs, evaluations, seconds }, null, 2)}\n`,
  );
}
