/** @file Describes in error messages what a setting accepts and what was found instead. */
import type { Setting } from './schema-tree.js';

/** Describes the values that any of `settings` accepts: `a whole number from 1 to 10000`. */
export function expectation(settings: readonly Setting[]): string {
  const words = [...new Set(settings.flatMap(wordsFor))];
  return listed(
    words.map((word, index) =>
      index > 0 && bothWhole(words[index - 1], word) ? word.slice(whole.length) : word,
    ),
    'or',
  );
}

const whole = 'a whole number ';
const bothWhole = (before: string, word: string) => before.startsWith(whole) && word.startsWith(whole);

/** `a, b or c`. */
export function listed(words: readonly string[], conjunction: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

function wordsFor(setting: Setting): string[] {
  if (setting.oneOf) return [`a section with ${choice(setting.oneOf)}`];
  if (setting.anyOf) return setting.anyOf.flatMap(wordsFor);
  if (setting.const !== undefined) return [String(setting.const)];
  if (setting.enum) return setting.enum.map(String);
  switch (setting.type) {
    case 'integer':
      return [`${whole}${range(setting)}`];
    case 'number':
      return [`a number ${range(setting)}`];
    case 'boolean':
      return ['true', 'false'];
    case 'string':
      return ['a string'];
    case 'array':
      return [`a ${setting.minItems ? 'non-empty ' : ''}list of ${plural(setting.items)}`];
    case 'object':
      return [`a section with ${listed(Object.keys(setting.properties ?? {}), 'and')}`];
    default:
      return [String(setting.type)];
  }
}

/**
 * Lists the values of the key that distinguishes the alternatives of a section: `schedule: constant, linear
 * or step`.
 */
function choice(sections: readonly Setting[]): string {
  const constants = sections.flatMap(({ properties }) =>
    Object.entries(properties ?? {}).filter(([, { const: only }]) => only !== undefined),
  );
  return `${constants[0][0]}: ${listed(
    constants.map(([, { const: only }]) => String(only)),
    'or',
  )}`;
}

function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Setting): string {
  const lower = exclusiveMinimum === undefined ? `from ${minimum}` : `above ${exclusiveMinimum} and up`;
  const upper = exclusiveMaximum === undefined ? `to ${maximum}` : `to below ${exclusiveMaximum}`;
  return `${lower} ${upper}`;
}

function plural(items: Setting | undefined): string {
  if (items?.anyOf) return listed(items.anyOf.map(plural), 'or');
  if (items?.type === 'string') return 'strings';
  if (items?.type === 'array') return `lists of ${plural(items.items)}`;
  return `{ ${Object.keys(items?.properties ?? {}).join(', ')} }`;
}

const longest = 60;

/** Formats a value for a message; long values are truncated. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing (null)';
  if (typeof value !== 'object')
    return cut(typeof value === 'string' ? JSON.stringify(value) : String(value));
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : cut(JSON.stringify(value));
  return `a section with ${cut(listed(Object.keys(value), 'and') || 'nothing in it')}`;
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
