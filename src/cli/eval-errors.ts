/** @file The mistakes of `nerwin eval` by kind and by properties of the locations, as text. */
import { plainTable } from '../document/table.js';
import type { EntityErrors } from '../evaluation/error-counts.js';
import { groupHeadings, groupRows, kindHeadings, kindRows } from '../run/error-tables.js';

/** Returns the tables for a terminal of this width, if there is one. */
export const errorsText = (errors: EntityErrors, columns?: number): string =>
  [
    '',
    'mistakes by kind:',
    plainTable([...kindHeadings], kindRows(errors), { columns }),
    plainTable([...groupHeadings], groupRows(errors), { columns }),
  ].join('\n');
