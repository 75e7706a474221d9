/** @file Writes the report of a finished run again, from its report.json. */
import { join } from 'node:path';
import { writeReportFiles } from '../document/document-files.js';
import type { Report } from '../document/report.js';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { currentReport } from './current-report.js';
import { readReport } from './read-report.js';
import { runDocument } from './run-document.js';
import type { RunReport } from './run-report.js';

/**
 * Writes the report of the run in `folder` into `target`: a copy of report.json, and report.md, report.html and the
 * pictures as this version of nerwin draws them. Returns the report. Throws 'file' if the run has no report, or one of another
 * form.
 */
export function rewriteReport(folder: string, target: string): RunReport {
  const path = join(folder, 'report.json');
  const written = readReport(folder);
  if (!written)
    throw new NerwinError(
      'file',
      isThere(folder) ? `${folder}: no finished run: it has no report.json` : `${folder}: no such folder`,
      'name a run folder, or finish the run with nerwin train --resume',
    );
  const report = currentReport(written, path);
  const document = documentOf(report, path);
  const json = readWhole(path, 'file', sizeLimits.table).toString();
  writeReportFiles(target, 'report', json, document);
  return report;
}

/** A report that lacks a part, because it is damaged, is no bug of ours. */
function documentOf(report: RunReport, path: string): Report {
  try {
    return runDocument(report);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new NerwinError(
      'file',
      `${path}: parts of the report are missing (${error.message})`,
      'train the run again with --overwrite',
      { cause: error },
    );
  }
}
