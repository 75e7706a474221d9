/**
 * @file Which mistake each wrong location is. Predicted and gold locations that overlap, directly or through
 * others, form a group; a mistake is named by its group:
 *
 * | kind | predicted | gold | what |
 * |---|---|---|---|
 * | `tooLong`, `tooShort` | 1 | 1 | the one contains the other |
 * | `shifted` | 1 | 1 | they overlap, and neither contains the other |
 * | `joined` | 1 | 2 or more | neighbors that were marked as one |
 * | `split` | 2 or more | 1 | one that was marked as several |
 * | `mixed` | 2 or more | 2 or more | any other overlap |
 * | `wrongType` | 1 | 0 | it overlaps an entity of another type |
 * | `spurious` | 1 | 0 | it overlaps no entity |
 * | `missed` | 0 | 1 | nothing was predicted there |
 */

/** Kinds of mistakes. */
export const errorKinds = [
  'tooLong',
  'tooShort',
  'shifted',
  'joined',
  'split',
  'mixed',
  'wrongType',
  'spurious',
  'missed',
] as const;

export type ErrorKind = (typeof errorKinds)[number];

/** A location as positions; `end` is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** An entity of a type that is no location. */
export interface OtherEntity extends Stretch {
  readonly type: string;
}

/** A predicted or gold location and what it is. A correct one is listed once, as predicted. */
export interface JudgedLocation extends Stretch {
  readonly side: 'predicted' | 'gold';
  readonly outcome: 'correct' | ErrorKind;
  /** For `wrongType`: the entity that it overlaps most, the first of several. */
  readonly other?: OtherEntity;
}

/**
 * Judges every predicted and gold location. Each list is in order and does not overlap itself.
 */
export function judgeLocations(
  gold: readonly Stretch[],
  predicted: readonly Stretch[],
  others: readonly OtherEntity[],
): JudgedLocation[] {
  const judged: JudgedLocation[] = [];
  let [g, p] = [0, 0];
  while (g < gold.length || p < predicted.length) {
    const [firstGold, firstPredicted] = [g, p];
    if (isSame(gold[g], predicted[p])) {
      judged.push(judgedAs('predicted', 'correct', predicted[p]));
      g++;
      p++;
      continue;
    }
    let reach = Math.min(gold[g]?.start ?? Infinity, predicted[p]?.start ?? Infinity) + 1;
    for (let grows = true; grows; ) {
      grows = false;
      for (; g < gold.length && gold[g].start < reach; g++) {
        reach = Math.max(reach, gold[g].end);
        grows = true;
      }
      for (; p < predicted.length && predicted[p].start < reach; p++) {
        reach = Math.max(reach, predicted[p].end);
        grows = true;
      }
    }
    for (const one of judgeGroup(gold.slice(firstGold, g), predicted.slice(firstPredicted, p), others))
      judged.push(one);
  }
  return judged;
}

const isSame = (truth: Stretch | undefined, found: Stretch | undefined): boolean =>
  truth !== undefined && truth.start === found?.start && truth.end === found.end;

/** Judges a group of mistakes. */
function judgeGroup(
  gold: readonly Stretch[],
  predicted: readonly Stretch[],
  others: readonly OtherEntity[],
): JudgedLocation[] {
  const [truth, found] = [gold[0], predicted[0]];
  if (!found) return gold.map((one) => judgedAs('gold', 'missed', one));
  if (!truth) {
    const other = largestOverlap(found, others);
    const { start, end } = found;
    return other
      ? [{ side: 'predicted', outcome: 'wrongType', start, end, other }]
      : [judgedAs('predicted', 'spurious', found)];
  }
  const kind = borderKind(gold, predicted);
  return [
    ...predicted.map((one) => judgedAs('predicted', kind, one)),
    ...gold.map((one) => judgedAs('gold', kind, one)),
  ];
}

const judgedAs = (
  side: JudgedLocation['side'],
  outcome: JudgedLocation['outcome'],
  { start, end }: Stretch,
): JudgedLocation => ({ side, outcome, start, end });

function borderKind(gold: readonly Stretch[], predicted: readonly Stretch[]): ErrorKind {
  if (gold.length > 1) return predicted.length > 1 ? 'mixed' : 'joined';
  if (predicted.length > 1) return 'split';
  const [[truth], [found]] = [gold, predicted];
  if (found.start <= truth.start && found.end >= truth.end) return 'tooLong';
  return found.start >= truth.start && found.end <= truth.end ? 'tooShort' : 'shifted';
}

/** Returns the entity that a location overlaps most, the first of several; `others` are in order and do not overlap. */
export function largestOverlap(
  { start, end }: Stretch,
  others: readonly OtherEntity[],
): OtherEntity | undefined {
  let [from, to] = [0, others.length]; // bisection: the first that ends after `start`
  while (from < to) {
    const middle = (from + to) >> 1;
    if (others[middle].end <= start) from = middle + 1;
    else to = middle;
  }
  let best: OtherEntity | undefined;
  let most = 0;
  for (let k = from; k < others.length && others[k].start < end; k++) {
    const tokens = Math.min(end, others[k].end) - Math.max(start, others[k].start);
    if (tokens <= most) continue;
    [best, most] = [others[k], tokens];
  }
  return best;
}
