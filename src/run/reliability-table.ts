/** @file The calibration table: predicted probability against observed frequency. */

import { percent } from '../document/number-format.js';
import { paragraph, type ReportBlock, table } from '../document/report.js';
import type { Reliability } from '../evaluation/calibration.js';
import { grouped } from '../plural.js';

export const reliabilityHeadings = ['probability', 'tokens', 'predicted', 'observed'] as const;

/** Returns a row for each probability bin that has tokens. All columns but the token count are percentages. */
export const reliabilityRows = ({ bins }: Reliability): string[][] =>
  bins
    .filter(({ tokens }) => tokens > 0)
    .map(({ from, to, tokens, probability, share }) => [
      `${Math.round(100 * from)}–${Math.round(100 * to)}`,
      grouped(tokens),
      percent(probability),
      percent(share),
    ]);

/** Returns the calibration table as blocks of a report. */
export const reliabilityBlocks = (reliability: Reliability, split: string): ReportBlock[] => [
  paragraph(
    `The expected calibration error on ${split} is ${percent(reliability.error)} percentage points: on average over the tokens, the predicted probability of being inside a location and the observed frequency differ by this much.${split === 'dev' ? ' The probabilities were fitted on the same dev split.' : ''}`,
  ),
  table(
    reliabilityHeadings.map((name, k) => [name, k === 0 ? 'left' : 'right'] as const),
    reliabilityRows(reliability),
  ),
];
