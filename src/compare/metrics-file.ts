/**
 * @file Reads the metrics of a run, or of any file with one JSON object with an `epoch` per line, so that
 * metrics of other trainers can be compared too.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NerwinError, withPath } from '../error.js';
import { readMetricsLines } from '../training/metrics-file.js';

/** The numbers of an epoch by their dotted path, such as `dev.entity.f1`. */
export interface EpochValues {
  /** Line number in the file, 1-based. */
  readonly line: number;
  readonly epoch: number;
  /** Null if the file has null (how JSON writes NaN and infinity) or a number too large for a double. */
  readonly values: ReadonlyMap<string, number | null>;
}

export interface MetricsFile {
  /** A run folder or a file, as the user named it. */
  readonly name: string;
  readonly file: string;
  /** Ordered by epoch. */
  readonly lines: readonly EpochValues[];
}

/**
 * Returns the metrics of a run folder or of a file, ordered by epoch.
 * @throws {NerwinError} `file` if the file has no epochs, or like {@link readMetricsLines}.
 */
export function readMetricsFile(name: string): MetricsFile {
  const isFolder = withPath('file', name, () => statSync(name)).isDirectory();
  const file = isFolder ? join(name, 'metrics.jsonl') : name;
  if (isFolder && !existsSync(file))
    throw new NerwinError(
      'file',
      `${file}: no such file`,
      'give a run folder written by nerwin train, or a metrics file',
    );
  const lines = readMetricsLines(file, 'each line of a metrics file must be a JSON object with an epoch').map(
    ({ line, epoch, record: { epoch: _epoch, ...rest } }): EpochValues => ({
      line,
      epoch,
      values: new Map(numbersOf(rest, '')),
    }),
  );
  if (lines.length === 0)
    throw new NerwinError(
      'file',
      `${file}: no epochs in it`,
      'was the run stopped before its first epoch ended?',
    );
  return { name, file, lines: lines.sort((a, b) => a.epoch - b.epoch) };
}

/**
 * Yields the numbers and nulls of nested objects with their dotted paths, in file order; other values are
 * ignored.
 */
function* numbersOf(
  object: Readonly<Record<string, unknown>>,
  prefix: string,
): Generator<[string, number | null]> {
  for (const [key, value] of Object.entries(object)) {
    if (typeof value === 'number') yield [prefix + key, Number.isFinite(value) ? value : null];
    else if (value === null) yield [prefix + key, null];
    else if (typeof value === 'object' && !Array.isArray(value))
      yield* numbersOf(value as Record<string, unknown>, `${prefix}${key}.`);
  }
}
