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

/** A setting that could have been meant. */
interface Candidate {
  readonly path: readonly string[];
  /** Its last key, as {@link plain} gives it. */
  readonly key: string;
}

const candidate = (path: readonly string[]): Candidate => ({ path, key: plain(path.at(-1) ?? '') });

let known: Candidate[] | undefined;

function nearest(section: Path, key: string): string[] {
  known ??= knownPaths().map(candidate);
  // `knownPaths` skips list items; add the keys of this one
  const own = section.some((part) => typeof part === 'number')
    ? keysAt(section).map((name) => candidate([...section.map(String), name]))
    : [];
  const written = plain(key);
  const here = section.join('.');
  const scored = [...known, ...own].map(({ path, key: other }) => {
    const elsewhere = path.slice(0, -1).join('.') === here ? 0 : 0.5;
    return { path, score: unlikeness(written, other) + elsewhere };
  });
  const smallest = minimum(scored.map(({ score }) => score));
  if (smallest > Math.max(2, key.length / 3)) return [];
  return scored
    .filter(({ score }) => score === smallest)
    .slice(0, maxOffered)
    .map(({ path }) => path.join('.'));
}

/** A key without case, hyphens, underscores and spaces. */
const plain = (key: string): string => key.toLowerCase().replace(/[-_\s]/g, '');

/** Edit distance between two plain keys. If one contains the other, the distance is at most 1. */
function unlikeness(a: string, b: string): number {
  const within = Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a));
  return Math.min(distance(a, b), within ? 1 : Number.POSITIVE_INFINITY);
}
