/**
 * @file Label Studio's exports as records with a text and spans: tasks (JSON), and flat records (JSON_MIN, CSV), which
 * have a key for each field of the data and for each control of the labeling interface, named freely in its projects.
 * So the text is found by the spans: it is the field in which they cover the words that they say.
 */

import { isObject, type JsonObject } from '../../json.js';
import type { Notices } from '../notices.js';
import { fault, shownKeys } from './json-value.js';
import { type Candidate, type Region, regionsOf, textCandidates } from './label-studio-regions.js';

/** True if a record is a task of Label Studio's JSON export. */
const isTask = (record: JsonObject): boolean =>
  isObject(record.data) &&
  ['annotations', 'completions', 'predictions'].some((key) => Array.isArray(record[key]));

/** Keys that Label Studio adds to flat records. */
const flatKeys = ['annotator', 'annotation_id', 'lead_time'] as const;
const isFlat = (record: JsonObject): boolean => flatKeys.some((key) => record[key] !== undefined);

/** True if a record is from Label Studio. */
export const isLabelStudio = (record: JsonObject): boolean => isTask(record) || isFlat(record);

/** Reads the records of one file. */
export class LabelStudioReader {
  #field: string | undefined; // in which the text of the last record was
  #id: unknown; // of the last flat record

  constructor(readonly notices: Notices) {}

  /**
   * Returns the text and the spans of a record: of the first annotation that was not canceled, or of the one that is
   * marked as ground truth. Returns undefined if there is none. Throws if the record has no text.
   */
  read(record: JsonObject, place: string): JsonObject | undefined {
    return isTask(record) ? this.#task(record, place) : this.#flat(record, place);
  }

  #task(task: JsonObject, place: string): JsonObject | undefined {
    const all = [task.annotations, task.completions]
      .flatMap((list) => (Array.isArray(list) ? list : []))
      .filter((one): one is JsonObject => isObject(one) && one.was_cancelled !== true);
    const done = all.find(({ ground_truth }) => ground_truth === true) ?? all[0];
    if (!done) {
      this.notices.add('notAnnotated', place);
      return undefined;
    }
    if (all.length > 1) this.notices.add('severalAnnotations', place);
    const regions: Region[] = [];
    for (const result of Array.isArray(done.result) ? done.result.filter(isObject) : []) {
      const found = isObject(result.value) ? regionsOf(result.value, place, result.id) : [];
      if (found.length === 0)
        this.notices.add('otherAnnotation', place, typeof result.type === 'string' ? result.type : '');
      for (const region of found) regions.push(region);
    }
    return this.#placed(task.data as JsonObject, regions, place);
  }

  #flat(record: JsonObject, place: string): JsonObject | undefined {
    if (record.id !== undefined && record.id === this.#id) {
      this.notices.add('severalAnnotations', place);
      return undefined;
    }
    this.#id = record.id;
    if (flatKeys.every((key) => record[key] === undefined || record[key] === '')) {
      this.notices.add('notAnnotated', place);
      return undefined;
    }
    const fields: Record<string, unknown> = {};
    const regions: Region[] = [];
    for (const [key, value] of Object.entries(record)) {
      const found = Array.isArray(value)
        ? value.filter(isObject).flatMap((item) => regionsOf(item, place))
        : [];
      if (found.length === 0 && !/^(?:created|updated)_at$/.test(key)) fields[key] = value;
      for (const region of found) regions.push(region);
    }
    return this.#placed(fields, regions, place);
  }

  /** Returns a record with the text that the regions are in. */
  #placed(data: JsonObject, regions: readonly Region[], place: string): JsonObject {
    const candidates = textCandidates(data, regions);
    if (candidates.length === 0)
      throw fault(
        place,
        `a task of Label Studio without a text; "data" has ${shownKeys(data)}`,
        'export a project whose tasks have a text',
      );
    const preferred = [this.#field, 'text'];
    const rank = ({ field, text }: Candidate): number =>
      preferred.includes(field) ? 1e9 - preferred.indexOf(field) : text.length;
    const sorted = candidates.sort((a, b) => b.fitting - a.fitting || rank(b) - rank(a));
    const [{ field, text, offsets, fitting }] = sorted;
    if (regions.length > 0) this.#field = field;
    const said = regions.filter((region) => region.text !== undefined).length;
    if (fitting < said) this.notices.add('otherText', place, '', said - fitting);
    // The controls of a region repeat its labels.
    const key = (region: Region, k: number): string => `${region.id ?? k} ${region.label}`;
    const distinct = new Map(regions.map((region, k) => [key(region, k), region]));
    const spans = [...distinct.values()].map((region) => ({
      ...offsets(region),
      label: region.label,
      text: region.text,
    }));
    return { text, spans };
  }
}
