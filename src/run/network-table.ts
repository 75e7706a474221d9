/** @file The table of networks, for a run that merges several. */

import { percent } from '../document/number-format.js';
import { paragraph, type ReportBlock, table } from '../document/report.js';
import type { RunReport } from './run-report.js';

/** Returns a table with one row per network; empty if the run trained only one. */
export function networkBlocks({ members = [] }: RunReport): ReportBlock[] {
  if (members.length === 0) return [];
  const hasAll = members.every(({ epochs }) => epochs !== undefined);
  const shown = hasAll
    ? 'The charts show every network, the epoch table'
    : 'The charts and the epoch table show';
  return [
    paragraph(
      `${members.length} networks were trained and merged into one network that returns the mean of their scores. ${shown} the first one. Entity scores of each network on dev, at its best epoch and thresholds:`,
    ),
    table(
      [
        ['seed', 'left'],
        ['best epoch', 'right'],
        ['precision', 'right'],
        ['recall', 'right'],
        ['F1', 'right'],
      ],
      members.map(({ seed, bestEpoch, entity }) => [
        String(seed),
        String(bestEpoch),
        ...[entity.precision, entity.recall, entity.f1].map(percent),
      ]),
    ),
  ];
}
