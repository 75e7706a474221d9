/** @file Draws a comparison: one chart per metric, below each other, with the band of several baselines and the verdict. */

import { type ChartOptions, chart } from '../document/chart.js';
import { chartStyle } from '../document/chart-style.js';
import { markupText } from '../markup.js';
import type { CurveComparison } from './compared.js';
import { metricText } from './failure.js';
import { meanAndSd } from './significance.js';

const [width, height, head] = [720, 400, 54];

/** Returns an SVG document. `verdict` is a sentence for its head. */
export function comparisonChart(
  comparisons: readonly CurveComparison[],
  verdict?: { text: string; passed: boolean },
): string {
  const curves = comparisons.filter(({ at }) => at === 'every');
  const pictures = (curves.length > 0 ? curves : comparisons).map((one) =>
    chart({ ...metricChart(one), height, width }),
  );
  if (verdict === undefined && pictures.length === 1) return pictures[0];
  const top = verdict ? head : 0;
  const size = `viewBox="0 0 ${width} ${top + pictures.length * height}" width="${width}" height="${top + pictures.length * height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="nw" ${size} role="img" aria-label="${markupText(verdict?.text ?? 'comparison')}">`,
    `<style>\n${chartStyle}\n</style>`,
    `<rect class="nw-surface" width="${width}" height="${top + pictures.length * height}" rx="10"/>`,
    ...(verdict
      ? [
          `<text class="nw-ink" x="26" y="34" font-size="17" font-weight="600">${verdict.passed ? '✓' : '✗'} ${markupText(verdict.text)}</text>`,
        ]
      : []),
    ...pictures.map(
      (picture, index) =>
        `<svg y="${top + index * height}" width="${width}" height="${height}">\n${picture.trimEnd()}\n</svg>`,
    ),
    '</svg>\n',
  ].join('\n');
}

/** The curves of a metric in all runs, with the band and the first difference. */
export function metricChart(comparison: CurveComparison): ChartOptions {
  const { names, epochs, first, failures, rule } = comparison;
  const xs = epochs.flatMap(({ epoch }) => epoch ?? []);
  const metric = metricText(comparison);
  return {
    title: `${metric} by epoch`,
    x: { label: 'epoch', whole: xs.every(Number.isInteger) },
    y: { label: metric },
    series: names.map((name, index) => ({
      name,
      points: epochs.flatMap(({ epoch, values }) =>
        epoch === null ? [] : [[epoch, values[index]] as const],
      ),
    })),
    ...(rule.band > 0 ? { band: bandOf(comparison) } : {}),
    ...(first?.epoch != null && names.length > 1
      ? {
          marks: [
            {
              x: first.epoch,
              label: failures.length > 0 ? 'first difference' : 'first difference (allowed)',
            },
          ],
        }
      : {}),
  };
}

/** Mean ± band · sd of the baselines at each epoch. */
function bandOf({ baselines, epochs, rule }: CurveComparison) {
  const points = epochs.flatMap(({ epoch }) => {
    if (epoch === null) return [];
    const values = baselines.flatMap((curve) => curve.values.get(epoch) ?? []).filter(Number.isFinite);
    if (values.length < 2) return [];
    const { mean, sd } = meanAndSd(values);
    return [[epoch, mean - rule.band * sd, mean + rule.band * sd] as const];
  });
  return { name: `mean ± ${rule.band} standard deviations`, points };
}
