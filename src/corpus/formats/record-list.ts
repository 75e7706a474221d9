/**
 * @file JSON values that hold a list of records: under `data` (as `load_dataset` reads with `field`), or under `rows`, as
 * the server of Hugging Face's data sets sends them, or under `examples`, `utterances`, `annotations` beside `classes`, or
 * `rasa_nlu_data`; and data sets by column, as `to_dict` writes them.
 */

import { isObject, type JsonObject } from '../../json.js';
import { formRecords } from './record-forms.js';

/** Returns the records in a value; undefined if it is a record itself. */
export function recordsIn(value: JsonObject): unknown[] | undefined {
  const rasa = isObject(value.rasa_nlu_data) ? value.rasa_nlu_data.common_examples : undefined;
  const { classes, annotations } = value; // of an annotator for spaCy; null where nobody annotated
  const pairs =
    Array.isArray(classes) && Array.isArray(annotations)
      ? annotations.filter((one) => one !== null)
      : undefined;
  const list =
    value.data ??
    value.rows ??
    value.examples ??
    value.utterances ??
    recordList(value.sentences) ??
    recordList(value.documents) ??
    pairs ??
    rasa;
  const isRecord = value.text !== undefined || value.tokens !== undefined || value.words !== undefined;
  if (Array.isArray(list) && !isRecord)
    return list.flatMap((item) => formsIn(isObject(item) && isObject(item.row) ? item.row : item));
  return formRecords(value) ?? byColumn(value);
}

/** Returns a list of records with words or texts; undefined for any other value. */
function recordList(value: unknown): unknown[] | undefined {
  const isRecord = (item: unknown) =>
    isObject(item) &&
    (typeof item.text === 'string' ||
      (Array.isArray(item.tokens) && item.tokens.every((token) => typeof token === 'string')));
  return Array.isArray(value) && value.length > 0 && value.every(isRecord) ? value : undefined;
}

const formsIn = (item: unknown): unknown[] => (isObject(item) ? formRecords(item) : undefined) ?? [item];

/** Returns the rows of `{"tokens": [[…], […]], "ner_tags": [[…], […]]}`; the columns can also be objects by number. */
function byColumn(value: JsonObject): JsonObject[] | undefined {
  const columns = Object.entries(value).map(([key, column]) => [key, listOf(column)] as const);
  const tokens = columns.find(([key]) => key === 'tokens' || key === 'words')?.[1];
  if (!tokens || tokens.length === 0 || !tokens.every(Array.isArray)) return undefined;
  const whole = columns.filter(([, column]) => column?.length === tokens.length);
  return tokens.map((_, row) => Object.fromEntries(whole.map(([key, column]) => [key, column?.[row]])));
}

function listOf(column: unknown): unknown[] | undefined {
  if (Array.isArray(column)) return column;
  if (isObject(column) && Object.keys(column).every((key) => /^\d+$/.test(key))) return Object.values(column);
  return undefined;
}
