/** @file Mistakes by kind and by properties of the locations, as rows of tables. */

import { percent } from '../document/number-format.js';
import { heading, paragraph, type ReportBlock, table } from '../document/report.js';
import { type ErrorKind, errorKinds } from '../evaluation/entity-errors.js';
import type { EntityErrors, KindCounts } from '../evaluation/error-counts.js';
import { type GroupProperty, groupNames } from '../evaluation/error-groups.js';
import { grouped } from '../plural.js';

const kindNames: Readonly<Record<ErrorKind, string>> = {
  tooLong: 'border: too long',
  tooShort: 'border: too short',
  shifted: 'border: shifted',
  joined: 'border: neighbors joined',
  split: 'border: split',
  mixed: 'border: several in several',
  wrongType: 'another type',
  spurious: 'no entity',
  missed: 'missed',
};
const borders = ['tooLong', 'tooShort', 'shifted', 'joined', 'split', 'mixed'] as const;

export const kindHeadings = ['kind', 'predicted', 'gold'] as const;

/** Returns a row for each kind that occurs, with the gold types below `another type`, and the sums. */
export function kindRows({ kinds, wrongTypes }: EntityErrors): string[][] {
  const sum = (side: 'predicted' | 'gold'): string =>
    grouped(errorKinds.reduce((all, kind) => all + kinds[kind][side], 0));
  return [
    ...errorKinds.flatMap((kind) => {
      const { predicted, gold } = kinds[kind];
      if (predicted + gold === 0) return [];
      const row = [kindNames[kind], grouped(predicted), grouped(gold)];
      if (kind !== 'wrongType') return [row];
      return [row, ...wrongTypes.map(({ type, predicted: n }) => [`another type: ${type}`, grouped(n), ''])];
    }),
    ['all (FP, FN)', sum('predicted'), sum('gold')],
  ];
}

export const groupHeadings = [
  'locations',
  'gold',
  'precision',
  'recall',
  'F1',
  'border',
  'type',
  'spurious',
  'missed',
] as const;

const propertyNames: Readonly<Record<GroupProperty, string>> = {
  length: 'tokens',
  case: 'case',
  vectors: 'words with a vector',
  place: 'position in the sentence',
  training: 'in training',
};

/** Returns a row for each group of each property. Borders count predicted locations. */
export function groupRows({ groups }: EntityErrors): string[][] {
  return (Object.keys(groupNames) as GroupProperty[]).flatMap((property) =>
    Object.entries(groups[property] ?? {}).map(([group, { tp, fn, precision, recall, f1, kinds }]) => [
      `${propertyNames[property]}: ${group}`,
      grouped(tp + fn),
      ...[precision, recall, f1].map(percent),
      ...[borderSum(kinds), kinds.wrongType.predicted, kinds.spurious.predicted, kinds.missed.gold].map(
        grouped,
      ),
    ]),
  );
}

const borderSum = (kinds: KindCounts): number =>
  borders.reduce((sum, kind) => sum + kinds[kind].predicted, 0);

/** Returns both tables as blocks of a report; nothing for a report without them. */
export function errorBlocks(errors: EntityErrors | undefined, split: string): ReportBlock[] {
  if (!errors) return [];
  const columns = (names: readonly string[]) =>
    names.map((name, k) => [name, k === 0 ? 'left' : 'right'] as const);
  return [
    heading(`Mistakes on ${split} by kind`, 3),
    table(columns(kindHeadings), kindRows(errors)),
    paragraph(
      'The predicted locations of all kinds add up to the false positives, the gold ones to the false negatives. A location of another type overlaps an entity that is no location.',
    ),
    heading(`Locations on ${split} by property`, 3),
    table(columns(groupHeadings), groupRows(errors)),
    paragraph(
      "The columns after F1 count mistakes by kind. First = the first word of the sentence; possessive = before 's or an apostrophe; attributive = as in the Paris office. In training: a location there, only its words, or neither.",
    ),
  ];
}
