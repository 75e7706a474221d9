/**
 * @file Decides which entities are locations. The entity types that count are a setting, and are compared
 * exactly.
 */

import { NerwinError } from '../error.js';
import type { CorpusSummary } from './corpus.js';
import type { Sentence, Span } from './sentence.js';
import { assigned, type SettingNames } from './setting-names.js';

/** Common names of location types in corpora, in lowercase and with hyphens instead of underscores. */
const spellings: ReadonlySet<string> = new Set([
  'loc',
  'location',
  'gpe',
  'geo',
  'geo-loc',
  'fac',
  'facility',
  'place',
  'country',
  'city',
  'state',
  'region',
  'lieu',
  'ort',
  'lugar',
]);

/** True if the name of a type is a common one for locations: LOC, GPE, place … */
export const isLocationType = (type: string): boolean => spellings.has(normal(type));

/** Returns the spans of `sentence` whose type is among `types`. */
export const locationSpans = (sentence: Pick<Sentence, 'spans'>, types: readonly string[]): Span[] =>
  sentence.spans.filter((span) => types.includes(span.type));

/** Returns the number of entities of the corpus whose type is among `types`. */
export const locationCount = (summary: Pick<CorpusSummary, 'entities'>, types: readonly string[]): number =>
  summary.entities.reduce((sum, { type, count }) => sum + (types.includes(type) ? count : 0), 0);

/**
 * Throws a {@link NerwinError} if the corpus has no entity of any of `types`. The message lists the types
 * that do occur; the hint suggests those that look like locations. `names` says where the user
 * can change `types`; without a name they come from a model.
 */
export function requireLocations(
  { files, entities }: Pick<CorpusSummary, 'files' | 'entities'>,
  types: readonly string[],
  names: SettingNames = {},
): void {
  if (locationCount({ entities }, types) > 0) return;
  const place = files.length === 1 ? files[0].path : `${files[0].path} and ${files.length - 1} more`;
  if (entities.length === 0) {
    throw new NerwinError(
      'corpus',
      `${place}: no entities: every tag is O`,
      'check that the corpus is labeled',
    );
  }
  const max = 20;
  const listed = entities.slice(0, max).map(({ type, count }) => `${type} (${count})`);
  const offered = entities.map(({ type }) => type).filter(isLocationType);
  const values = offered.length > 0 ? offered : ['TYPE', '…'];
  throw new NerwinError(
    'corpus',
    `${place}: no entity of type ${types.join(', ')}; the types in the corpus are ${listed.join(', ')}` +
      (entities.length > max ? ` and ${entities.length - max} more` : ''),
    hintFor(names, values),
  );
}

function hintFor({ locations }: SettingNames, values: readonly string[]): string {
  if (locations === undefined) return 'use a corpus with entities of the types that the model finds';
  return assigned(locations, values);
}

const normal = (type: string): string => type.toLowerCase().replaceAll('_', '-');
