/** @file Writes the report of a run: JSON, Markdown, one page of HTML, and the pictures that they show. */

import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { dataWarnings } from '../dataset/data-warnings.js';
import type { PreparedRun, Split } from '../dataset/prepared-run.js';
import { commandName } from '../document/command-name.js';
import { writeReportFiles } from '../document/document-files.js';
import { shellWord } from '../document/shell-word.js';
import { changedFile, fileSource } from '../model/file-source.js';
import { readEnvironment } from './environment.js';
import { runDocument } from './run-document.js';
import type { RunFolder } from './run-folder.js';
import {
  type EpochReport,
  type NetworkReport,
  type RunReport,
  reportJson,
  type SplitReport,
} from './run-report.js';
import { countsOf } from './run-summary.js';
import type { SplitEvaluation } from './split-evaluation.js';

/** The results of a run. */
export interface RunOutcome {
  readonly epochs: readonly EpochReport[];
  readonly bestEpoch: number;
  readonly members?: readonly NetworkReport[];
  readonly seconds: number;
  readonly dev: SplitEvaluation;
  readonly test: SplitEvaluation | null;
}

/**
 * Writes all files of the report into the run folder, which holds the model. report.json comes last: a run with it is
 * finished, and a sweep leaves it alone.
 */
export function reportRun(folder: RunFolder, prepared: PreparedRun, outcome: RunOutcome): void {
  const report = buildReport(folder, prepared, outcome);
  writeReportFiles(folder.path, 'report', reportJson(report), runDocument(report), 'last');
}

function buildReport(folder: RunFolder, prepared: PreparedRun, outcome: RunOutcome): RunReport {
  const { path } = folder;
  const model = folder.file('model');
  const { config, splits, vectors } = prepared;
  const bytes = bytesOf(model);
  return {
    run: basename(resolve(path)),
    reproduce: [
      `${commandName()} train --config ${shellWord(`${path}/config.yaml`)} --output ${shellWord(`${path}-again`)}`,
      `${commandName()} compare ${shellWord(path)} ${shellWord(`${path}-again`)}`,
    ],
    config,
    splits: splits.map(splitReport),
    warnings: dataWarnings(prepared),
    vectors: {
      file: config.vectors.file,
      sha256: vectors.sha256,
      words: vectors.words.length,
      wordsInFile: vectors.wordsInFile,
      d: vectors.d,
    },
    model: {
      file: model,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    ...outcome,
    environment: readEnvironment(prepared),
  };
}

function bytesOf(path: string): Uint8Array {
  const source = fileSource(path, 'file');
  try {
    const bytes = source.read(0, source.size);
    if (bytes) return bytes;
    throw changedFile(path, 'file');
  } finally {
    source.close();
  }
}

function splitReport({ name, summary, encoding }: Split): SplitReport {
  return {
    split: name,
    files: summary.files.map(({ path, sha256, scheme }) => ({ path, sha256, scheme })),
    ...countsOf(encoding),
    rungs: Object.fromEntries(encoding.rungs),
  };
}
