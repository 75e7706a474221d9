/** @file Suggestions for unknown keys. */

import { distance } from 'fastest-levenshtein';
import { minimum } from '../extremes.js';
import { listed } from './describe-setting.js';
import { keysAt, knownPaths, type Path, settingsAt } from './schema-tree.js';

const maxOffered = 3;

/**
 * Returns the message for an unknown key. It names the schedule that the key belongs to, the nested form of a
 * dotted key, the most similar known keys, or all keys of the section.
 */
export function unknownKey(section: Path, key: string): string {
  const other = schedulesWith(section, key);
  if (other.length > 0) return `only allowed with schedule ${listed(other, 'or')}`;
  const dotted = key.split('.');
  if (dotted.length > 1 && settingsAt(dotted).length > 0) {
    return `unknown key; use nested sections instead of a dot: { ${dotted.join(': { ')}: … ${'} '.repeat(dotted.length).trim()}`;
  }
  const guesses = nearest(section, key);
  if (guesses.length > 0) return `unknown key, did you mean ${listed(guesses, 'or')}?`;
  return `unknown key, expected ${listed(keysAt(section), 'or')}`;
}

/** Returns the schedules whose sections have the key. */
function schedulesWith(section: Path, key: string): string[] {
  return settingsAt(section)
    .flatMap(({ oneOf }) => oneOf ?? [])
    .flatMap(({ properties }) =>
      properties && Object.hasOwn(properties, key) ? [String(properties.schedule.const)] : [],
    );
}

let known: string[][] | undefined;

function nearest(section: Path, key: string): string[] {
  known ??= knownPaths();
  // `knownPaths` skips list items; add the keys of this one
  const own = section.some((part) => typeof part === 'number')
    ? keysAt(section).map((name) => [...section.map(String), name])
    : [];
  const candidates = [...known, ...own].map((path) => {
    const elsewhere = path.slice(0, -1).join('.') === section.join('.') ? 0 : 0.5;
    return { path: path.join('.'), score: unlikeness(key, path[path.length - 1]) + elsewhere };
  });
  const smallest = minimum(candidates.map(({ score }) => score));
  if (smallest > Math.max(2, key.length / 3)) return [];
  return candidates
    .filter(({ score }) => score === smallest)
    .slice(0, maxOffered)
    .map(({ path }) => path);
}

/**
 * Edit distance between two keys, ignoring case, hyphens, underscores and spaces. If one contains the other,
 * the distance is at most 1.
 */
function unlikeness(written: string, known: string): number {
  const [a, b] = [written, known].map((key) => key.toLowerCase().replace(/[-_\s]/g, ''));
  const within = Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a));
  return Math.min(distance(a, b), within ? 1 : Number.POSITIVE_INFINITY);
}
