/** @file JSON values of unknown shape, and messages about them. */

import { NerwinError } from '../../error.js';
import { type JsonObject, parseJson } from '../../json.js';
import { quoted } from '../quote.js';

const form =
  'expected {"tokens": […], "tags": […]}, {"tokens": […], "spans": [{"type", "start", "end"}]}, or {"text": "…", "spans": […]}';

export const fault = (place: string, what: string, hint = form): NerwinError =>
  new NerwinError('corpus', `${place}: ${what}`, hint);

/** Returns a value as messages show it, cut if it is long. */
export const shown = (value: unknown): string =>
  typeof value === 'string'
    ? quoted(value)
    : quoted(JSON.stringify(value)).slice(1, -1).replaceAll('\\"', '"');

export const shownKeys = (record: JsonObject): string =>
  Object.keys(record).length === 0
    ? 'no keys'
    : `the keys ${Object.keys(record).slice(0, 8).map(quoted).join(', ')}`;

/** Parses a line. Throws a {@link NerwinError} if it is not JSON. */
export function parsedJson(text: string, place: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw fault(place, `not valid JSON: ${error instanceof Error ? error.message.slice(0, 100) : ''}`);
  }
}
