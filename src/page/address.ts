/**
 * @file The state of the page in its address: `#tab=train&set=circles&hidden=8`. A link replays what it shows;
 * the back button works. Settings at their default are left out.
 *
 * Browsers limit how often a page may write its address (Safari to 100 times in 10 seconds) and how long it can be, and
 * writing it takes as long as drawing a key stroke. So the settings are kept here, and the address follows when nothing has
 * changed for a moment. A setting that is too long for a link stays on the page, but is left out of the address.
 */
import { useEffect, useState } from 'preact/hooks';

const pause = 200; // milliseconds without a change before the address is written
export const longestSetting = 16_000; // characters as they are in the address

const read = (): URLSearchParams => new URLSearchParams(location.hash.slice(1));

let settings = read();
let known = location.hash; // as it was last read or written here
let links = 0; // opened since the page was loaded
const listeners = new Set<() => void>();
addEventListener('hashchange', () => {
  settings = read();
  known = location.hash;
  links++;
  for (const listener of listeners) listener();
});

let timer: ReturnType<typeof setTimeout> | undefined;

/** The settings that fit into an address. */
function hashOf(): string {
  const short = [...settings].filter(([, value]) => encodeURIComponent(value).length <= longestSetting);
  return `#${new URLSearchParams(short)}`;
}

function writeAddress(push: boolean): void {
  clearTimeout(timer);
  timer = undefined;
  const hash = hashOf();
  if (hash === location.hash || location.hash !== known) return; // the same, or a link was opened, whose event comes next
  try {
    if (push) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
    known = location.hash;
  } catch {
    // The browser refuses for now: the page works without, and the next change tries again.
  }
}

/** Changes a setting; undefined removes it. `push` makes a step of the history. */
export function writeSetting(name: string, value: string | undefined, push = false): void {
  if ((settings.get(name) ?? undefined) === value) return;
  if (push && timer !== undefined) writeAddress(false); // what changed before belongs to the step before
  if (value === undefined) settings.delete(name);
  else settings.set(name, value);
  clearTimeout(timer);
  if (push) writeAddress(true);
  else timer = setTimeout(() => writeAddress(false), pause);
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

/** Renders a component again when a setting changes. */
function useChanges(): void {
  const [, refresh] = useState(0);
  useEffect(() => {
    const listener = () => refresh((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
}

/** The number of links opened since the page was loaded. As the key of a component, it makes each link start it anew. */
export function useLinks(): number {
  useChanges();
  return links;
}

/**
 * A setting of the address as state of a component. What cannot be read is the default, as if it were not there.
 */
export function useSetting<T>(
  name: string,
  kind: Kind<T>,
  standard: T,
  push = false,
): [T, (value: T) => void] {
  useChanges();
  const written = settings.get(name);
  const value = (written === null ? undefined : kind.parse(written)) ?? standard;
  const set = (next: T) =>
    writeSetting(name, kind.print(next) === kind.print(standard) ? undefined : kind.print(next), push);
  return [value, set];
}
