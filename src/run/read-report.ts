/** @file Reads the report of a finished run. */
import { join } from 'node:path';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { isObject, type JsonObject, parseJson } from '../json.js';
import { readWhole, sizeLimits } from '../whole-file.js';

/** Returns report.json of a run folder, or another report; undefined if it is not there yet. Throws 'file' if it is damaged. */
export function readReport(folder: string, name = 'report.json'): JsonObject | undefined {
  const path = join(folder, name);
  if (!isThere(path)) return undefined;
  const report = parsed(readWhole(path, 'file', sizeLimits.table).toString());
  if (isObject(report)) return report;
  throw new NerwinError('file', `${path}: not the report of a run`, 'train the run again with --overwrite');
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Returns a number of a report by its path, such as `dev.entity.f1`; undefined if it has none. */
export function numberAt(report: JsonObject, path: string): number | undefined {
  let value: unknown = report;
  for (const key of path.split('.'))
    value =
      (isObject(value) || Array.isArray(value)) && Object.hasOwn(value, key)
        ? (value as JsonObject)[key]
        : undefined;
  return typeof value === 'number' ? value : undefined;
}
