/** @file What `nerwin eval` says about thresholds and mistakes, as text. */

import { percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import type { EntityErrors } from '../evaluation/error-counts.js';
import type { SweepPoint } from '../evaluation/threshold-sweep.js';
import { groupHeadings, groupRows, kindHeadings, kindRows } from '../run/error-tables.js';

/** Returns the tables for a terminal of this width, if there is one. */
export const errorsText = (errors: EntityErrors, columns?: number): string =>
  [
    '',
    'mistakes by kind:',
    plainTable([...kindHeadings], kindRows(errors), { columns }),
    plainTable([...groupHeadings], groupRows(errors), { columns }),
  ].join('\n');

/** Returns the scores of the model's operating points as text. */
export const pointsText = (points: Readonly<Record<string, SweepPoint>>, columns?: number): string =>
  `\n${plainTable(
    ['operating point', 'threshold', 'precision', 'recall', 'F1'],
    Object.entries(points).map(([name, { thresholds, precision, recall, f1 }]) => [
      name,
      thresholds.start.toFixed(4),
      ...[precision, recall, f1].map(percent),
    ]),
    { columns },
  )}`;
