/**
 * @file What tags and labels mean that are numbers, as in Hugging Face's `ner_tags` and in old exports of doccano. Their
 * names are in the settings, in a record, or in a file beside the data.
 */

import { dirname, join } from 'node:path';
import { isThere } from '../../is-there.js';
import { isObject, type JsonObject, parseJson } from '../../json.js';
import { readWhole, sizeLimits } from '../../whole-file.js';

/** The names by number. */
export type LabelNames = ReadonlyMap<number, string>;

/** Features of a data set that can hold the tags. */
const tagFeatures = ['ner_tags', 'tags', 'labels'];

/** Keys of a list of names, or of an object from number to name or from name to number. */
const keys = [
  'names',
  'tag_names',
  'label_names',
  'label_list',
  'class_names',
  'id2label',
  'label2id',
  'id2tag',
  'tag2id',
  'label_map',
];

/** Returns the names of a setting: in the order of the numbers from 0, or each as `NUMBER=NAME`. */
export function namesOfSetting(labels: readonly string[]): LabelNames {
  return new Map(
    labels.map((label, k) => {
      const [, number, name] = /^\s*(\d+)\s*=\s*(.+?)\s*$/.exec(label) ?? [];
      return name === undefined ? [k, label] : [Number(number), name];
    }),
  );
}

/** Returns the names in a record; undefined if there are none. */
export function namesIn(record: JsonObject): LabelNames | undefined {
  for (const key of keys) {
    const names = namesOf(record[key]);
    if (names) return names;
  }
  return featureNames(record.features);
}

/** Names as a list, as a list of labels with their `id`, by number, or with their numbers. */
function namesOf(value: unknown): LabelNames | undefined {
  if (Array.isArray(value)) {
    if (value.every(isObject)) return checked(value.map(labelWithId));
    return checked(value.map((name, number) => [number, name]));
  }
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value);
  const isByNumber = entries.every(([key]) => /^\d+$/.test(key));
  return checked(entries.map(([key, other]) => (isByNumber ? [Number(key), other] : [other, key])));
}

/** A label of doccano: its `text`, and its `id` in the data base. */
const labelWithId = (label: JsonObject): [unknown, unknown] => [label.id, label.text ?? label.name];

function checked(pairs: readonly (readonly [number: unknown, name: unknown])[]): LabelNames | undefined {
  const names = new Map<number, string>();
  for (const [number, name] of pairs) {
    if (!Number.isInteger(number) || typeof name !== 'string') return undefined;
    names.set(number as number, name);
  }
  const isMeaningful = [...names.values()].some((name) => !/^LABEL_\d+$/.test(name)); // Hugging Face's names of nothing
  return isMeaningful ? names : undefined;
}

/** The names among the features of a data set: by name, or as a list of `name` and `type` as its server sends them. */
function featureNames(features: unknown): LabelNames | undefined {
  const pairs = Array.isArray(features)
    ? features.filter(isObject).map((feature) => [feature.name, feature.type])
    : isObject(features)
      ? Object.entries(features)
      : [];
  for (const wanted of tagFeatures) {
    let feature: unknown = pairs.find(([name]) => name === wanted)?.[1];
    // A ClassLabel, or a sequence of them, which versions write under these keys, or as a list of one.
    while (feature !== undefined && !(isObject(feature) && feature.names !== undefined))
      feature = Array.isArray(feature)
        ? feature[0]
        : isObject(feature)
          ? (feature.feature ?? feature.list)
          : undefined;
    const names = isObject(feature) ? namesOf(feature.names) : undefined;
    if (names) return names;
  }
  return undefined;
}

/** Files beside the data that name the numbers, and how they are read. */
const files: readonly (readonly [name: string, read: (text: string) => LabelNames | undefined])[] = [
  ['dataset_info.json', describedNames], // `save_to_disk` of Hugging Face's `datasets`
  ['dataset_infos.json', describedNames],
  ['id2label.json', listedNames],
  ['label2id.json', listedNames],
  ['labels.json', listedNames],
  ['label_config.json', listedNames], // doccano
  ['label.json', listedNames],
  ['label_map.json', listedNames],
  ['config.json', describedNames], // of a model
  ['labels.txt', lineNames],
  ['README.md', headNames], // of a repository of Hugging Face
];

/** The names of these files, for messages. */
export const labelFiles = 'dataset_info.json, id2label.json, labels.json or labels.txt';

/** Returns the names that are in a file beside the data, or in the folder above, as repositories have them. */
export function namesBeside(path: string): LabelNames | undefined {
  const folder = dirname(path);
  for (const place of new Set([folder, dirname(folder)]))
    for (const [name, read] of files) {
      const found = described(join(place, name), read);
      if (found) return found;
    }
  return undefined;
}

function described(path: string, read: (text: string) => LabelNames | undefined): LabelNames | undefined {
  if (!isThere(path, 'corpus')) return undefined;
  try {
    return read(readWhole(path, 'corpus', sizeLimits.table).toString());
  } catch {
    return undefined; // not ours to judge: the error about the numbers says what is missing
  }
}

/** The names themselves, in JSON, or under a key. */
function listedNames(text: string): LabelNames | undefined {
  const value: unknown = parseJson(text);
  return isObject(value) ? (namesIn(value) ?? namesOf(value)) : namesOf(value);
}

/** Names in a description of a data set or of a model, or of one of several data sets. */
function describedNames(text: string): LabelNames | undefined {
  const value: unknown = parseJson(text);
  if (!isObject(value)) return undefined;
  const own = namesIn(value);
  if (own) return own;
  for (const config of Object.values(value)) {
    const names = isObject(config) ? namesIn(config) : undefined;
    if (names) return names;
  }
  return undefined;
}

/** One name per line. */
function lineNames(text: string): LabelNames | undefined {
  return namesOf(text.trim().split(/\s*\n\s*/));
}

/** Names in the YAML of a README, as `datasets` writes it: below `- name: ner_tags`, lines such as `'0': O`. */
function headNames(text: string): LabelNames | undefined {
  const [, head] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? [];
  const features = head?.split(/^ *- name: */m) ?? [];
  for (const wanted of tagFeatures) {
    const feature = features.find((one) => one.split(/\r?\n/, 1)[0].trim() === wanted) ?? '';
    const lines = feature.matchAll(/^ +'?(\d+)'?: *(['"]?)(.*?)\2 *\r?$/gm);
    const names = checked(Array.from(lines, ([, number, , name]) => [Number(number), name]));
    if (names) return names;
  }
  return undefined;
}
