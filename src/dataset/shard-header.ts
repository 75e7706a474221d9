/** @file The first line of a shard of an evaluation: what it is a part of, and what of its corpus is not in the other lines. */
import type { FileSummary } from '../corpus/corpus.js';
import type { NoticeEntry } from '../corpus/notices.js';
import type { SettingNames } from '../corpus/setting-names.js';
import { isObject, type JsonObject } from '../json.js';

/** Shard `number` (from 1) of `of`. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** What a shard must have in common with the others: the model, and the types that count as locations. */
export interface ShardOrigin {
  readonly model: string; // SHA-256
  readonly locations: readonly string[];
}

/** What the first line of a shard says it is. Shards of an earlier form have another number. */
export const mark = 'evaluation shard 2';

export interface ShardHeader extends ShardOrigin, Shard {
  readonly nerwin: typeof mark;
  readonly files: readonly FileSummary[];
  /** What its files count in the warnings of the whole corpus, and what hints call the settings. */
  readonly notices: readonly NoticeEntry[];
  readonly names: SettingNames;
  readonly sentences: number;
  /** The command that wrote it, without the shard and the output: to run a missing one. */
  readonly command: readonly string[];
}

/** True if an object has all that is read of a header; of one of another version, only what its hint needs. */
export function isHeader(value: JsonObject): value is JsonObject & ShardHeader {
  const { number, of, command, locations, model, sentences, files, notices, names } = value;
  if (![number, of].every(Number.isInteger) || !areTexts(command)) return false;
  if (value.nerwin !== mark) return true;
  return (
    areTexts(locations) &&
    typeof model === 'string' &&
    Number.isInteger(sentences) &&
    areAll(files, isFile) &&
    areAll(notices, isNotice) &&
    isObject(names)
  );
}

const areAll = (list: unknown, holds: (item: JsonObject) => boolean): boolean =>
  Array.isArray(list) && list.every((item) => isObject(item) && holds(item));
const areTexts = (list: unknown): boolean =>
  Array.isArray(list) && list.every((item) => typeof item === 'string');

const isFile = ({ path, sentences, tokens, documents, entities }: JsonObject): boolean =>
  typeof path === 'string' &&
  [sentences, tokens, documents].every(Number.isInteger) &&
  areAll(entities, ({ type, count }) => typeof type === 'string' && Number.isInteger(count));

const isNotice = ({ kind, text, count, places }: JsonObject): boolean =>
  [kind, text].every((item) => typeof item === 'string') && Number.isInteger(count) && areTexts(places);
