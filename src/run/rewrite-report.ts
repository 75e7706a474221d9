/** @file The report that a folder holds, of a run, of a series of runs, or of an evaluation, and how it is written again from its JSON. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { writeReportFiles } from '../document/document-files.js';
import { picturesIn, type Report, type ReportBlock } from '../document/report.js';
import { NerwinError, withPath } from '../error.js';
import type { Intervals } from '../evaluation/resampling.js';
import { isThere } from '../is-there.js';
import type { JsonObject } from '../json.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { currentReport } from './current-report.js';
import { curveBlocks } from './evaluation-pictures.js';
import type { FoldSummary } from './fold-summary.js';
import type { LearningCurve } from './learning-curve.js';
import { readReport } from './read-report.js';
import { repeatSummary } from './repeat.js';
import { runDocument } from './run-document.js';
import type { RunReport } from './run-report.js';
import { foldReport, learningCurveReport, repeatReport } from './series-report.js';
import type { SweepResult } from './sweep.js';
import { sweepReport } from './sweep-report.js';
import type { WrittenResult } from './training-run.js';

/** What `nerwin eval --json` prints for one model and one corpus, as far as it is used here. */
export type EvaluationFile = CorpusEvaluation & { readonly intervals: Intervals };

/** A report with pages. */
export interface WrittenReport {
  readonly kind: 'run' | 'series';
  /** Of its files: NAME.json, NAME.md, NAME.html. */
  readonly name: string;
  /** The contents of NAME.json, with the names of this version. */
  readonly value: unknown;
  readonly document: Report;
}

/** An evaluation; `curves` are its pictures. */
export interface FoundEvaluation {
  readonly kind: 'evaluation';
  readonly value: EvaluationFile;
  readonly curves: readonly ReportBlock[];
}

/** The documents of the series that write a report, by the names of their files. */
const series: Readonly<Record<string, (value: JsonObject) => Report>> = {
  folds: (value) => {
    const { runs, ...summary } = value as unknown as FoldSummary & { runs: WrittenResult[] };
    return foldReport(runs, summary);
  },
  'learning-curve': (value) => learningCurveReport(value as unknown as LearningCurve),
  'sweep-report': (value) => sweepReport(value as unknown as SweepResult),
};

/** Returns the report in a folder. Throws 'file' if there is none, or if it is damaged or of another form. */
export function findReport(folder: string): WrittenReport | FoundEvaluation {
  const own = readReport(folder);
  const path = join(folder, 'report.json');
  if (own && 'entity' in own && 'intervals' in own) {
    const value = own as unknown as EvaluationFile;
    return { kind: 'evaluation', value, curves: whole(path, () => curveBlocks(value, 'the corpus')) };
  }
  if (own && !('version' in own))
    throw new NerwinError(
      'file',
      `${path}: neither the report of a run nor that of one model on one corpus`,
      'name the folder of a run, or print this one with the command that wrote it',
    );
  if (own) {
    const report = currentReport(own, path);
    return { kind: 'run', name: 'report', value: report, document: whole(path, () => runDocument(report)) };
  }
  for (const [name, documentOf] of Object.entries(series)) {
    const value = readReport(folder, `${name}.json`);
    if (!value) continue;
    const document = whole(join(folder, `${name}.json`), () => withoutGaps(documentOf(value)));
    return { kind: 'series', name, value, document };
  }
  return repeated(folder) ?? none(folder);
}

/** Returns the report of runs with different seeds that are finished; undefined if there are none. */
function repeated(folder: string): WrittenReport | undefined {
  if (!isThere(folder)) return undefined;
  const names = withPath('file', folder, () => readdirSync(folder))
    .filter((name) => /^seed-\d+$/.test(name))
    .sort((a, b) => Number(a.slice(5)) - Number(b.slice(5)));
  const runs = names.flatMap((name): RunReport[] => {
    const run = join(folder, name);
    const report = readReport(run);
    return report ? [currentReport(report, join(run, 'report.json'))] : [];
  });
  if (runs.length === 0) return undefined;
  return whole(folder, () => {
    const value = repeatSummary(runs);
    return { kind: 'series', name: 'seeds', value, document: repeatReport(runs, value) };
  });
}

function none(folder: string): never {
  throw new NerwinError(
    'file',
    isThere(folder) ? `${folder}: no finished run: it has no report.json` : `${folder}: no such folder`,
    'name a run folder, or finish the run with nerwin train --resume',
  );
}

/**
 * Returns the document of a series if no number or name in it is missing. A missing number is written as NaN, a missing name as
 * undefined; words of a corpus, which could be the same, are not in these documents.
 */
function withoutGaps(document: Report): Report {
  const waiting: unknown[] = [document];
  while (waiting.length > 0) {
    const value = waiting.pop();
    const gap = typeof value === 'string' ? /(?<![\w/.-])(NaN|undefined)(?![\w/-])/.exec(value) : undefined;
    if (gap) throw new TypeError(gap[0]);
    if (Array.isArray(value) && value.includes(undefined)) throw new TypeError('undefined');
    if (value instanceof Object)
      for (const part of Object.values(value)) if (part !== undefined) waiting.push(part);
  }
  return document;
}

/** Calls `build`. Throws 'file' if parts of the report are missing. */
function whole<T>(path: string, build: () => T): T {
  try {
    return build();
  } catch (error) {
    throw damage(path, error);
  }
}

/** Returns the error for a report that lacks a part, because it is damaged, which is no bug of ours; any other error unchanged. */
export function damage(path: string, error: unknown): unknown {
  if (!(error instanceof TypeError)) return error;
  return new NerwinError(
    'file',
    `${path}: parts of the report are missing (${error.message})`,
    'train the run again with --overwrite, or evaluate again',
    { cause: error },
  );
}

/** Returns the names of the files of a report. */
export const reportNames = ({ name, document }: WrittenReport): string[] => [
  ...['json', 'md', 'html'].map((ending) => `${name}.${ending}`),
  ...picturesIn(document).map(({ file }) => file),
];

/**
 * Writes the report that was found in `folder` into `target`: a copy of its JSON, and the Markdown, the page and the pictures as this
 * version of nerwin draws them. Throws 'file' if parts of the report are missing; then nothing is written.
 */
export function rewriteReport(
  { name, value, document }: WrittenReport,
  folder: string,
  target: string,
): void {
  const path = join(folder, `${name}.json`);
  const json = isThere(path)
    ? readWhole(path, 'file', sizeLimits.table).toString()
    : `${JSON.stringify(value, null, 2)}\n`;
  whole(path, () => writeReportFiles(target, name, json, document));
}
