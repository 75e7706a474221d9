/** @file Label Studio's tasks as records with a text and spans. */

import { isObject, type JsonObject } from '../../json.js';
import { fault, shownKeys } from './json-value.js';

/** True if a record is a task of Label Studio's JSON export. */
export const isTask = (record: JsonObject): boolean =>
  isObject(record.data) &&
  ['annotations', 'completions', 'predictions'].some((key) => Array.isArray(record[key]));

/** Returns the annotations of a task that were not cancelled. */
export const annotationsOf = (task: JsonObject): JsonObject[] =>
  [task.annotations, task.completions]
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter(
      (annotation): annotation is JsonObject => isObject(annotation) && annotation.was_cancelled !== true,
    );

/**
 * Returns the text of a task and the spans of its first annotation that was not cancelled, or of the one that is
 * marked as ground truth; `spans` is undefined if there is none. Throws if the task has no text, or labels something
 * else than text.
 */
export function taskRecord(
  task: JsonObject,
  place: string,
): { text: string; spans?: JsonObject[]; document?: unknown } {
  const data = task.data as JsonObject;
  const all = annotationsOf(task);
  const done = all.find(({ ground_truth }) => ground_truth === true) ?? all[0];
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
    return labels.map((label) => ({ start, end, label, text: value.text }));
  });
  return { text, spans };
}

const longest = (texts: readonly string[]): string | undefined =>
  texts.reduce<string | undefined>(
    (best, text) => (text.length > (best?.length ?? -1) ? text : best),
    undefined,
  );
