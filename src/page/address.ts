/**
 * @file The state of the page in its address: `#tab=train&set=circles&hidden=8`. A link replays what it shows;
 * the back button works. Settings at their default are left out.
 */
import { useEffect, useState } from 'preact/hooks';

const listeners = new Set<() => void>();
addEventListener('hashchange', () => {
  for (const listener of listeners) listener();
});

const read = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

/** Writes a setting into the address; undefined removes it. `push` makes a step of the history. */
export function writeSetting(name: string, value: string | undefined, push = false): void {
  const settings = read();
  if (value === undefined) settings.delete(name);
  else settings.set(name, value);
  const hash = `#${settings}`;
  if (hash === location.hash) return;
  if (push) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  for (const listener of listeners) listener();
}

/** A setting of one kind: how it reads from text, and when the text is not one. */
export interface Kind<T> {
  readonly parse: (text: string) => T | undefined;
  readonly print: (value: T) => string;
}

export const text: Kind<string> = { parse: (value) => value, print: (value) => value };

/** A number of `min` … `max`. */
export const numberIn = (min: number, max: number): Kind<number> => ({
  parse: (value) => {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    return number >= min && number <= max ? number : undefined;
  },
  print: String,
});

export const wholeIn = (min: number, max: number): Kind<number> => ({
  parse: (value) => {
    const number = numberIn(min, max).parse(value);
    return number !== undefined && Number.isInteger(number) ? number : undefined;
  },
  print: String,
});

/** One of `names`. */
export const oneOf = <T extends string>(names: readonly T[]): Kind<T> => ({
  parse: (value) => names.find((name) => name === value),
  print: (value) => value,
});

/**
 * A setting of the address as state of a component. What cannot be read is the default, as if it were not there.
 */
export function useSetting<T>(
  name: string,
  kind: Kind<T>,
  standard: T,
  push = false,
): [T, (value: T) => void] {
  const [, refresh] = useState(0);
  useEffect(() => {
    const listener = () => refresh((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  const written = read().get(name);
  const value = (written === null ? undefined : kind.parse(written)) ?? standard;
  const set = (next: T) =>
    writeSetting(name, kind.print(next) === kind.print(standard) ? undefined : kind.print(next), push);
  return [value, set];
}
