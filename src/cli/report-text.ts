/** @file What `nerwin report` prints for people: the report of a run or series, or of an evaluation, with its curves. */

import { join } from 'node:path';
import { blocksText, reportText } from '../document/report-text.js';
import { shellWord } from '../document/shell-word.js';
import { damage, type FoundEvaluation, type WrittenReport } from '../run/rewrite-report.js';
import { wholeEvaluationText } from './eval-text.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

/** Prints a report; `page` is the path of its page, if it was written. */
export async function printReport(
  found: WrittenReport | FoundEvaluation,
  folder: string,
  page: string | undefined,
  io: Terminal,
): Promise<void> {
  const { bold, cyan } = io.color;
  const options = { columns: io.outColumns, strong: bold };
  const text =
    found.kind === 'evaluation'
      ? await evaluationText(found, folder, io)
      : reportText(found.document, options);
  await print(`${text}${page === undefined ? '' : `\n${bold('page')}  ${cyan(shellWord(page))}\n`}`, io);
}

/** What `eval` prints, and the curves. */
async function evaluationText(
  { value, curves }: FoundEvaluation,
  folder: string,
  io: Terminal,
): Promise<string> {
  try {
    const options = { columns: io.outColumns, strong: io.color.bold };
    return [await wholeEvaluationText(value, value, [], io), ...blocksText(curves, options)].join('\n');
  } catch (error) {
    throw damage(join(folder, 'report.json'), error);
  }
}
