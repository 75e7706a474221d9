/** @file The report of a run that any earlier version of nerwin wrote, in the form of this version. */
import { resolveConfig } from '../config/load.js';
import { NerwinError } from '../error.js';
import { isObject, type JsonObject } from '../json.js';
import { withCurrentNames } from '../training/metrics.js';
import { type RunReport, reportVersion } from './run-report.js';

/**
 * Returns a report with the names and the defaults of this version. What earlier versions did not measure stays missing.
 * `path` is where it was read. Throws 'file' if it has another format, or settings that no longer exist.
 */
export function currentReport(report: JsonObject, path: string): RunReport {
  if (report.version !== reportVersion)
    throw new NerwinError(
      'file',
      `${path}: has version ${String(report.version)}, expected ${reportVersion}`,
      versionHint,
    );
  const { epochs, members, warnings = [] } = report;
  return {
    ...report,
    config: currentConfig(report.config, path),
    warnings,
    epochs: withNames(epochs),
    ...(Array.isArray(members) ? { members: members.map(withNamedEpochs) } : {}),
  } as unknown as RunReport;
}

function currentConfig(written: unknown, path: string): unknown {
  try {
    return resolveConfig(written, '.').config;
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error;
    throw new NerwinError('file', `${path}: ${error.message}`, versionHint, { cause: error });
  }
}

const versionHint = 'use the version of nerwin that wrote it, or train the run again';

const withNames = (epochs: unknown): unknown =>
  Array.isArray(epochs) ? epochs.map((epoch) => (isObject(epoch) ? withCurrentNames(epoch) : epoch)) : epochs;

const withNamedEpochs = (member: unknown): unknown =>
  isObject(member) && member.epochs !== undefined ? { ...member, epochs: withNames(member.epochs) } : member;
