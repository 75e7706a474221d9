/** @file Entity spans as JSON records spell them, with offsets as written. */

import { isObject, type JsonObject } from '../../json.js';
import { fault, shown } from './json-value.js';

/** A span as a record has it. */
export interface RawSpan {
  readonly type: string;
  /** Offsets, `end` exclusive; in what unit is not known yet. */
  readonly start: number;
  readonly end: number;
  /** Offsets of its first token and after its last one (Prodigy), if given. */
  readonly tokens?: readonly [number, number];
  /** The text that it covers, if given. */
  readonly text?: string;
  /** As written; {@link shownSpan} shows it in messages. */
  readonly source: unknown;
}

/** Returns a span as messages show it. */
export const shownSpan = ({ source }: RawSpan): string => shown(source);

const first = (record: JsonObject, keys: readonly string[]): unknown => {
  for (const key of keys) if (record[key] !== undefined) return record[key];
  return undefined;
};

/**
 * Reads one span: an object, or a list of start, end and label (doccano, spaCy). `nameOf` returns the name of a label that is a
 * number, as old exports of doccano have them.
 */
export function rawSpan(
  value: unknown,
  place: string,
  nameOf: (label: number) => string,
  defaultType = '',
): RawSpan {
  const record = Array.isArray(value) ? ofTriple(value) : value;
  if (!isObject(record)) throw fault(place, `span ${shown(value)} is not an object`);
  const start = first(record, ['start', 'start_offset', 'startOffset', 'begin']);
  const { offset, length } = record; // as BioC and some services count
  const isLength = start === undefined && typeof offset === 'number' && typeof length === 'number';
  const end = isLength ? offset + length : first(record, ['end', 'end_offset', 'endOffset']);
  const label =
    first(record, ['type', 'label', 'labels', 'entity_group', 'entity_type', 'tag', 'entity']) ?? defaultType;
  const one = Array.isArray(label) ? label[0] : label;
  const type = typeof one === 'number' ? nameOf(one) : one;
  if (typeof type !== 'string' || type === '') throw fault(place, `span ${shown(value)} has no "type"`);
  const [from, to] = [record.token_start, record.token_end];
  const hasTokens = typeof from === 'number' && typeof to === 'number';
  const at = isLength ? offset : start;
  const isPlaced = Number.isInteger(at) && Number.isInteger(end);
  if (!isPlaced && !hasTokens)
    throw fault(
      place,
      `span ${shown(value)} does not lie within the text: "start" and "end" are not whole numbers`,
    );
  return {
    type,
    start: isPlaced ? (at as number) : -1,
    end: isPlaced ? (end as number) : -1,
    ...(hasTokens ? { tokens: [from, to + 1] as const } : {}),
    ...(typeof record.text === 'string' ? { text: record.text } : {}),
    source: value,
  };
}

/** `[0, 5, "LOC"]`, also with the label first; `[0, 5, 3]` if it is a number. */
function ofTriple(items: readonly unknown[]): JsonObject | undefined {
  const numbers = items.filter((item) => typeof item === 'number');
  const type = items.find((item) => typeof item === 'string');
  const isNumbered = numbers.length === 3 && items.length === 3;
  return numbers.length === 2 || isNumbered
    ? { start: numbers[0], end: numbers[1], type: type ?? numbers[2] }
    : undefined;
}
