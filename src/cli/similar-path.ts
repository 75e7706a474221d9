/** @file Suggests an existing path for one that does not exist. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf, type NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { guessOf } from './guess.js';

/** Returns the path that was probably meant by the one that an error did not find; undefined if none is similar. */
export function similarPath({ cause }: NerwinError): string | undefined {
  if (codeOf(cause) !== 'ENOENT' || !(cause instanceof Error && 'path' in cause)) return undefined;
  const path = String(cause.path);
  let lacking = path; // the shortest part of the path that does not exist
  try {
    while (dirname(lacking) !== lacking && !isThere(dirname(lacking))) lacking = dirname(lacking);
    const wanted = basename(lacking);
    if (wanted.length < 3) return undefined; // every short name is similar to every other one
    const near = guessOf(wanted, readdirSync(dirname(lacking)));
    if (near === undefined) return undefined;
    const found = join(dirname(lacking), near);
    const whole = join(found, relative(lacking, path));
    return isThere(whole) ? whole : found;
  } catch {
    return undefined; // a folder that cannot be listed
  }
}
