/** @file Reads a gates file: YAML or JSON, checked as a whole, with the line of each gate. */
import type * as z from 'zod';
import { configError } from './config-error.js';
import { readConfigFile } from './config-file.js';
import { gatesSchema, type WrittenGate } from './gates-schema.js';

export interface GatesFile {
  readonly gates: readonly (WrittenGate & { readonly line: number })[];
  readonly directions: Readonly<Record<string, 'lower' | 'higher'>>;
  readonly ignore: readonly string[];
}

/**
 * Reads a gates file.
 * @throws {NerwinError} `config` with every problem, each with its line.
 */
export function readGatesFile(path: string): GatesFile {
  const source = readConfigFile(path);
  const { value } = source;
  const isList = Array.isArray(value);
  const result = gatesSchema.safeParse(value);
  if (!result.success) {
    const issues = result.error.issues.flatMap((issue) => inner(issue, isList));
    const messages = issues.map(({ path: at, message }) => {
      const keys = at.map((key) => (typeof key === 'number' ? key : String(key)));
      const line = source.lineOf(keys);
      return `${path}${line === undefined ? '' : `:${line}`}: ${keys.length > 0 ? `${keys.join('.')}: ` : ''}${message}`;
    });
    throw configError(
      [...new Set(messages)],
      '`nerwin config schema --gates` lists everything that a gate can have',
    );
  }
  const { data } = result;
  const { gates, directions = {}, ignore = [] } = Array.isArray(data) ? { gates: data } : data;
  const prefix = isList ? [] : ['gates'];
  return {
    gates: gates.map((gate, index) => ({ ...gate, line: source.lineOf([...prefix, index]) ?? 1 })),
    directions,
    ignore,
  };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Returns the issues of the alternative that was meant: a list, or a map with the key `gates`. */
function inner(issue: z.core.$ZodIssue, isList: boolean, above: readonly PropertyKey[] = []): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const meant = path.length === 0 ? issue.errors[isList ? 0 : 1] : undefined;
    if (meant) return meant.flatMap((one) => inner(one, isList, path));
    return [{ path, message: 'expected a number, or percent such as 0.5 %' }];
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown key' }));
  if (issue.code === 'too_small' && issue.origin === 'array')
    return [{ path, message: 'no gates, expected at least one' }];
  return [{ path, message: issue.message.charAt(0).toLowerCase() + issue.message.slice(1) }];
}
