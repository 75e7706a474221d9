/**
 * @file Reads `metrics.jsonl`. Any file with one JSON object per line works if each has an `epoch`, so that
 * metrics of other trainers can be compared too.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, NerwinError, withPath } from '../error.js';

/** A line of metrics: numbers by their dotted path, such as `dev.entity.f1`. */
export interface MetricsLine {
  /** Line number in the file, 1-based. */
  readonly line: number;
  readonly epoch: number;
  /** Null where the file has null (how JSON writes NaN and infinity) or a number too large for a double. */
  readonly values: ReadonlyMap<string, number | null>;
}

export interface MetricsFile {
  /** As the user named it, a run's folder or a file. */
  readonly name: string;
  readonly file: string;
  /** Ordered by epoch. */
  readonly lines: readonly MetricsLine[];
}

/**
 * Returns the metrics of a run folder or of a file, ordered by epoch. Empty lines are skipped.
 * @throws {NerwinError} `file` if the file cannot be read or has no epochs, or, with the line number, if a
 * line is not a JSON object with a unique whole `epoch`.
 */
export function readMetricsFile(name: string): MetricsFile {
  const file = withPath('file', name, () => statSync(name)).isDirectory()
    ? join(name, 'metrics.jsonl')
    : name;
  const hint = file === name ? '' : 'give a run folder written by nerwin train, or a metrics file';
  const text = withPath('file', file, () => read(file, hint));
  const lines: MetricsLine[] = [];
  const seen = new Map<number, number>();
  for (const [index, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue;
    const line = metricsLine(content, file, index + 1);
    const earlier = seen.get(line.epoch);
    if (earlier !== undefined)
      throw malformed(file, line.line, `epoch ${line.epoch} already appears on line ${earlier}`);
    seen.set(line.epoch, line.line);
    lines.push(line);
  }
  if (lines.length === 0)
    throw new NerwinError(
      'file',
      `${file}: no epochs in it`,
      'was the run stopped before its first epoch ended?',
    );
  return { name, file, lines: lines.sort((a, b) => a.epoch - b.epoch) };
}

function read(file: string, hint: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError)
      throw new NerwinError('file', `${file}: not UTF-8 text`, 'expected JSON Lines', { cause: error });
    throw codeOf(error) === 'ENOENT' && hint !== ''
      ? new NerwinError('file', `${file}: no such file`, hint, { cause: error })
      : error;
  }
}

function metricsLine(content: string, file: string, line: number): MetricsLine {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw malformed(file, line, `not valid JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw malformed(file, line, 'expected a JSON object');
  const { epoch, ...rest } = value;
  if (typeof epoch !== 'number' || !Number.isSafeInteger(epoch)) {
    throw malformed(
      file,
      line,
      epoch === undefined ? "no 'epoch'" : `epoch is ${JSON.stringify(epoch)}, expected a whole number`,
    );
  }
  return { line, epoch, values: new Map(numbersOf(rest, '')) };
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
    else if (isObject(value)) yield* numbersOf(value, `${prefix}${key}.`);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const malformed = (file: string, line: number, what: string): NerwinError =>
  new NerwinError(
    'file',
    `${file}:${line}: ${what}`,
    'each line of a metrics file must be a JSON object with an epoch',
  );
