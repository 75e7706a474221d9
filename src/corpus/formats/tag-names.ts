/** @file The names of tags that are numbers, as in Hugging Face's `ner_tags`. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isObject, type JsonObject, parseJson } from '../../json.js';
import { readWhole, sizeLimits } from '../../whole-file.js';

const keys = ['names', 'tag_names', 'label_names', 'label_list', 'class_names', 'id2label'];

/** Returns the names in a record: a list, or an object from number to name; undefined if there are none. */
export function namesIn(record: JsonObject): readonly string[] | undefined {
  for (const key of keys) {
    const names = listOf(record[key]);
    if (names) return names;
  }
  return featureNames(record.features);
}

function listOf(value: unknown): readonly string[] | undefined {
  const list = isObject(value) ? byNumber(value) : value;
  const isList = Array.isArray(list) && list.length > 0 && list.every((name) => typeof name === 'string');
  return isList ? list : undefined;
}

/** `{"0": "O", "1": "B-LOC"}` as a list. */
function byNumber(names: JsonObject): unknown[] {
  const list: unknown[] = [];
  for (const [number, name] of Object.entries(names)) {
    if (!/^\d{1,4}$/.test(number)) return [];
    list[Number(number)] = name;
  }
  return Array.from(list);
}

/** The names among the features of a data set, as `datasets` describes them. */
function featureNames(features: unknown): readonly string[] | undefined {
  if (!isObject(features)) return undefined;
  const { ner_tags, tags, labels } = features;
  for (const feature of [ner_tags, tags, labels]) {
    if (!isObject(feature)) continue;
    const inner = isObject(feature.feature) ? feature.feature : feature;
    const names = listOf(inner.names);
    if (names) return names;
  }
  return undefined;
}

/** Returns the names in the `dataset_info.json` beside a file, which `save_to_disk` of `datasets` writes. */
export function namesBeside(path: string): readonly string[] | undefined {
  const info = join(dirname(path), 'dataset_info.json');
  if (!existsSync(info)) return undefined;
  try {
    const value: unknown = parseJson(readWhole(info, 'corpus', sizeLimits.table).toString());
    return isObject(value) ? namesIn(value) : undefined;
  } catch {
    return undefined; // not ours to judge: the error about the numbers says what is missing
  }
}
