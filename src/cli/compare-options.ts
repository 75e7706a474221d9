/** @file The options of `nerwin compare`, and the gates that they describe. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Direction, type Directions, directionOf } from '../compare/direction.js';
import { type FailOn, type Gate, usualBand } from '../compare/gate.js';
import { checkedGate, relativeOf } from '../compare/gates-of.js';
import { type Moment, momentForms, parseMoment } from '../compare/moment.js';
import type { SignificanceTest } from '../compare/significance.js';
import { NerwinError } from '../error.js';
import { currentName } from '../training/metrics.js';
import { collect, commaSeparated } from './lists.js';
import { numberBetween, numberFrom } from './numbers.js';

export const formats = ['text', 'json', 'markdown', 'github', 'junit'] as const;

/** A number for all metrics, and others for single ones. */
interface PerMetric {
  readonly all: number;
  readonly byMetric: ReadonlyMap<string, number>;
}

export interface CompareOptions {
  readonly baseline?: readonly string[];
  readonly metric?: readonly string[];
  readonly at?: Moment;
  readonly failOn: FailOn;
  readonly rtol: PerMetric;
  readonly atol: PerMetric;
  readonly outside: number;
  readonly direction?: readonly string[];
  readonly allowNan?: true;
  readonly gates?: string;
  readonly ignore?: readonly string[];
  readonly band?: number;
  readonly test?: SignificanceTest;
  readonly alpha: number;
  readonly golden?: string;
  readonly update?: true | 'pass' | 'fail';
  readonly x?: string;
  readonly all?: true;
  readonly svg?: string;
  readonly html?: string;
  readonly markdown?: string;
  readonly output?: string;
  readonly format?: (typeof formats)[number];
  readonly json?: true;
  readonly view?: true;
}

const none: PerMetric = { all: 0, byMetric: new Map() };

/** Creates the command with all its options. */
export const compareWithOptions = (): Command =>
  new Command('compare')
    .description(
      'compare runs with a baseline; exit code 4 if they differ, or with --fail-on worse if they are worse',
    )
    .argument(
      '<runs...>',
      'run folders, metrics files (JSON Lines, CSV, TSV) or - for standard input; the first is the baseline, unless --baseline names others',
    )
    .option('--baseline <runs...>', 'the baselines; a folder of train --repeat stands for all runs in it')
    .addOption(
      new Option(
        '--metric <names>',
        'metrics, separated by commas, such as dev.entity.f1 or test.entity.f1 (default: loss)',
      ).argParser(commaSeparated('names of metrics')),
    )
    .addOption(
      new Option('--at <moment>', `what is compared: ${momentForms} (default: every epoch)`).argParser(
        momentFrom,
      ),
    )
    .addOption(
      new Option('--fail-on <what>', 'which values outside the tolerance fail: different, or only worse')
        .choices(['worse', 'different'])
        .default('different'),
    )
    .addOption(
      new Option(
        '--rtol <number>',
        'tolerance relative to the baseline b: |v − b| ≤ atol + rtol · |b|; also METRIC=NUMBER, and percent',
      )
        .argParser(perMetric(true))
        .default(none, '0'),
    )
    .addOption(
      new Option('--atol <number>', 'absolute tolerance; also METRIC=NUMBER')
        .argParser(perMetric(false))
        .default(none, '0'),
    )
    .option(
      '--outside <share>',
      'share of epochs that may lie outside, never the last or the best',
      numberBetween(0, 1),
      0,
    )
    .option(
      '--direction <metric=way>',
      'lower or higher values of a metric are better (can be repeated)',
      collect,
    )
    .option('--allow-nan', 'NaN or infinity in both runs is no failure')
    .option(
      '--gates <file>',
      'check the gates in a YAML file instead; `nerwin config schema --gates` describes it',
    )
    .addOption(
      new Option(
        '--ignore <names>',
        'accept differences in config, corpora, vectors, versions or a single one such as config.seed, separated by commas',
      ).argParser(commaSeparated('names of differences')),
    )
    .option(
      '--band <number>',
      'with three or more baselines, allow this many standard deviations (default: 2)',
      numberFrom(0),
    )
    .addOption(
      new Option(
        '--test <kind>',
        'fail only if the new runs differ significantly from the baselines',
      ).choices(['welch', 'permutation']),
    )
    .option('--alpha <number>', 'level of significance of --test', numberBetween(0, 1), 0.05)
    .option('--golden <file>', 'compare with a golden file, which holds the values that must stay equal')
    .addOption(
      new Option('--update [result]', 'write the golden file; with =fail, exit with code 4 after it').choices(
        ['pass', 'fail'],
      ),
    )
    .option(
      '--x <column>',
      'the x axis of metrics files: a column or key such as step (default: epoch, else step)',
    )
    .option('--all', 'print every epoch, even if the table is long')
    .option('--svg <file>', 'draw all curves, with the band and the verdict')
    .option('--html <file>', 'write a report as one HTML page')
    .option('--markdown <file>', 'write the report as Markdown, with its pictures beside it')
    .addOption(
      new Option(
        '--format <format>',
        'how to print the result; github also writes the summary of the job',
      ).choices(formats),
    )
    .option(
      '-o, --output <file>',
      'write the result to a file, completely or not at all (default: standard output)',
    )
    .option('--json', 'print one JSON object per metric, one per line')
    .option('--view', 'only look: never exit with code 4');

