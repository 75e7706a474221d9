/** @file The names of tags that are numbers, as in Hugging Face's `ner_tags`. */

import { dirname, join } from 'node:path';
import { isThere } from '../../is-there.js';
import { isObject, type JsonObject, parseJson } from '../../json.js';
import { readWhole, sizeLimits } from '../../whole-file.js';

/** Features that can hold the tags. */
const tagFeatures = ['ner_tags', 'tags', 'labels'];

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

/** The names among the features of a data set: by name, or as a list of `name` and `type` as its server sends them. */
function featureNames(features: unknown): readonly string[] | undefined {
  const pairs = Array.isArray(features)
    ? features.filter(isObject).map((feature) => [feature.name, feature.type])
    : isObject(features)
      ? Object.entries(features)
      : [];
  for (const wanted of tagFeatures) {
    let feature: unknown = pairs.find(([name]) => name === wanted)?.[1];
    // A ClassLabel, or a sequence of them, which versions write under these keys.
    while (isObject(feature) && feature.names === undefined) feature = feature.feature ?? feature.list;
    const names = isObject(feature) ? listOf(feature.names) : undefined;
    if (names) return names;
  }
  return undefined;
}

/**
 * Returns the names that are described beside a file: in the `dataset_info.json` that `save_to_disk` of `datasets`
 * writes, or in the head of the `README.md` of a repository, whose files can be in a folder below.
 */
export function namesBeside(path: string): readonly string[] | undefined {
  const folder = dirname(path);
  return (
    described(join(folder, 'dataset_info.json'), infoNames) ??
    described(join(folder, 'README.md'), headNames) ??
    described(join(dirname(folder), 'README.md'), headNames)
  );
}

function described(
  path: string,
  names: (text: string) => readonly string[] | undefined,
): readonly string[] | undefined {
  if (!isThere(path, 'corpus')) return undefined;
  try {
    return names(readWhole(path, 'corpus', sizeLimits.table).toString());
  } catch {
    return undefined; // not ours to judge: the error about the numbers says what is missing
  }
}

function infoNames(text: string): readonly string[] | undefined {
  const value: unknown = parseJson(text);
  return isObject(value) ? namesIn(value) : undefined;
}

/** Names in the YAML of a README, as `datasets` writes it: below `- name: ner_tags`, lines such as `'0': O`. */
function headNames(text: string): readonly string[] | undefined {
  const [, head] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? [];
  const features = head?.split(/^ *- name: */m) ?? [];
  for (const wanted of tagFeatures) {
    const feature = features.find((one) => one.split(/\r?\n/, 1)[0].trim() === wanted) ?? '';
    const names: Record<string, string> = {};
    for (const [, number, , name] of feature.matchAll(/^ +'?(\d+)'?: *(['"]?)(.*?)\2 *\r?$/gm))
      names[number] = name;
    const list = listOf(names);
    if (list) return list;
  }
  return undefined;
}
