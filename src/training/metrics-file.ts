/** @file Reads a metrics file, such as `metrics.jsonl` of a run: one JSON object with an `epoch` per line. */
import { NerwinError } from '../error.js';
import { isObject, parseJson } from '../json.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { withCurrentNames } from './metrics.js';

/** A line of a metrics file. */
export interface MetricsLine {
  /** Line number in the file, 1-based. */
  readonly line: number;
  readonly epoch: number;
  /** The whole object, `epoch` included; renamed metrics have their current names. */
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * Returns the lines of a metrics file in their order; empty lines are skipped.
 * @throws {NerwinError} `file`, with `hint`, if the file cannot be read or, with the line number, if a line is not a
 * JSON object with a unique whole `epoch`.
 */
export function readMetricsLines(file: string, hint: string): MetricsLine[] {
  const lines: MetricsLine[] = [];
  const seen = new Map<number, number>();
  for (const [index, content] of readText(file, hint).split('\n').entries()) {
    if (content.trim() === '') continue;
    const line = index + 1;
    const fault = (what: string, cause?: unknown): NerwinError =>
      new NerwinError('file', `${file}:${line}: ${what}`, hint, { cause });
    const record = parse(content, fault);
    const epoch = epochOf(record, fault);
    const earlier = seen.get(epoch);
    if (earlier !== undefined) throw fault(`epoch ${epoch} already appears on line ${earlier}`);
    seen.set(epoch, line);
    lines.push({ line, epoch, record });
  }
  return lines;
}

function readText(file: string, hint: string): string {
  const bytes = readWhole(file, 'file', sizeLimits.table);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new NerwinError('file', `${file}: not UTF-8 text`, hint, { cause: error });
  }
}

type Fault = (what: string, cause?: unknown) => NerwinError;

function parse(content: string, fault: Fault): MetricsLine['record'] {
  let value: unknown;
  try {
    value = parseJson(content);
  } catch (error) {
    throw fault(`not valid JSON: ${(error as Error).message}`, error);
  }
  if (isObject(value)) return withCurrentNames(value);
  throw fault('expected a JSON object');
}

function epochOf({ epoch }: MetricsLine['record'], fault: Fault): number {
  if (typeof epoch === 'number' && Number.isSafeInteger(epoch)) return epoch;
  throw fault(
    epoch === undefined ? "no 'epoch'" : `epoch is ${JSON.stringify(epoch)}, expected a whole number`,
  );
}
