/** @file `nerwin sweep`: trains a run for each combination of some settings, or for random ones. */

import { realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { stringifyConfig } from '../config/write.js';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { isThere } from '../is-there.js';
import { OwnedFolder } from '../owned-folder.js';
import { plural } from '../plural.js';
import { RunFolder } from '../run/run-folder.js';
import { writeSeriesReport } from '../run/series-report.js';
import {
  assignmentsOf,
  beginSweep,
  configOf,
  inSweepFolder,
  isDone,
  readPlan,
  requireMetric,
  type SweepPlan,
  type SweepResult,
  sweepPlan,
  sweepResult,
} from '../run/sweep.js';
import { gridAxis, planRuns, rangeAxis, type SweepAxis } from '../run/sweep-plan.js';
import { effectHeadings, effectRows, runHeadings, runRows, sweepReport } from '../run/sweep-report.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { interruptedSeries } from './interrupted-series.js';
import { jsonLine } from './json-output.js';
import { collect } from './lists.js';
import { seedNumber, wholeBetween } from './numbers.js';
import { print } from './print.js';
import { type ProgressOptions, withProgressOptions } from './progress-options.js';
import type { Terminal } from './terminal.js';
import { train } from './train.js';

interface SweepOptions extends ProgressOptions {
  readonly config?: string;
  readonly set?: readonly string[];
  readonly grid?: readonly SweepAxis[];
  readonly range?: readonly SweepAxis[];
  readonly random?: number;
  readonly output?: string;
  readonly metric?: string;
  readonly seed?: number;
  readonly sweepSeed: number;
  readonly emit?: string;
  readonly collect?: true;
  readonly resume?: true;
}

const examples = `
Each run is an ordinary one, in run-001, run-002 … below the output folder. A report ranks the runs and says which settings made a difference.

Examples:
  nerwin sweep --config nerwin.yaml --grid training.rate.start=0.1,0.3 --grid model.hidden=50,100
  nerwin sweep --config nerwin.yaml --range training.rate.start=0.01..1:log --range model.hidden=50..300 --random 20
  nerwin sweep --config nerwin.yaml --grid loss.margin=0.5,1,2 --output runs/margins --resume
  nerwin sweep --config nerwin.yaml --grid seed=1,2,3 --output runs/seeds --emit jobs; parallel < jobs/commands.txt
  nerwin sweep --collect --output runs/seeds

Exit codes: 0 all runs are trained (also if some diverged), 2 usage or config, 3 unreadable or unwritable files, 5 all runs diverged, 130 interrupted.`;

const axes =
  (read: (written: string) => SweepAxis) =>
  (written: string, earlier: readonly SweepAxis[] = []): SweepAxis[] => [...earlier, read(written)];

export const sweepCommand = (io: Terminal): Command =>
  withProgressOptions(
    new Command('sweep')
      .description(
        'train a run for each combination of settings, or for random ones, and say which settings made a difference',
      )
      .option('-c, --config <file>', 'the config that the runs vary')
      .option(
        '--grid <key=values>',
        'a setting and its values, separated by commas (can be repeated)',
        axes(gridAxis),
      )
      .option(
        '--range <key=low..high>',
        'a setting and a range of numbers to draw from; with :log evenly in the logarithm (can be repeated)',
        axes(rangeAxis),
      )
      .option(
        '--random <number>',
        'draw this many different combinations instead of training all',
        wholeBetween(1, 10_000),
      )
      .option('--set <key=value>', 'override a setting in all runs (can be repeated)', collect)
      .option(
        '-o, --output <folder>',
        'the folder of the sweep (default: runs/, the name of the config, and -sweep)',
      )
      .option(
        '--metric <name>',
        'what the runs are ranked by, a score of report.json (default: dev.entity.f1)',
      )
      .option('--seed <number>', 'override the seed of the runs', seedNumber)
      .option('--sweep-seed <number>', 'the seed of --random', seedNumber, 1)
      .option(
        '--emit <folder>',
        'train nothing: write a config for each run and commands.txt with one command per line, for other programs',
      )
      .option('--collect', 'train nothing: report on the runs of --output that are done')
      .option('--resume', 'continue a sweep: runs that are done are kept'),
  )
    .addHelpText('after', examples)
    .action((options: SweepOptions) => sweep(options, io));

async function sweep(options: SweepOptions, io: Terminal): Promise<void> {
  const {
    config,
    set = [],
    seed,
    emit,
    resume = false,
    metric = 'dev.entity.f1',
    random,
    sweepSeed,
  } = options;
  const folder = folderOf(options);
  if (options.collect) {
    const plan = readPlan(folder);
    const by = options.metric ?? plan.metric;
    requireMetric(by);
    return inSweepFolder(folder, () => report(sweepResult(folder, { ...plan, metric: by }), options, io));
  }
  if (config === undefined) throw new NerwinError('usage', 'no config given', 'name it with --config FILE');
  const base = { config, set, ...(seed === undefined ? {} : { seed }) };
  const plan = sweepPlan(
    base,
    metric,
    planRuns([...(options.grid ?? []), ...(options.range ?? [])], random, sweepSeed),
  );
  await inSweepFolder(folder, async (owned) => {
    if (emit !== undefined) return lockedBeside(emit, owned, () => emitRuns(emit, owned, plan, base, io));
    beginSweep(owned, plan, resume);
    const diverged = await trainRuns(plan, base, owned, options, io);
    await report(sweepResult(folder, plan, diverged), options, io);
    if (diverged.size === plan.runs.length)
      throw new NerwinError(
        'diverged',
        `all ${diverged.size} runs diverged`,
        'use a smaller training.rate.start',
      );
  });
}

/** The config of a sweep and what is the same in all runs. */
interface SweepBase {
  readonly config: string;
  readonly set: readonly string[];
  readonly seed?: number;
}

/** Trains the runs that are not done; returns the names of those that diverged. */
async function trainRuns(
  plan: SweepPlan,
  base: SweepBase,
  owned: OwnedFolder,
  options: SweepOptions,
  io: Terminal,
): Promise<Set<string>> {
  const diverged = new Set<string>();
  const { path: folder } = owned;
  for (const [k, run] of plan.runs.entries()) {
    if (isDone(folder, run)) continue;
    owned.demandLock();
    const output = join(folder, run.name);
    if (!options.quiet) io.note(`${run.name} of ${plan.runs.length}: ${assignmentsOf(run).join(' ')}`);
    try {
      await train(
        {
          ...base,
          set: [...base.set, ...assignmentsOf(run)],
          output,
          ...(new RunFolder(output).hasRun ? { resume: true } : {}),
          ...(options.progress ? { progress: options.progress } : {}),
          ...(options.quiet ? { quiet: options.quiet } : {}),
        },
        io,
      );
    } catch (error) {
      if (!(error instanceof NerwinError) || error.code !== 'diverged')
        throw interruptedSeries(error, (code) => `${code} in run ${k + 1} of ${plan.runs.length}`);
      if (!options.quiet) io.note(`${run.name}: ${error.message}`);
      diverged.add(run.name);
    }
  }
  return diverged;
}

function folderOf({ output, config }: SweepOptions): string {
  if (output !== undefined && output !== '') return output;
  if (config !== undefined && output === undefined)
    return join('runs', `${basename(config).replace(/\.(ya?ml|json)$/, '')}-sweep`);
  throw new NerwinError('usage', 'no folder given', 'name the folder of the sweep with --output FOLDER');
}

/** Returns the configs and the list of commands, by path. Throws 'file' if one of them exists with other contents. */
function emittedFiles(emit: string, folder: string, plan: SweepPlan, base: SweepBase): Map<string, string> {
  const files = new Map<string, string>();
  const commands = plan.runs.map((run) => {
    const path = join(emit, `${run.name}.yaml`);
    files.set(path, stringifyConfig(configOf(base, run).config));
    return `${commandName()} train --config ${shellWord(path)} --output ${shellWord(join(folder, run.name))} --quiet\n`;
  });
  files.set(join(emit, 'commands.txt'), commands.join(''));
  for (const [path, text] of files)
    if (isThere(path) && readWhole(path, 'file', sizeLimits.table).toString() !== text)
      throw new NerwinError(
        'file',
        `${path}: the sweep would replace this file, which has different contents`,
        'choose another folder with --emit, or move the file away',
      );
  return files;
}

/** Runs `action` while the folder is locked; if it is that of the sweep, it is locked already. */
async function lockedBeside(path: string, owned: OwnedFolder, action: () => Promise<void>): Promise<void> {
  const isSweep = isThere(path) && realpathSync(path) === realpathSync(owned.path);
  return isSweep ? action() : new OwnedFolder(path).locked(action);
}

/** Writes the configs and commands. */
async function emitRuns(
  emit: string,
  owned: OwnedFolder,
  plan: SweepPlan,
  base: SweepBase,
  io: Terminal,
): Promise<void> {
  const files = emittedFiles(emit, owned.path, plan, base);
  beginSweep(owned, plan, true);
  for (const [path, text] of files) writeAtomically(path, text);
  await print(
    `${plural(plan.runs.length, 'config', 'configs')} and commands.txt in ${emit}; when they are trained: ${commandName()} sweep --collect --output ${shellWord(owned.path)}\n`,
    io,
  );
}

async function report(result: SweepResult, options: SweepOptions, io: Terminal): Promise<void> {
  writeSeriesReport(result.folder, 'sweep-report', result, sweepReport(result));
  if (options.json) return io.out(jsonLine('sweep', result));
  if (options.quiet) return;
  const columns = io.outColumns;
  await print(
    [
      plainTable(runHeadings(result), runRows(result), { columns }),
      '\nwhich settings made a difference:\n',
      plainTable([...effectHeadings], effectRows(result.effects), { columns }),
      `\nreport  ${join(result.folder, 'sweep-report.md')}\n`,
    ].join(''),
    io,
  );
}
