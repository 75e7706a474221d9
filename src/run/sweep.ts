/**
 * @file A sweep: ordinary runs in `run-001`, `run-002` … below one folder, and `sweep.json`, which says what they are. So a sweep can be
 * resumed, and other programs can train its runs.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { directionOf } from '../compare/direction.js';
import { type LoadedConfig, loadConfig } from '../config/load.js';
import { stringifyConfig } from '../config/write.js';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { isThere } from '../is-there.js';
import { isObject, parseJson } from '../json.js';
import type { OwnedFolder } from '../owned-folder.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { numberAt, readReport } from './read-report.js';
import { type FileRunOptions, withAbsolutePaths } from './run-options.js';
import { inSeriesFolder } from './series.js';
import { seriesReportFiles, sweepPictures } from './series-report.js';
import { type SettingEffect, sweepEffects } from './sweep-effects.js';
import type { PlannedRun } from './sweep-plan.js';

/** What `sweep.json` holds. */
export interface SweepPlan {
  readonly version: 1;
  /** SHA-256 of the base config with all defaults. */
  readonly base: string;
  /** What the runs are ranked by, such as `dev.entity.f1`. */
  readonly metric: string;
  readonly runs: readonly PlannedRun[];
}

/** A run of a sweep and how it ended. */
export interface SweepRow extends PlannedRun {
  /** `open`: not finished yet. */
  readonly state: 'done' | 'open' | 'diverged';
  /** The metric; null unless the run is done. */
  readonly value: number | null;
  readonly dev: number | null;
  /** Entity F1 on test, if there is one. */
  readonly test: number | null;
  readonly bestEpoch: number | null;
}

/** What `nerwin sweep` finds. */
export interface SweepResult {
  readonly folder: string;
  readonly metric: string;
  /** The best first; runs that are not done come last. */
  readonly runs: readonly SweepRow[];
  /** What mattered most first. */
  readonly effects: readonly SettingEffect[];
}

const planFile = 'sweep.json';

/** Returns the settings of a run as the assignments of `--set`. */
export const assignmentsOf = ({ settings }: PlannedRun): string[] =>
  Object.entries(settings).map(([setting, value]) => `${setting}=${JSON.stringify(value)}`);

/** Returns the config of a run. Throws 'config' if a value is not allowed. */
export const configOf = ({ config, set, seed }: FileRunOptions, run: PlannedRun): LoadedConfig =>
  withAbsolutePaths(loadConfig(config ?? '', { set: [...set, ...assignmentsOf(run)], seed }));

/** Returns the plan of a sweep, after checking the config of every run. */
export function sweepPlan(options: FileRunOptions, metric: string, runs: readonly PlannedRun[]): SweepPlan {
  const { config, set, seed } = options;
  const base = withAbsolutePaths(loadConfig(config ?? '', { set, seed })).config;
  requireMetric(metric, base.corpus.test.length > 0);
  for (const run of runs) configOf(options, run);
  return { version: 1, base: createHash('sha256').update(stringifyConfig(base)).digest('hex'), metric, runs };
}

const metrics = /^(dev|test)\.((token|entity)\.(precision|recall|f1)|averagePrecision|reliability\.error)$/;

/** Throws 'usage' if runs cannot be ranked by this metric. */
export function requireMetric(metric: string, hasTest = true): void {
  if (metrics.test(metric) && (hasTest || metric.startsWith('dev.'))) return;
  throw new NerwinError(
    'usage',
    `--metric ${metric}: ${metrics.test(metric) ? 'the config has no corpus.test' : 'not a score of a report'}`,
    'use dev.entity.f1, dev.token.f1, dev.averagePrecision, or the same of test',
  );
}

/** Trains, emits or collects in the folder of a sweep, which `action` gets locked; see {@link inSeriesFolder}. */
export const inSweepFolder = <T>(path: string, action: (folder: OwnedFolder) => Promise<T>): Promise<T> =>
  inSeriesFolder(path, [...(isThere(join(path, planFile)) ? [] : [planFile]), ...sweepReportFiles], action);

