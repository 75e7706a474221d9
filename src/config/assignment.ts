/** @file `--set path.to.key=value`: a setting given on the command line. */
import { type Document, visit } from 'yaml';
import { NerwinError } from '../error.js';
import type { Path } from './schema-tree.js';
import { parseYaml, plainValue, withinDepth } from './yaml.js';

/** The deepest setting of a config has four keys. */
const maxKeys = 20;

/** One setting from the command line. */
export interface Assignment {
  /** The text that the user typed, for messages. */
  readonly label: string;
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Parses `path.to.key=value`, the value of `option`. The value is one line of YAML, so numbers, lists and sections work. Text that
 * begins with a character that is special in YAML (`*.conll`) is taken literally.
 *
 * @throws NerwinError 'config' if `written` is not a valid assignment.
 */
export function readAssignment(written: string, option = '--set'): Assignment {
  const label = `${option} ${written.length > 200 ? `${written.slice(0, 200)}…` : written}`;
  const split = written.indexOf('=');
  const keys = written.slice(0, Math.max(split, 0)).trim().split('.');
  if (split < 0 || keys.includes(''))
    throw new NerwinError(
      'config',
      `${label}: expected path.to.key=value`,
      'for example --set training.epochs=20',
    );
  if (keys.length > maxKeys)
    throw new NerwinError(
      'config',
      `${label}: a path of ${keys.length} keys`,
      'a setting has four keys at most',
    );
  const path = keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const text = written.slice(split + 1).trim();
  if (/^[*&!@`%]/.test(text)) return { label, path, value: text };
  const document = parseYaml(text, label, {});
  const [fault] = [...document.errors, ...document.warnings];
  const alias = fault ? undefined : withinDepth(label, () => firstAlias(document));
  if (fault || alias !== undefined) {
    const what = fault?.message ?? `*${alias} without quotes is an alias in YAML, not a name with a wildcard`;
    throw new NerwinError('config', `${label}: ${what}`, quotingHint(keys.join('.'), text));
  }
  return { label, path, value: plainValue(document, label, 0) };
}

/** Returns the name of the first alias; undefined if there is none. */
function firstAlias(document: Document.Parsed): string | undefined {
  let name: string | undefined;
  visit(document, {
    Alias: (_, { source }) => {
      name = source;
      return visit.BREAK;
    },
  });
  return name;
}

/** Text that YAML does not take as it is, where an item or a value begins. */
const special = /(^|[[{,:\s])([*&!@`%][^\s,[\]{}]*)/g;

/** Returns the hint to quote special text in a value; empty if it has none. */
function quotingHint(keys: string, text: string): string {
  if (text.length > 200 || !text.match(special)) return '';
  const quoted = text.replace(special, (_, before: string, word: string) => `${before}"${word}"`);
  return `put it in quotes: --set '${keys}=${quoted}'`;
}

/**
 * Returns a copy of `value` with the assignment applied; `value` itself is not modified.
 *
 * @throws NerwinError 'config' if the path leads through something that is neither a section nor a list, or
 * past the end of a list.
 */
export function assign(value: unknown, { label, path, value: assigned }: Assignment, depth = 0): unknown {
  if (depth === path.length) return assigned;
  const key = path[depth];
  const below = (inside: unknown) => assign(inside, { label, path, value: assigned }, depth + 1);
  const list = typeof key === 'number' ? (value ?? []) : undefined;
  if (typeof key === 'number' && Array.isArray(list)) {
    if (key > list.length)
      throw new NerwinError(
        'config',
        `${label}: ${path.slice(0, depth).join('.')} has only ${list.length} ${list.length === 1 ? 'item' : 'items'}`,
      );
    return list.toSpliced(key, 1, below(list[key]));
  }
  if (value !== undefined && value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    throw new NerwinError(
      'config',
      `${label}: ${path.slice(0, depth).join('.') || 'the config'} is not a section`,
    );
  }
  const section = (value ?? {}) as Record<string, unknown>;
  const inside = Object.hasOwn(section, key) ? section[key] : undefined;
  return Object.fromEntries([
    ...Object.entries(section).filter(([name]) => name !== String(key)),
    [key, below(inside)],
  ]);
}
