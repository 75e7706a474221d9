/** @file A comparison of several runs as a document: verdict, checks, curves, what differs. */
import { chartPicture } from '../document/chart-picture.js';
import { significant } from '../document/number-format.js';
import { heading, paragraph, type Report, type ReportBlock, table } from '../document/report.js';
import type { ComparedMetric, RunComparison } from './comparison.js';
import { metricChart } from './comparison-chart.js';
import { headline } from './comparison-markdown.js';
import { metricText } from './failure.js';
import { ruleText } from './gate.js';
import { leanFacts } from './golden.js';
import type { RunSource } from './source.js';
import { failureGroups, failureTitle, groupText, verdictOf } from './verdict.js';

/** More failures are counted only. */
const maxListed = 50;

/** More runs are named, but their settings are not listed side by side. */
const maxRuns = 6;

/** Returns the document; `command` compares the same runs again, and `sources` are the runs, with the baselines first. */
export function comparisonDocument(
  comparison: RunComparison,
  command: string,
  sources: readonly RunSource[] = [],
): Report {
  const { baselines, runs, metrics, failures, differences, warnings, passed } = comparison;
  const all = [...baselines, ...runs];
  return {
    title: `Comparison of ${all.length} ${all.length === 1 ? 'run' : 'runs'}`,
    blocks: [
      paragraph(
        baselines.length === 0 ? 'Runs: ' : 'Baseline: ',
        ...listed(baselines.length === 0 ? runs : baselines),
        ...(baselines.length === 0 ? [] : ['. New: ', ...listed(runs)]),
        '.',
      ),
      {
        kind: 'figures',
        figures: [
          { label: 'verdict', value: passed ? '✓ passed' : '✗ failed' },
          { label: 'checks', value: String(metrics.length) },
          { label: 'failures', value: String(failures.length) },
          { label: 'settings and files that differ', value: String(differences.length) },
        ],
      },
      paragraph(`${headline(comparison)}.`),
      ...warnings.map((warning) => paragraph(`Warning: ${warning}.`)),
      ...(metrics.length === 0 ? [] : [heading('Checks'), checkTable(metrics)]),
      ...metrics.flatMap(({ test }) => (test ? [paragraph(test.text)] : [])),
      ...curveBlocks(metrics),
      ...(failures.length === 0 ? [] : [heading('Failures'), failureTable(comparison)]),
      heading('What differs'),
      differences.length === 0
        ? paragraph('Config, corpora, vectors and versions are the same, as far as the runs say.')
        : table(
            [
              ['what', 'left'],
              ['baseline', 'left'],
              ['new', 'left'],
              ['run', 'left'],
            ],
            differences.map(({ name, baseline, value, run }) => [
              { code: name },
              baseline ?? 'not set',
              value ?? 'not set',
              run,
            ]),
          ),
      ...madeOfBlocks(sources),
      heading('Compare again'),
      { kind: 'commands', lines: [command] },
    ],
  };
}

/** Settings that are not the defaults, hashes and versions of each run, as far as they are known. */
function madeOfBlocks(sources: readonly RunSource[]): ReportBlock[] {
  const known = sources.flatMap(({ name, facts, networks, isUnfinished }) =>
    facts ? [{ name, facts, networks: networks.length, isUnfinished, lean: leanFacts(facts) }] : [],
  );
  if (known.length === 0) return [];
  const shown = known.slice(0, maxRuns);
  const names = [...new Set(shown.flatMap(({ lean }) => [...lean.keys()])), 'versions.node'];
  const rows = names.map((name) => [
    { code: name },
    ...shown.map(({ facts }) => facts.get(name) ?? 'not set'),
  ]);
  return [
    heading('What the runs are made of'),
    paragraph(
      'Settings that are not the defaults in one of the runs, the first digits of the SHA-256 of corpora and vectors, and versions.',
      ...(known.length > maxRuns ? [` The first ${maxRuns} of ${known.length} runs.`] : []),
    ),
    table(
      [['what', 'left'], ...shown.map(({ name }) => [name, 'left'] as const)],
      [
        ...rows,
        ['networks', ...shown.map(({ networks }) => String(networks))],
        ['finished', ...shown.map(({ isUnfinished }) => (isUnfinished ? 'no' : 'yes'))],
      ],
    ),
  ];
}

const listed = (names: readonly string[]) =>
  names.flatMap((name, k) => [...(k > 0 ? [', '] : []), { code: name }]);

/** One row per check, run and kind of failure, with the largest of its failures. */
function failureTable({ failures }: RunComparison): ReportBlock {
  const groups = failureGroups(failures);
  const more = groups.length - maxListed;
  return table(
    [
      ['what', 'left'],
      ['run', 'left'],
      ['failure', 'left'],
    ],
    [
      ...groups
        .slice(0, maxListed)
        .map((group) => [{ strong: failureTitle(group[0]) }, group[0].run, groupText(group)]),
      ...(more > 0 ? [[`and ${more} more`, '', '']] : []),
    ],
  );
}

const shown = (value: number | null | undefined): string => (value == null ? '–' : significant(value, 6));

/** One row per metric and run, with the values at the moment, or in the last epoch. */
function checkTable(metrics: readonly ComparedMetric[]): ReportBlock {
  const rows = metrics.flatMap((metric) => {
    const { names, epochs, at, largest, gate } = metric;
    const last = epochs.at(-1);
    const hasBaseline = last !== undefined && last.statuses.length < last.values.length;
    const own = hasBaseline ? names.slice(1) : names;
    return own.map((name, index) => {
      const base = hasBaseline ? last.values[0] : null;
      const value = last?.values[hasBaseline ? index + 1 : index] ?? null;
      const change = base === null || value === null ? Number.NaN : value - base;
      return [
        metricText(metric),
        name,
        at === 'every' ? 'every epoch; values: last' : at,
        shown(base),
        shown(value),
        Number.isFinite(change) ? `${change > 0 ? '+' : ''}${significant(change, 3)}` : '',
        at === 'every' && largest ? `${significant(largest.difference, 3)} in epoch ${largest.epoch}` : '',
        ruleText(gate),
        {
          strong: marked(
            verdictOf(metric, index),
            metric.failures.some(({ run }) => run === name),
          ),
        },
      ];
    });
  });
  return table(
    [
      ['metric', 'left'],
      ['run', 'left'],
      ['at', 'left'],
      ['baseline', 'right'],
      ['new', 'right'],
      ['change', 'right'],
      ['largest difference', 'left'],
      ['rule', 'left'],
      ['verdict', 'left'],
    ],
    rows,
  );
}

const marked = (verdict: string, fails: boolean): string =>
  verdict === '' ? 'shown' : `${fails ? '✗' : '✓'}\u00a0${verdict}`;

function curveBlocks(metrics: readonly ComparedMetric[]): ReportBlock[] {
  const curves = metrics.filter(({ at, epochs }) => at === 'every' && epochs.length > 1);
  if (curves.length === 0) return [];
  return [
    heading('Curves'),
    ...curves.map((metric, k) =>
      chartPicture(`curve-${k + 1}.svg`, `${metricText(metric)} of all runs by epoch`, metricChart(metric)),
    ),
  ];
}
