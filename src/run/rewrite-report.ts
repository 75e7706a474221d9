/** @file Writes the report of a finished run again, from its report.json. */
import { join } from 'node:path';
import { writeReportFiles } from '../document/document-files.js';
import { NerwinError } from '../error.js';
import { makeFolder } from '../file.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { readReport } from './read-report.js';
import { runDocument } from './run-document.js';
import { type RunReport, reportVersion } from './run-report.js';

/**
 * Writes the report of the run in `folder` into `target`: a copy of report.json, and report.md, report.html and the
 * pictures as this version of nerwin draws them. Throws 'file' if the run has no report, or one of another form.
 */
export function rewriteReport(folder: string, target: string): void {
  const report = readReport(folder);
  if (!report)
    throw new NerwinError(
      'file',
      `${folder}: no finished run: it has no report.json`,
      'name a run folder, or finish the run with nerwin train --resume',
    );
  if (report.version !== reportVersion)
    throw new NerwinError(
      'file',
      `${join(folder, 'report.json')}: has version ${String(report.version)}, expected ${reportVersion}`,
      'use the version of nerwin that wrote it, or train the run again',
    );
  const json = readWhole(join(folder, 'report.json'), 'file', sizeLimits.table).toString();
  if (target !== folder) makeFolder(target);
  writeReportFiles(target, 'report', json, runDocument(report as unknown as RunReport));
}