function momentFrom(text: string): Moment {
  const moment = parseMoment(text);
  if (moment) return moment;
  throw new InvalidArgumentError(`expected ${momentForms}`);
}

/** Reads `0.01` or `loss=0.01`, and percent if it is allowed. */
const perMetric =
  (isPercent: boolean) =>
  (text: string, { all, byMetric }: PerMetric): PerMetric => {
    const [, metric, written = ''] = /^(?:(.*)=)?([^=]*)$/.exec(text) ?? [];
    const isShare = isPercent && /^[\d.eE+-]+\s*%$/.test(written.trim());
    const value = isShare ? relativeOf(written) : numberFrom(0)(written);
    if (metric === undefined) return { all: numberFrom(0)(String(value)), byMetric };
    return { all, byMetric: new Map([...byMetric, [currentName(metric), value]]) };
  };

/** Reads `METRIC=lower` and `METRIC=higher`. */
export function directionsOf(written: readonly string[] = []): Directions {
  return Object.fromEntries(
    written.map((text): [string, Direction] => {
      const [, metric, way] = /^(.+)=(lower|higher)$/.exec(text) ?? [];
      if (metric !== undefined) return [currentName(metric), way === 'lower' ? 'lower' : 'higher'];
      throw new NerwinError(
        'usage',
        `--direction ${text}: expected METRIC=lower or METRIC=higher`,
        '--direction perplexity=lower',
      );
    }),
  );
}

/** Returns the gates of the command line: one per metric. */
export function gatesFromOptions(
  metrics: readonly string[],
  options: CompareOptions,
  baselines: number,
): Gate[] {
  const { failOn, rtol, atol, outside, test, alpha, allowNan, band } = options;
  const declared = directionsOf(options.direction);
  const at: Moment = options.at ?? { kind: test ? 'last' : 'every' };
  if (test && at.kind === 'every')
    throw new NerwinError(
      'usage',
      '--test compares one value per run, not every epoch',
      `choose one of ${momentForms} with --at`,
    );
  for (const { byMetric } of [rtol, atol])
    for (const name of byMetric.keys())
      if (!metrics.includes(name))
        throw new NerwinError(
          'usage',
          `a tolerance for ${name}, which is not compared`,
          `compare it with --metric ${name}`,
        );
  return metrics.map((metric) =>
    checkedGate(
      {
        metric,
        at,
        direction: directionOf(metric, declared),
        closeness: {
          failOn,
          atol: atol.byMetric.get(metric) ?? atol.all,
          rtol: rtol.byMetric.get(metric) ?? rtol.all,
          outside,
          band: band ?? (test ? 0 : usualBand(baselines)),
        },
        bounds: {},
        test: test && { kind: test, alpha },
        allowNaN: allowNan ?? false,
      },
      declared,
    ),
  );
}