const sweepReportFiles = [...seriesReportFiles('sweep-report'), ...sweepPictures];

/** Writes the plan into the folder. Throws 'usage' if another sweep is there, or the same one and `resume` is not set. */
export function beginSweep({ path: folder }: OwnedFolder, plan: SweepPlan, resume: boolean): void {
  const path = join(folder, planFile);
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  if (isThere(path)) {
    const isSame = readWhole(path, 'file', sizeLimits.table).toString() === text;
    if (!isSame)
      throw new NerwinError(
        'usage',
        `${folder}: holds a sweep with other settings`,
        'choose another --output, or repeat the options of that sweep',
      );
    if (!resume)
      throw new NerwinError(
        'usage',
        `${folder}: already holds this sweep`,
        'continue it with --resume, or choose another --output',
      );
    return;
  }
  writeAtomically(path, text);
}

/** Reads the plan of a sweep. Throws 'file' if there is none, or it is damaged. */
export function readPlan(folder: string): SweepPlan {
  const path = join(folder, planFile);
  const hint = 'give the folder of a sweep with --output';
  if (!isThere(path)) throw new NerwinError('file', `${path}: no such file`, hint);
  let plan: unknown;
  try {
    plan = parseJson(readWhole(path, 'file', sizeLimits.table).toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const isPlan =
    isObject(plan) && plan.version === 1 && typeof plan.metric === 'string' && areRuns(plan.runs);
  if (!isPlan) throw new NerwinError('file', `${path}: not the plan of a sweep`, hint);
  return plan as unknown as SweepPlan;
}

/** True for a list of runs, each with a name of its own and the same settings. */
function areRuns(runs: unknown): boolean {
  if (!Array.isArray(runs)) return false;
  const settings = new Set<string>();
  const names = new Set<unknown>();
  for (const run of runs) {
    if (!isObject(run) || !isObject(run.settings) || !/^run-\d{3,}$/.test(String(run.name))) return false;
    settings.add(JSON.stringify(Object.keys(run.settings)));
    names.add(run.name);
  }
  return names.size === runs.length && settings.size === 1;
}

/** Returns true if a run of the sweep is finished. */
export const isDone = (folder: string, { name }: PlannedRun): boolean =>
  readReport(join(folder, name)) !== undefined;

/** Collects the results of all runs; `diverged` names those that diverged. */
export function sweepResult(
  folder: string,
  { metric, runs }: SweepPlan,
  diverged: ReadonlySet<string> = new Set(),
): SweepResult {
  const rows = runs.map((run): SweepRow => {
    const report = readReport(join(folder, run.name));
    if (!report) {
      const state = diverged.has(run.name) ? 'diverged' : 'open';
      return { ...run, state, value: null, dev: null, test: null, bestEpoch: null };
    }
    const value = numberAt(report, metric);
    if (value === undefined)
      throw new NerwinError(
        'usage',
        `--metric ${metric}: ${join(folder, run.name, 'report.json')} has no such number`,
        'use dev.entity.f1, dev.token.f1, dev.averagePrecision, or the same of test',
      );
    return {
      ...run,
      state: 'done',
      value,
      dev: numberAt(report, 'dev.entity.f1') ?? null,
      test: numberAt(report, 'test.entity.f1') ?? null,
      bestEpoch: numberAt(report, 'bestEpoch') ?? null,
    };
  });
  const sign = directionOf(metric) === 'lower' ? -1 : 1;
  const worth = ({ value }: SweepRow): number => (value === null ? -Infinity : sign * value);
  const done = rows.flatMap(({ settings, value }) => (value === null ? [] : [{ settings, value }]));
  return {
    folder,
    metric,
    runs: rows.sort((a, b) => worth(b) - worth(a) || (a.name < b.name ? -1 : 1)),
    effects: sweepEffects(done),
  };
}
