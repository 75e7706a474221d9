/** @file Label Studio's tasks as records with a text and spans. */

import { isObject, type JsonObject } from '../../json.js';
import { fault, shownKeys } from './json-value.js';

/** True if a record is a task of Label Studio's JSON export. */
export const isTask = (record: JsonObject): boolean =>
  isObject(record.data) &&
  ['annotations', 'completions', 'predictions'].some((key) => Array.isArray(record[key]));

/**
 * Returns the text of a task and the spans of its first annotation that was not cancelled; `spans` is undefined if
 * there is none. Throws if the task has no text, or labels something else than text.
 */
export function taskRecord(
  task: JsonObject,
  place: string,
): { text: string; spans?: JsonObject[]; document?: unknown } {
  const data = task.data as JsonObject;
  const done = [task.annotations, task.completions]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .find(
      (annotation): annotation is JsonObject => isObject(annotation) && annotation.was_cancelled !== true,
    );
  const results = (Array.isArray(done?.result) ? done.result : []).filter(isObject);
  const texts = Object.entries(data).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const text = typeof data.text === 'string' ? data.text : longest(texts.map(([, value]) => value));
  if (text === undefined)
    throw fault(place, `a task of Label Studio without a text; "data" has ${shownKeys(data)}`);
  if (!done) return { text };
  const spans = results.flatMap(({ type, value }) => {
    if (type === 'choices' || type === 'relation' || !isObject(value)) return []; // no spans
    const labels = value.labels ?? value.hypertextlabels;
    if (!Array.isArray(labels)) return [];
    const { start, end } = isObject(value.globalOffsets) ? value.globalOffsets : value;
    return [{ start, end, label: labels[0], text: value.text }];
  });
  return { text, spans };
}

const longest = (texts: readonly string[]): string | undefined =>
  texts.reduce<string | undefined>(
    (best, text) => (text.length > (best?.length ?? -1) ? text : best),
    undefined,
  );
