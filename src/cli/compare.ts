/** @file `nerwin compare`: checks whether the curves of several runs are equal, and where they first differ. */
import { Command, Option } from 'commander';
import { comparisonTable } from '../compare/comparison-table.js';
import { curvesOf } from '../compare/curve.js';
import {
  type CurveComparison,
  compareCurves,
  comparisonJson,
  type Tolerance,
} from '../compare/curve-comparison.js';
import { readMetricsFile } from '../compare/metrics-file.js';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { currentName } from '../training/metrics.js';
import { commaSeparated } from './lists.js';
import { numberFrom } from './numbers.js';
import { rejectOverwrite } from './output-guard.js';
import type { Terminal } from './terminal.js';

interface Options {
  readonly metric: readonly string[];
  readonly rtol: number;
  readonly atol: number;
  readonly all?: true;
  readonly svg?: string;
  readonly json?: true;
}

export const compareCommand = (io: Terminal): Command =>
  new Command('compare')
    .description('compare the loss curves of runs, epoch by epoch; exit code 4 if they differ')
    .argument('<runs...>', 'two or more run folders or metrics files; each is compared with the first')
    .addOption(
      new Option('--metric <names>', 'metrics to compare, separated by commas, for example dev.entity.f1')
        .argParser(commaSeparated('names of metrics'))
        .default(['loss'], 'loss'),
    )
    .option(
      '--rtol <number>',
      'relative tolerance: a (first run) and b (later run) are equal if |a − b| ≤ atol + rtol · |b|',
      numberFrom(0),
      0,
    )
    .option('--atol <number>', 'absolute tolerance', numberFrom(0), 0)
    .option('--all', 'print every epoch, even if the table is long')
    .option('--svg <file>', 'draw all curves in one chart')
    .option('--json', 'print one JSON object per metric, one per line')
    .action(async (runs: string[], { metric, rtol, atol, all, svg, json }: Options) => {
      if (runs.length < 2) {
        throw new NerwinError(
          'usage',
          `compare needs two runs or more, found ${runs.length}`,
          'nerwin compare A B',
        );
      }
      if (svg !== undefined && metric.length > 1) {
        throw new NerwinError('usage', '--svg can draw only one metric', 'choose one with --metric');
      }
      const files = runs.map(readMetricsFile);
      const paths = files.map(({ file }) => file);
      if (svg !== undefined) rejectOverwrite('--svg', svg, paths);
      const comparisons = metric
        .map(currentName)
        .map((name) => compareCurves(name, curvesOf(name, files), { rtol, atol }));
      for (const [index, comparison] of comparisons.entries()) {
        if (json) await io.out(`${JSON.stringify(comparisonJson(comparison))}\n`);
        else
          await io.out(
            (index > 0 ? '\n' : '') +
              comparisonTable(comparison, { all: all === true, emphasis: io.color.yellow }),
          );
      }
      if (svg !== undefined) {
        const { comparisonChart } = await import('../compare/comparison-chart.js');
        writeAtomically(svg, comparisonChart(comparisons[0]));
        io.note(`wrote ${svg}`);
      }
      demandEqual(comparisons, { rtol, atol });
    });

function demandEqual(comparisons: readonly CurveComparison[], { rtol, atol }: Tolerance): void {
  const parts = comparisons.flatMap(({ metric, first }) =>
    first ? [`${metric} from epoch ${first.epoch} on`] : [],
  );
  if (parts.length === 0) return;
  throw new NerwinError(
    'gate',
    `the runs differ: ${parts.join(', ')} (rtol ${rtol}, atol ${atol})`,
    'allow for small differences with --rtol and --atol',
  );
}
