/** @file `--set path.to.key=value`: a setting given on the command line. */
import { parseDocument } from 'yaml';
import { NerwinError } from '../error.js';
import type { Path } from './schema-tree.js';

/** One setting from the command line. */
export interface Assignment {
  /** The text that the user typed, for messages. */
  readonly label: string;
  readonly path: Path;
  readonly value: unknown;
}

/**
 * Parses `path.to.key=value`. The value is one line of YAML, so numbers, lists and sections work. Text that
 * begins with a character that is special in YAML (`*.conll`) is taken literally.
 *
 * @throws NerwinError 'config' if `written` is not a valid assignment.
 */
export function readAssignment(written: string): Assignment {
  const label = `--set ${written}`;
  const split = written.indexOf('=');
  const keys = written.slice(0, Math.max(split, 0)).trim().split('.');
  if (split < 0 || keys.includes('')) throw new NerwinError('config', `${label}: expected path.to.key=value`);
  const path = keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  const text = written.slice(split + 1).trim();
  if (/^[*&!@`%]/.test(text)) return { label, path, value: text };
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw new NerwinError('config', `${label}: ${fault.message}`);
  return { label, path, value: document.toJS({ maxAliasCount: 0 }) };
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
        `${label}: ${path.slice(0, depth).join('.')} has only ${list.length} items`,
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
