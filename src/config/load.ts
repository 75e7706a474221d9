/**
 * @file Loads a config: combines the file with the command line into one resolved config, or
 * reports every problem at once.
 */
import { dirname, resolve } from 'node:path';
import { NerwinError } from '../error.js';
import { type Assignment, assign, readAssignment } from './assignment.js';
import { configError } from './config-error.js';
import { type ConfigFile, readConfigFile } from './config-file.js';
import { type ConfigIssue, issuesOf } from './issues.js';
import { configSchema } from './schema.js';
import type { Path } from './schema-tree.js';
import type { Config } from './settings.js';

/** A resolved config and where it came from. */
export interface LoadedConfig {
  /** Every setting, with defaults filled in; paths as they were written. */
  readonly config: Config;
  /** The file it came from, as given. */
  readonly path: string;
  /** Absolute folder of that file; the paths in it are relative to this folder (see `paths.ts`). */
  readonly directory: string;
}

/** Command-line settings that override the file. */
export interface Overrides {
  /** Assignments `path.to.key=value`, the last one wins. */
  readonly set?: readonly string[];
  /** Replaces `seed`, whatever `set` says. */
  readonly seed?: number | undefined;
}

/**
 * Reads, overrides, checks and resolves a config.
 *
 * @throws NerwinError 'config' with one line per problem: `FILE:LINE: path.to.key: found …, expected …`, or
 * `--set path.to.key=value: …` if it came from the command line.
 */
export function loadConfig(path: string, { set = [], seed }: Overrides = {}): LoadedConfig {
  const source = readConfigFile(path);
  const unreadable: NerwinError[] = [];
  const assignments: Assignment[] = [];
  let value = source.value;
  for (const written of set) {
    try {
      const assignment = readAssignment(written);
      value = assign(value, assignment);
      assignments.push(assignment);
    } catch (error) {
      if (!(error instanceof NerwinError)) throw error;
      unreadable.push(error);
    }
  }
  if (seed !== undefined) {
    const assignment = { label: `--seed ${seed}`, path: ['seed'], value: seed };
    value = assign(value, assignment);
    assignments.push(assignment);
  }
  const faults = issuesOf(value);
  if (faults.length === 0 && unreadable.length === 0) {
    return { config: configSchema.parse(value), path, directory: dirname(resolve(path)) };
  }
  const messages = [
    ...placed(faults, path, source, assignments),
    ...unreadable.map(({ message }) => message),
  ];
  const hint = unreadable.find((error) => error.hint !== '')?.hint;
  throw configError(messages, hint ?? '`nerwin config schema` lists every setting with its range');
}

/**
 * Checks and resolves a config that is given as a value; its paths are relative to `directory`.
 *
 * @throws NerwinError 'config' with one line per problem: `config.path.to.key: found …, expected …`.
 */
export function resolveConfig(value: unknown, directory: string): LoadedConfig {
  const faults = issuesOf(value);
  if (faults.length === 0) return { config: configSchema.parse(value), path: 'config', directory };
  throw configError(
    faults.map(({ path, message }) => `${['config', ...path].join('.')}: ${message}`),
    '`nerwin config schema` lists every setting with its range',
  );
}

/**
 * Returns the messages with their locations: those in the file by line number, then those from the command
 * line.
 */
function placed(
  faults: readonly ConfigIssue[],
  file: string,
  source: ConfigFile,
  assignments: readonly Assignment[],
): string[] {
  return faults
    .map(({ path, message }) => {
      const assignment = assignments.findLast((one) => comesFrom(one, path, source));
      if (assignment) {
        const same = assignment.path.join('.') === path.join('.');
        const text = `${assignment.label}: ${same ? '' : `${path.join('.')}: `}${message}`;
        return { line: Number.POSITIVE_INFINITY, text };
      }
      const line = source.lineOf(path);
      const name = path.length > 0 ? `${path.join('.')}: ` : '';
      return { line: line ?? 0, text: `${file}${line === undefined ? '' : `:${line}`}: ${name}${message}` };
    })
    .sort((a, b) => (a.line === b.line ? 0 : a.line - b.line))
    .map(({ text }) => text);
}

/**
 * True if an assignment caused the problem at `path`: the problem is at or below the assigned path, or above
 * it and the file has no value there.
 */
function comesFrom(assignment: Assignment, path: Path, source: ConfigFile): boolean {
  const [assigned, faulty] = [assignment.path.join('.'), path.join('.')];
  if (`${faulty}.`.startsWith(`${assigned}.`)) return true;
  return `${assigned}.`.startsWith(`${faulty}.`) && !source.has(path);
}
