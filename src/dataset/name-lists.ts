/** @file Reads the lists of names that a config mentions. `shipped` is the list of places that comes with nerwin. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { LoadedConfig } from '../config/load.js';
import { namesFile } from '../config/paths.js';
import { linesOfText } from '../corpus/lines.js';
import { NamePool } from '../corpus/name-pool.js';
import type { Swap } from '../corpus/swapping.js';
import { NerwinError } from '../error.js';
import { Gazetteer, namesOf } from '../features/gazetteer.js';
import { textKind } from '../file-kind.js';
import type { FileHash } from '../model/model.js';
import { readWhole, sizeLimits } from '../whole-file.js';

/**
 * Returns the gazetteers `known` and those of a config with other names. Throws 'config' if a list can't be read, or if no list has a
 * class of `decision.divide`.
 */
export function gazetteersOf({ config, directory }: LoadedConfig, known: readonly Gazetteer[]): Gazetteer[] {
  const own = config.features.gazetteers
    .filter(({ name }) => known.every((other) => other.name !== name))
    .map(({ file, name }) => Gazetteer.from(name, linesOf(directory, file)));
  const all = [...known, ...own];
  const classes = all.flatMap(({ types }) => types);
  const missing = config.decision.divide.levels.flat().filter((type) => !classes.includes(type));
  if (missing.length === 0) return all;
  throw new NerwinError(
    'config',
    `decision.divide.levels: no list in features.gazetteers has the class ${missing.join(', ')}`,
    classes.length > 0
      ? `the classes are ${[...new Set(classes)].join(', ')}`
      : 'set features.gazetteers: [{ file: shipped }] for the list of places that comes with nerwin',
  );
}

/** Returns how the names of training sentences are swapped; undefined if they are not. */
export function swapOf({ config, directory }: LoadedConfig): Swap | undefined {
  const { lists, kinds, ...shares } = config.training.swap;
  if (shares.share === 0 && shares.persons === 0 && shares.organizations === 0) return undefined;
  const names = new NamePool(
    lists.flatMap((file) => [...namesOf(linesOf(directory, file))]),
    kinds,
  );
  const missing = kinds.filter((kind) => !names.classes.includes(kind));
  if (missing.length > 0 || names.classes.length === 0) {
    const all = new NamePool(lists.flatMap((file) => [...namesOf(linesOf(directory, file))])).classes;
    throw new NerwinError(
      'config',
      missing.length > 0
        ? `training.swap.kinds: no name of class ${missing.join(', ')} in ${lists.join(', ')}`
        : `training.swap.lists: no names in ${lists.join(', ')}`,
      all.length > 0 ? `the classes are ${all.join(', ')}` : 'give a file with one name per line',
    );
  }
  return { ...shares, names, locations: new Set(config.locations) };
}

/** Returns the lists from which names for swapping are drawn, if there are any. */
export function swapListsOf(loaded: LoadedConfig): FileHash[] {
  if (!swapOf(loaded)) return [];
  return loaded.config.training.swap.lists.map((file) => {
    const text = textOf(loaded.directory, file);
    return { name: basename(file), sha256: createHash('sha256').update(text).digest('hex') };
  });
}

/** Returns the text of a list. Throws 'config' if it is not UTF-8, as then no name with an accent would be found. */
function textOf(directory: string, file: string): string {
  const path = namesFile(directory, file);
  const bytes = readWhole(path, 'config', sizeLimits.table);
  const kind = textKind(bytes, isUtf8(bytes));
  if (kind) throw new NerwinError('config', `${path}: is ${kind.name}`, kind.hint);
  if (!isUtf8(bytes))
    throw new NerwinError(
      'config',
      `${path}: is not UTF-8 text`,
      'convert it, for instance with `iconv -f LATIN1 -t UTF-8 FILE > FILE.txt`; a compressed list must be decompressed',
    );
  return bytes.toString();
}

const linesOf = (directory: string, file: string): readonly string[] => linesOfText(textOf(directory, file));
