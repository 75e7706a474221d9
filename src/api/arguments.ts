/** @file Checks arguments of the library: a wrong type becomes a `NerwinError` that names the key. */
import { NerwinError } from '../error.js';

/** Says what a value is, for messages: `a number (42)`, `an array`, `undefined`. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Promise) return 'a promise';
  if (value instanceof Uint8Array) return 'bytes';
  switch (typeof value) {
    case 'string':
      return value.length > 40 ? 'a long string' : JSON.stringify(value);
    case 'number':
      return `a number (${value})`;
    case 'object':
      return 'an object';
    case 'boolean':
      return String(value);
    default:
      return `a ${typeof value}`;
  }
}

/** Returns the error for an argument of the wrong kind; `path` names it, for example `options.threshold`. */
export function wrong(path: string, expected: string, value: unknown, hint?: string): NerwinError {
  const await_ = value instanceof Promise ? 'await the promise first' : `pass ${expected} as ${path}`;
  return new NerwinError('usage', `${path}: expected ${expected}, found ${described(value)}`, hint ?? await_);
}

/** Returns the error for two options that cannot be combined; both are named by their paths. */
export const conflict = (one: string, other: string): NerwinError =>
  new NerwinError('usage', `${one}: cannot be combined with ${other}`, 'leave out one of them');

/** What a key of an options object must be. */
export interface Expectation {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
  /** True if the key must not be missing. */
  readonly isRequired?: boolean;
}

const isText: Expectation = { expected: 'a string', holds: (value) => typeof value === 'string' };
const isNumber: Expectation = { expected: 'a finite number', holds: (value) => Number.isFinite(value) };
const isFlag: Expectation = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };
const isSignal: Expectation = {
  expected: 'an AbortSignal',
  holds: (value) => value instanceof AbortSignal,
};
const isFunction: Expectation = { expected: 'a function', holds: (value) => typeof value === 'function' };

const isAnything: Expectation = { expected: 'a value', holds: () => true };

/** What options are usually made of; `isAnything` is checked where it is used. */
export const kinds = { isAnything, isText, isNumber, isFlag, isSignal, isFunction } as const;

/** A whole number from `min` to `max`. */
export const wholeFrom = (min: number, max: number): Expectation => ({
  expected: `a whole number from ${min} to ${max}`,
  holds: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
});

/** A number from `min` to `max`. */
export const numberFrom = (min: number, max: number): Expectation => ({
  expected: `a number from ${min} to ${max}`,
  holds: (value) => Number.isFinite(value) && Number(value) >= min && Number(value) <= max,
});

/** One of these texts. */
export const oneOf = (names: readonly string[]): Expectation => ({
  expected: `one of ${names.join(', ')}`,
  holds: (value) => names.some((name) => name === value),
});

/** The same, but the key must not be missing. */
export const required = (expectation: Expectation): Expectation => ({ ...expectation, isRequired: true });

/** False for a promise, a map or a date: they have no unknown key, but are no options. */
export const isPlainObject = (value: unknown): value is object =>
  Object.prototype.toString.call(value) === '[object Object]';

/**
 * Checks an options object: its keys and their values. Keys that are undefined count as absent.
 */
export function checkOptions(
  path: string,
  options: object,
  expectations: Readonly<Record<string, Expectation>>,
): void {
  if (!isPlainObject(options)) throw wrong(path, 'an object', options);
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(expectations, key)) {
      const known = Object.keys(expectations).join(', ');
      throw new NerwinError('usage', `${path}.${key}: unknown option`, `available: ${known}`);
    }
    const { expected, holds } = expectations[key];
    if (value !== undefined && !holds(value)) throw wrong(`${path}.${key}`, expected, value);
  }
  for (const [key, { expected, isRequired }] of Object.entries(expectations)) {
    const value: unknown = Object.entries(options).find(([name]) => name === key)?.[1];
    if (isRequired && value === undefined) throw wrong(`${path}.${key}`, expected, value);
  }
}
