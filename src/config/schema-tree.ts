/** @file The schema as a tree: finds the setting at a path, and lists all paths. */
import * as z from 'zod';
import { configSchema } from './schema.js';

/** A node of the JSON Schema, as far as configs use it. */
export interface Setting {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minItems?: number;
  readonly items?: Setting;
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Setting[];
  readonly oneOf?: readonly Setting[];
}

/** Keys and indices from the top of a config down to a value. */
export type Path = readonly (string | number)[];

/** Returns the JSON Schema (draft 2020-12) of a config as a user writes it. */
export function jsonSchema(): Setting {
  const schema = z.toJSONSchema(configSchema, { io: 'input' });
  const title = 'nerwin config';
  return { $schema: schema.$schema, title, ...schema } as Setting;
}

let root: Setting | undefined;

/**
 * Returns the settings that `path` can refer to: one, none if it is unknown, or several below a choice of
 * sections.
 */
export function settingsAt(path: Path): Setting[] {
  root ??= jsonSchema();
  let settings = [root];
  for (const key of path) {
    const sections = settings.flatMap(alternatives);
    settings = sections.flatMap(({ items, properties }) => {
      const below = typeof key === 'number' ? items : ownProperty(properties, key);
      return below ? [below] : [];
    });
  }
  return settings;
}

/** Returns the alternatives of a setting that is a choice, otherwise the setting itself. */
export function alternatives(setting: Setting): readonly Setting[] {
  return setting.oneOf ?? setting.anyOf ?? [setting];
}

/** Returns the keys of the sections at `path`, in the order of the schema. */
export function keysAt(path: Path): string[] {
  const keys = settingsAt(path)
    .flatMap(alternatives)
    .flatMap(({ properties }) => Object.keys(properties ?? {}));
  return [...new Set(keys)];
}

/** Returns every path that a config can have, including sections but not list items. */
export function knownPaths(below: readonly string[] = []): string[][] {
  return keysAt(below).flatMap((key) => {
    const path = [...below, key];
    return [path, ...knownPaths(path)];
  });
}

function ownProperty<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
