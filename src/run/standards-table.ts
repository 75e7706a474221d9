/** @file The scores that other tools would print for the same entities. */

import { percent } from '../document/number-format.js';
import { heading, paragraph, type ReportBlock, table } from '../document/report.js';
import { ways } from '../evaluation/nervaluate.js';
import type { Standards } from '../evaluation/standards.js';
import { grouped } from '../plural.js';

/** Returns a table of the four ways of nervaluate, and the F1 of seqeval; nothing for a report without them. */
export function standardsBlocks(standards: Standards | undefined, split: string): ReportBlock[] {
  if (!standards) return [];
  const { seqeval, nervaluate } = standards;
  const columns = ['precision', 'recall', 'F1', 'correct', 'incorrect', 'partial', 'missed', 'spurious'];
  return [
    heading(`Entities on ${split}, counted in other ways`, 3),
    table(
      [['way', 'left'], ...columns.map((name) => [name, 'right'] as const)],
      ways.map((way) => {
        const { precision, recall, f1, correct, incorrect, partial, missed, spurious } = nervaluate[way];
        const scores = [precision, recall, f1].map(percent);
        return [way, ...scores, ...[correct, incorrect, partial, missed, spurious].map(grouped)];
      }),
    ),
    paragraph(
      `As nervaluate ${nervaluate.version} counts: strict = borders and type, exact = borders, partial = half credit for an overlap, type = an overlap of the same type. seqeval ${seqeval.version}: F1 ${percent(seqeval.default.f1)} in default mode, ${percent(seqeval.strict.f1)} in strict mode (${seqeval.scheme}).`,
    ),
  ];
}
