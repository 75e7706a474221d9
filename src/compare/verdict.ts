/** @file The verdict of a comparison in a word, for tables, annotations and test reports. */
import type { CurveComparison, Failure } from './compared.js';
import type { Status } from './point.js';

/** From the worst to the best: a run is what its worst epoch is. */
const order: readonly Status[] = [
  'not finite',
  'missing',
  'missing in the baseline',
  'worse',
  'different',
  'not finite in the baseline',
  'better',
  'close',
];

/** Returns how a new run, counted from 0, stands to the baseline: `equal`, `within tolerance`, `worse`, `worse, allowed` … */
export function verdictOf({ epochs, failures, names }: CurveComparison, run: number): string {
  const own = failures.filter(({ run: name }) => names.slice(1)[run] === name || name === names[run]);
  const bound = own.find(({ kind }) => kind === 'bound' || kind === 'significant');
  const statuses = epochs.flatMap((epoch) => epoch.statuses[run] ?? []);
  if (bound && own.every(({ kind }) => kind === bound.kind))
    return bound.kind === 'bound' ? 'out of bounds' : 'significant';
  const status = order.find((one) => statuses.includes(one));
  if (status === undefined) return statuses.length === 0 ? '' : 'equal';
  if (status === 'close') return 'within tolerance';
  return own.length > 0 || status === 'better' ? status : `${status}, allowed`;
}

/** Puts the failures of one check, run and kind together. They follow each other by epoch; another check of the same metric begins anew. */
export function failureGroups(failures: readonly Failure[]): Failure[][] {
  const groups: Failure[][] = [];
  for (const failure of failures) {
    const isSame = (group: readonly Failure[]): boolean => {
      const last = group[group.length - 1];
      const keys = ['metric', 'network', 'run', 'kind'] as const;
      return (
        keys.every((key) => last[key] === failure[key]) &&
        failure.epoch !== null &&
        failure.epoch > (last.epoch ?? Number.POSITIVE_INFINITY)
      );
    };
    const group = groups.findLast(isSame);
    if (group) group.push(failure);
    else groups.push([failure]);
  }
  return groups;
}

/** The failure with the largest difference; else the first one; and how many there are. */
export function groupText(group: readonly Failure[]): string {
  if (group.length === 1) return group[0].text;
  const size = ({ difference }: Failure): number => Math.abs(difference ?? 0);
  const worst = group.reduce((most, one) => (size(one) > size(most) ? one : most));
  return `${worst.text}; ${group.length} epochs fail, from epoch ${group[0].epoch} on`;
}

/** A short title for a failure. */
export function failureTitle({ kind, metric, network }: Failure): string {
  const what = metric === null ? 'the runs' : network === null ? metric : `${metric} of network ${network}`;
  const words: Partial<Record<Failure['kind'], string>> = {
    bound: 'out of bounds',
    significant: 'significantly worse',
    'no metric': 'missing',
    'no network': 'other number of networks',
    'other experiment': 'other experiment',
    missing: 'missing epoch',
    'missing in the baseline': 'epoch missing in the baseline',
    'not finite': 'not a finite number',
    'not finite in the baseline': 'baseline not a finite number',
  };
  return `${what}: ${words[kind] ?? kind}`;
}
