/** @file Where the points of a contest come from: a file, a built-in set, or the words of a model. */
import { Random } from '../../random.js';
import type { WordSource } from './lexicon-points.js';
import { drawPoints, type PointSet } from './point-sets.js';
import type { Points } from './points.js';

/** How many points are drawn by default. */
const usualCount = 400;

/** A CSV file with lines `x,y,label`. */
interface FileSource {
  readonly file: string;
  /** The label of the positive class; all other labels form the other class. */
  readonly positive?: string | undefined;
}

/** Words that occur in a model and in corpora. */
type ModelSource = Omit<WordSource, 'count'> & { readonly count?: number | undefined };

/** A built-in set; `circles` by default. */
interface SetSource {
  readonly set?: PointSet | undefined;
  readonly count?: number | undefined;
  /** Standard deviation of the noise; depends on the set by default. */
  readonly noise?: number | undefined;
}

/** Where points come from. */
export type PointSource = FileSource | ModelSource | SetSource;

/** What the caller calls the settings that hints name. */
export interface PointNames {
  readonly positive: string;
  readonly corpus: string;
}

/**
 * Reads or draws points. `seed` decides which, if chance does. Throws a `NerwinError`: 'file' and 'usage' for a file of
 * points, 'model' and 'corpus' for words.
 */
export async function pointsFrom(source: PointSource, seed: number, names: PointNames): Promise<Points> {
  if ('file' in source) {
    const { readPoints } = await import('./point-file.js');
    return readPoints(source.file, source.positive, names.positive);
  }
  const random = Random.seeded(seed, 1);
  if ('model' in source) {
    const { lexiconPoints } = await import('./lexicon-points.js');
    return lexiconPoints({ ...source, count: source.count ?? usualCount }, random, names.corpus);
  }
  const { set = 'circles', count = usualCount, noise } = source;
  return drawPoints(set, count, noise, random);
}
