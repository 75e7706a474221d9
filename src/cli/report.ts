/** @file `nerwin report`: prints and writes the report of a finished run or series again, or that of merged shards of an evaluation. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { findFiles } from '../corpus/files.js';
import { shardCommand } from '../dataset/evaluation-shards.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { OwnedFolder } from '../owned-folder.js';
import { readReport } from '../run/read-report.js';
import { findReport, reportNames, rewriteReport, type WrittenReport } from '../run/rewrite-report.js';
import { pictureFiles, RunFolder } from '../run/run-folder.js';
import { corpusFormatDefaults } from './corpus-options.js';
import { type EvalOptions, evaluateMerged } from './eval-action.js';
import { commaSeparated } from './lists.js';
import { modelMeaning } from './model-option.js';
import { wholeBetween } from './numbers.js';
import { printReport } from './report-text.js';
import type { Terminal } from './terminal.js';

const reportFiles = ['report.json', 'report.md', 'report.html'];

interface ReportOptions {
  readonly merge?: true;
  readonly model?: string;
  readonly output?: string;
  readonly json?: true;
  readonly text?: true;
  readonly locations?: string[];
  readonly mistakes: number;
}

export const reportCommand = (io: Terminal): Command =>
  new Command('report')
    .description(
      'print the report of a run or series and write its pages again, or write the report of an evaluation in shards',
    )
    .argument(
      '<paths...>',
      'folders of runs, of series of runs, or of evaluations; with --merge, the files that eval --shard --save wrote',
    )
    .option('--merge', 'evaluate the shards as one corpus: the same report as that of one run, bit for bit')
    .option('-m, --model <file>', `with --merge: ${modelMeaning}`)
    .option(
      '--locations <types>',
      'with --merge: the types that the shards count as locations, if they had this option',
      commaSeparated('types of entities'),
    )
    .option('-o, --output <folder>', 'where to write report.json, report.md, report.html and their pictures')
    .option(
      '--mistakes <number>',
      'with --merge: how many mistakes of each kind',
      wholeBetween(0, 999_999),
      5,
    )
    .addOption(
      new Option(
        '--text',
        'print each report, with curves as lines of characters; without --output, nothing is written (a terminal shows the report anyway)',
      ).conflicts(['json', 'merge']),
    )
    .option('--json', 'print each report as JSON instead of its path')
    .action((paths: string[], options: ReportOptions) =>
      options.merge ? mergeShards(paths, options, io) : rewriteReports(paths, options, io),
    );

/**
 * Throws 'file' if a report would replace files in the folder, and what is there is no report, or that of a run: only the report of
 * `run` itself may replace it.
 */
function demandOwn(folder: OwnedFolder, pictures: readonly string[], run?: string): void {
  const isThatRun = run !== undefined && isThere(run) && realpathSync(run) === realpathSync(folder.path);
  if (!isThatRun && new RunFolder(folder.path).isOwned)
    throw new NerwinError(
      'file',
      `${folder.path}: holds a run, which has its own report`,
      'choose another --output',
    );
  const report = readReport(folder.path) ?? {};
  const isReport = 'splits' in report || ('entity' in report && 'intervals' in report);
  if (!isReport) folder.demandFree([...reportFiles, ...pictures]);
}

/** Writes the pages of each report again from its JSON, and prints the report, or the path of its page. */
async function rewriteReports(
  folders: readonly string[],
  options: ReportOptions,
  io: Terminal,
): Promise<void> {
  const { output, model, json, text } = options;
  if (model !== undefined) throw new NerwinError('usage', '--model needs --merge', 'a run has its own model');
  if (output !== undefined && folders.length > 1)
    throw new NerwinError('usage', '--output needs a single run', 'run report for each of them');
  for (const folder of folders) {
    const found = findReport(folder);
    // Reports without pages of their own can only be printed.
    const hasPage = found.kind !== 'evaluation' && (found.name !== 'seeds' || output !== undefined);
    const page = hasPage && !(text && output === undefined) ? await write(found, folder, output) : undefined;
    if (json) await io.out(`${JSON.stringify(found.value)}\n`);
    else if (page !== undefined && !text && !io.outIsTerminal) await io.out(`${page}\n`);
    else await printReport(found, folder, page, io);
  }
}

/** Writes the pages and pictures into the folder of the report, or into `output`; returns the path of its page. */
async function write(found: WrittenReport, folder: string, output: string | undefined): Promise<string> {
  const target = output ?? folder;
  await new OwnedFolder(target).locked(async (owned) => {
    if (found.kind === 'run') demandOwn(owned, Object.values(pictureFiles), folder);
    else {
      if (output === undefined) owned.adopt(reportNames(found));
      owned.claim(reportNames(found));
    }
    rewriteReport(found, folder, target);
  });
  return join(target, `${found.name}.html`);
}

/** Writes the report of the merged shards, as `eval` on all files would. */
async function mergeShards(
  patterns: readonly string[],
  { model, output, mistakes, locations, json }: ReportOptions,
  io: Terminal,
): Promise<void> {
  if (output === undefined)
    throw new NerwinError('usage', '--merge needs --output', 'name a folder for the report: -o report');
  const [first] = await findFiles(patterns, process.cwd());
  const [html, markdown] = ['report.html', 'report.md'].map((name) => join(output, name));
  const files = ['--html', shellWord(html), '--markdown', shellWord(markdown)];
  const command = [...(await shardCommand(first)), ...files].join(' ');
  const options: EvalOptions = {
    ...corpusFormatDefaults,
    ...(model === undefined ? {} : { model: [model] }),
    ...(locations === undefined ? {} : { locations }),
    html,
    markdown,
    mistakes,
    result: join(output, 'report.json'),
    ...(json ? { json } : {}),
  };
  await new OwnedFolder(output).locked(async (folder) => {
    demandOwn(
      folder,
      Object.values(pictureFiles).map((name) => `report-${name}`),
    );
    await evaluateMerged(patterns, options, command, io);
  });
}
