/** @file The mistakes of `nerwin eval` by kind and by properties of the locations, as text. */
import { plainTable } from '../document/table.js';
import type { EntityErrors } from '../evaluation/error-counts.js';
import { groupHeadings, groupRows, kindHeadings, kindRows } from '../run/error-tables.js';

export const errorsText = (errors: EntityErrors): string =>
  [
    '',
    'mistakes by kind:',
    plainTable([...kindHeadings], kindRows(errors)),
    plainTable([...groupHeadings], groupRows(errors)),
  ].join('\n');
