/** @file A comparison in Markdown, for a job summary or a comment: verdict first, then tables and charts, long lists folded. */
import { markdownText } from '../document/markdown.js';
import { significant } from '../document/number-format.js';
import { markdownTable } from '../document/table.js';
import type { ComparedMetric, RunComparison } from './comparison.js';
import { metricText } from './failure.js';
import { ruleText } from './gate.js';
import { verdictOf } from './verdict.js';

/** Hosts drop a summary of more than 1 MiB whole. */
const maxBytes = 1_000_000;
const maxCharts = 6;
/** About as many points stay readable in a Mermaid chart. */
const maxPoints = 12;
const maxListed = 10;

/** Returns the Markdown. The charts are Mermaid's, which hosts draw themselves. */
export function comparisonMarkdown(comparison: RunComparison): string {
  const { metrics, failures, differences, warnings } = comparison;
  const parts = [
    `### ${headline(comparison)}`,
    runsLine(comparison),
    ...(metrics.length > 0 ? [metricsTable(metrics)] : []),
    ...listed(
      'Failures',
      failures.map(({ text }) => text),
    ),
    ...tests(metrics),
    ...(differences.length > 0 ? [differencesTable(comparison)] : []),
    ...listed('Warnings', warnings),
    ...charts(metrics),
  ];
  let text = '';
  for (const part of parts) {
    if (Buffer.byteLength(text) + Buffer.byteLength(part) > maxBytes) return `${text}…\n`;
    text += `${part.trimEnd()}\n\n`;
  }
  return text;
}

/** The verdict in one line: `nerwin compare passed: 3 metrics`. */
export function headline({ passed, failures, metrics }: RunComparison): string {
  const count = metrics.length;
  if (passed) return `nerwin compare passed: ${count} ${count === 1 ? 'check' : 'checks'}`;
  return `nerwin compare failed: ${failures.length} ${failures.length === 1 ? 'failure' : 'failures'}`;
}

function runsLine({ baselines, runs }: RunComparison): string {
  const names = (list: readonly string[]) => list.map((name) => markdownText(name)).join(', ');
  return baselines.length === 0
    ? `Run: ${names(runs)}.`
    : `Baseline: ${names(baselines)}. New: ${names(runs)}.`;
}

function metricsTable(metrics: readonly ComparedMetric[]): string {
  const rows = metrics.flatMap((metric) => {
    const { names, epochs, at, largest, gate } = metric;
    const last = epochs.at(-1);
    const hasBaseline = last !== undefined && last.statuses.length < last.values.length;
    const runs = hasBaseline ? names.slice(1) : names;
    return runs.map((_, index) => {
      const [base, value] = [
        hasBaseline ? last.values[0] : null,
        last?.values[hasBaseline ? index + 1 : index] ?? null,
      ];
      const change = base === null || value === null ? null : value - base;
      return [
        markdownText(metricText(metric)) + (runs.length > 1 ? `, ${markdownText(runs[index])}` : ''),
        markdownText(at === 'every' ? 'every epoch (values: last)' : at),
        shown(base),
        shown(value),
        change === null || !Number.isFinite(change)
          ? ''
          : `${change > 0 ? '+' : ''}${significant(change, 3)}`,
        at === 'every' && largest ? `${significant(largest.difference, 3)} (epoch ${largest.epoch})` : '',
        markdownText(ruleText(gate)),
        `**${verdictOf(metric, index) || 'shown'}**`,
      ];
    });
  });
  const header = ['metric', 'at', 'baseline', 'new', 'change', 'largest difference', 'rule', 'verdict'];
  return markdownTable(header, rows, ['left', 'left', 'right', 'right', 'right', 'right', 'left', 'left']);
}

const shown = (value: number | null): string => (value === null ? '–' : significant(value, 6));

function listed(title: string, texts: readonly string[]): string[] {
  if (texts.length === 0) return [];
  const lines = texts.map((text) => `- ${markdownText(text)}\n`);
  const [first, rest] = [lines.slice(0, maxListed), lines.slice(maxListed)];
  const more =
    rest.length > 0
      ? `\n<details><summary>${rest.length} more</summary>\n\n${rest.join('')}\n</details>\n`
      : '';
  return [`**${title}**\n\n${first.join('')}${more}`];
}

const tests = (metrics: readonly ComparedMetric[]): string[] =>
  listed(
    'Tests',
    metrics.flatMap(({ test }) => (test ? [test.text] : [])),
  );

function differencesTable({ differences }: RunComparison): string {
  const rows = differences.map(({ name, baseline, value, run }) =>
    [name, baseline ?? 'not set', value ?? 'not set', run].map(markdownText),
  );
  return `**What differs**\n\n${markdownTable(['what', 'baseline', 'new', 'run'], rows, ['left', 'left', 'left', 'left'])}`;
}

/** Yields a chart for each metric with a curve, with a sentence that names its lines: Mermaid's charts have no legend. */
function* charts(metrics: readonly ComparedMetric[]): Generator<string> {
  let count = 0;
  for (const metric of metrics) {
    const { names, epochs, at } = metric;
    const drawn = epochs.filter(({ values }) =>
      values.every((value) => value !== null && Number.isFinite(value)),
    );
    if (at !== 'every' || drawn.length < 2 || count++ >= maxCharts) continue;
    const points = sampled(drawn);
    const lines = names.map((name, index) => ({
      name,
      values: points.map(({ values }) => Number(values[index])),
    }));
    const isSame = lines
      .slice(1)
      .every(({ values }) => values.every((value, k) => value === lines[0].values[k]));
    const drawnLines = isSame ? lines.slice(0, 1) : lines;
    const names_ = lines.map(({ name }) => markdownText(name));
    const left = epochs.length - drawn.length;
    const rest =
      left === 0
        ? ''
        : ` ${left === 1 ? 'One epoch' : `${left} epochs`}, in which a run has no finite value, ${left === 1 ? 'is' : 'are'} left out.`;
    const sentence = isSame
      ? `${markdownText(metricText(metric))} by epoch: ${names_.join(' and ')} coincide.${rest}`
      : `${markdownText(metricText(metric))} by epoch; the lines in the order of their colors: ${names_.join(', ')}.${rest}`;
    const axis = `    x-axis "epoch" [${points.map(({ epoch }) => epoch).join(', ')}]`;
    const chart = ['```mermaid', 'xychart-beta', axis, `    y-axis "${mermaidText(metricText(metric))}"`];
    yield [
      sentence,
      '',
      ...chart,
      ...drawnLines.map(({ values }) => `    line [${values.map((value) => plain(value)).join(', ')}]`),
      '```',
    ].join('\n');
  }
}

/** At most {@link maxPoints} points, the first and the last among them. */
function sampled<T>(points: readonly T[]): T[] {
  if (points.length <= maxPoints) return [...points];
  return Array.from(
    { length: maxPoints },
    (_, k) => points[Math.round((k * (points.length - 1)) / (maxPoints - 1))],
  );
}

/** Mermaid reads decimals, but no exponents. */
const plain = (value: number): string => {
  const text = significant(value, 6);
  return text.includes('e') ? value.toFixed(12) : text;
};

const mermaidText = (text: string): string => text.replace(/["\n\r`]/g, ' ');
