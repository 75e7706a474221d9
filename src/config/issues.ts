/** @file Turns schema violations into messages for users: the setting, what was found, and what was expected. */
import type * as z from 'zod';
import { maxShown } from './config-error.js';
import { expectation, shown } from './describe-setting.js';
import { configSchema } from './schema.js';
import { alternatives, type Path, type Setting, settingsAt } from './schema-tree.js';
import { unknownKey } from './suggestions.js';

/** One problem in a config, not yet located in its file. */
export interface ConfigIssue {
  readonly path: Path;
  readonly message: string;
}

/** Returns every problem in `value`; empty if `configSchema` accepts it. */
export function issuesOf(value: unknown): ConfigIssue[] {
  const { error } = configSchema.safeParse(value);
  if (!error) return [];
  const invalid = error.issues.filter((issue) => !isContradiction(issue));
  if (invalid.length === 0) return error.issues.flatMap((issue) => explain(issue, value));
  const faults = new Map<string, ConfigIssue>();
  for (const fault of invalid.flatMap((issue) => explain(issue, value))) {
    const name = fault.path.join('.');
    if (!faults.has(name)) faults.set(name, fault);
  }
  const found = [...faults.values()];
  return found.length > maxShown ? found : [...found, ...contradictionsBeside(found, value)];
}

/** True if two settings, each valid on its own, contradict each other. */
const isContradiction = (issue: z.core.$ZodIssue): issue is z.core.$ZodIssueCustom =>
  issue.code === 'custom' && issue.params?.other !== undefined;

function explain(issue: z.core.$ZodIssue, value: unknown): ConfigIssue[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'custom') return [{ path, message: issue.message }];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(path, key) }));
  }
  if (issue.code === 'invalid_union') {
    const inside = meant(issue.errors);
    if (inside)
      return inside.flatMap((each) => explain({ ...each, path: [...issue.path, ...each.path] }, value));
  }
  const expected = expectation(settingsAt(path));
  const found = valueAt(value, path);
  const message =
    found === undefined ? `missing, expected ${expected}` : `found ${shown(found)}, expected ${expected}`;
  return [{ path, message }];
}

/**
 * Returns the issues of the alternative that the user meant: the one with issues only in the values inside it
 * or in unknown keys.
 */
const meant = (alternatives: z.core.$ZodIssue[][]): z.core.$ZodIssue[] | undefined =>
  alternatives.find((issues) =>
    issues.every(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'),
  );

/**
 * What the schema says of contradictions makes sense only if every single setting is valid (zod checks them also
 * beside a number that is too small, but not beside a text). To report all faults at once, invalid settings are
 * replaced by valid ones, and the contradictions that do not involve them are added.
 */
function contradictionsBeside(faults: readonly ConfigIssue[], value: unknown): ConfigIssue[] {
  const repaired = faults.reduce<unknown>((config, { path }) => repair(config, path), value);
  const issues = configSchema.safeParse(repaired).error?.issues ?? [];
  const touches = (setting: string) =>
    faults.some(({ path }) => `${setting}.`.startsWith(`${path.join('.')}.`));
  return issues
    .filter(isContradiction)
    .filter(({ path, params }) => !touches(path.join('.')) && !touches(String(params?.other)))
    .flatMap((issue) => explain(issue, value));
}

/** Returns `config` with a valid value at `path`, or without `path` if the setting is unknown. */
function repair(config: unknown, path: Path, depth = 0): unknown {
  if (depth === path.length) return example(settingsAt(path)[0]);
  const key = path[depth];
  if (Array.isArray(config))
    return config.toSpliced(Number(key), 1, repair(config[Number(key)], path, depth + 1));
  const { [key]: below, ...others } = (config ?? {}) as Record<string, unknown>;
  const repaired = repair(below, path, depth + 1);
  return repaired === undefined ? others : { ...others, [key]: repaired };
}

/**
 * Returns a valid value for a setting: its default, or else its minimum or some other valid value. Undefined
 * for an unknown setting.
 */
function example(setting: Setting | undefined): unknown {
  if (!setting || setting.default !== undefined) return setting?.default;
  const { type, minimum, maximum, required = [], properties, const: only } = alternatives(setting)[0];
  if (only !== undefined) return only;
  if (type === 'string') return 'x';
  if (type === 'object') return Object.fromEntries(required.map((key) => [key, example(properties?.[key])]));
  return minimum ?? maximum;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], value);
}
