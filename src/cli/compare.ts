/** @file `nerwin compare`: compares runs with a baseline and judges the difference. */
import type { Command } from 'commander';
import { compareRuns, type RunComparison } from '../compare/comparison.js';
import type { Gate } from '../compare/gate.js';
import { demandMetrics, gatesFrom, type ReadGates } from '../compare/gates-of.js';
import { usualFinals } from '../compare/golden.js';
import { goldenContents, readGolden } from '../compare/golden-file.js';
import { inputFiles, repeatedRuns } from '../compare/repeated-runs.js';
import { readRunSource, type SourceOptions } from '../compare/run-source.js';
import type { RunSource } from '../compare/source.js';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { rejectOverwrites } from '../output-guard.js';
import { currentName } from '../training/metrics.js';
import { readWholeStream, sizeLimits } from '../whole-file.js';
import { printGoldenLines, updateGolden } from './compare-golden.js';
import {
  type CompareOptions,
  compareWithOptions,
  directionsOf,
  gatesFromOptions,
} from './compare-options.js';
import { gateError, printComparison, printFault } from './compare-output.js';
import { commandWords, rawArgs } from './raw-arguments.js';
import { ResultFile } from './result-file.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

export const compareCommand = (io: Terminal): Command =>
  compareWithOptions().action(async (runs: string[], options: CompareOptions, command: Command) => {
    const result = new ResultFile(options.output, io);
    const judged = await judge(runs, options, io).catch(async (error: unknown) => {
      if (error instanceof NerwinError) await writeFault(error, runs, options, result);
      throw error;
    });
    if (judged) await report(judged, options, rawArgs(command), io, result);
  });

/** Writes that nothing could be compared; the error that says so matters more than a file that cannot be written. */
async function writeFault(
  fault: NerwinError,
  names: readonly string[],
  options: CompareOptions,
  result: ResultFile,
): Promise<void> {
  if (!(await printFault(fault, options, result.terminal))) return;
  try {
    keepInputs(names, options);
    result.write();
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error;
    if (error.message !== fault.message) warn(error.message, result.terminal);
  }
}

/** Throws 'usage' if an output would replace what the comparison reads, or another output. */
function keepInputs(names: readonly string[], options: CompareOptions): void {
  const { baseline = [], golden, gates, svg, html, markdown, output } = options;
  const tables = [golden, gates].filter((file) => file !== undefined);
  rejectOverwrites(
    {
      '--svg': svg,
      '--html': html,
      '--markdown': markdown,
      '--output': output === '-' ? undefined : output,
      ...summaryFile(options),
    },
    [...[...names, ...baseline].flatMap(repeatedRuns), ...tables].flatMap(inputFiles),
  );
}

interface Judgement {
  readonly comparison: RunComparison;
  readonly baselines: readonly RunSource[];
  readonly runs: readonly RunSource[];
}

/** Reads the runs and compares them; or writes a golden file, and returns nothing. */
async function judge(
  names: readonly string[],
  options: CompareOptions,
  io: Terminal,
): Promise<Judgement | undefined> {
  const { golden } = options;
  rejectCombinations(options);
  const [baselineNames, runNames] = rolesOf(names, options);
  const input = [...baselineNames, ...runNames].includes('-')
    ? await readWholeStream(io.input, 'standard input', 'file', sizeLimits.table)
    : undefined;
  const read = (name: string, role: SourceOptions['role']) =>
    readRunSource(name, { x: options.x, input, role });
  const readRuns = (): RunSource[] =>
    runNames.map((name) =>
      read(name, golden === undefined && baselineNames.length === 0 ? 'baseline' : 'run'),
    );
  if (golden !== undefined && options.update !== undefined) {
    await updateGolden(golden, readRuns(), options, io);
    return undefined;
  }
  const baselines =
    golden === undefined ? baselineNames.map((name) => read(name, 'baseline')) : [readGolden(golden)];
  const runs = readRuns();
  keepInputs(names, options);
  const { gates, ignore } = gatesFor(baselines, runs, options);
  const comparison = compareRuns({ baselines, runs, gates, ignore: [...(options.ignore ?? []), ...ignore] });
  return { comparison, baselines, runs };
}

/** Prints and writes the comparison. A file that cannot be written hides no failed gate. */
async function report(
  { comparison, baselines, runs }: Judgement,
  options: CompareOptions,
  args: readonly string[],
  io: Terminal,
  result: ResultFile,
): Promise<void> {
  const { golden, view = false, svg } = options;
  const unwritten: NerwinError[] = [];
  const writing = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      if (!(error instanceof NerwinError)) throw error;
      unwritten.push(error);
    }
  };
  await writing(() => printComparison(comparison, options, result.terminal));
  const hasNewLines = !comparison.passed && !view && options.format === undefined && !options.json;
  if (golden !== undefined && hasNewLines) await printGoldenLines(golden, runs, options, result.terminal);
  await writing(async () => result.write());
  if (svg !== undefined) await writing(() => drawSvg(svg, comparison, io));
  await writing(() => writeDocuments(options, { comparison, baselines, runs }, args, io));
  if (comparison.passed || view) {
    if (unwritten.length > 0) throw unwritten[0];
    return;
  }
  for (const { message } of unwritten) warn(message, io);
  throw gateError(comparison, options);
}

/** Splits the names into baselines and new runs; folders of repeated runs stand for all their runs. */
function rolesOf(
  names: readonly string[],
  { baseline, golden, gates, view }: CompareOptions,
): [string[], string[]] {
  const all = [...names, ...(baseline ?? [])];
  if (all.filter((name) => name === '-').length > 1)
    throw new NerwinError(
      'usage',
      'standard input (-) can be read only once',
      'write one of the two to a file',
    );
  const expand = (list: readonly string[]): string[] => list.flatMap(repeatedRuns);
  if (golden !== undefined) return [[], expand(names)];
  if (baseline) return [expand(baseline), expand(names)];
  if (names.length >= 2) return [expand(names.slice(0, 1)), expand(names.slice(1))];
  if (view) return [[], expand(names)];
  if (gates !== undefined) return [[], expand(names)];
  throw new NerwinError(
    'usage',
    `compare needs two runs or more, found ${names.length}`,
    `${commandName()} compare BASELINE RUN`,
  );
}

function rejectCombinations({
  gates,
  golden,
  baseline,
  update,
  json,
  format,
  ...others
}: CompareOptions): void {
  const fault = (message: string, hint: string) => new NerwinError('usage', message, hint);
  if (json && format !== undefined && format !== 'json')
    throw fault(`--json and --format ${format} cannot be combined`, 'use one of them');
  if (update !== undefined && golden === undefined)
    throw fault('--update needs --golden', 'name the file to write with --golden FILE');
  if (golden !== undefined && baseline)
    throw fault('--golden and --baseline cannot be combined', 'the golden file is the baseline');
  if (gates === undefined) return;
  const { metric, at, band, test, outside, rtol, atol } = others;
  const isTolerant = [rtol, atol].some(({ all, byMetric }) => all > 0 || byMetric.size > 0);
  if (metric || at || band !== undefined || test || outside > 0 || isTolerant)
    throw fault(
      '--gates cannot be combined with --metric, --at, --band, --test, --outside or a tolerance',
      'write it into the gates file',
    );
}

function gatesFor(
  baselines: readonly RunSource[],
  runs: readonly RunSource[],
  options: CompareOptions,
): ReadGates {
  if (options.gates !== undefined) {
    const hint = `${commandName()} compare BASELINE RUN --gates ${shellWord(options.gates)}`;
    return gatesFrom(options.gates, directionsOf(options.direction), { baselines, runs }, hint);
  }
  const metrics = options.metric?.map(currentName) ?? defaultMetrics(baselines, runs, options);
  demandMetrics(metrics, [...baselines, ...runs]);
  const gates = gatesFromOptions(metrics, options, baselines.length);
  const viewed = gates.map(({ closeness: _closeness, test: _test, ...gate }): Gate => gate);
  return { gates: baselines.length === 0 ? viewed : gates, ignore: [] };
}

/** The loss; for a golden file all that it holds; for a bag also the scores of the merged model. */
function defaultMetrics(
  baselines: readonly RunSource[],
  runs: readonly RunSource[],
  { golden }: CompareOptions,
): string[] {
  if (golden !== undefined) return goldenContents(baselines[0]);
  const all = [...baselines, ...runs];
  if (all.every(({ networks }) => networks.length === 1)) return ['loss'];
  return ['loss', ...usualFinals.filter((name) => all.some((source) => source.finals.has(name)))];
}

/** Writes the page and the Markdown document that the options name. */
async function writeDocuments(
  { html, markdown }: CompareOptions,
  { comparison, baselines, runs }: Judgement,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  if (html === undefined && markdown === undefined) return;
  const { comparisonDocument } = await import('../compare/comparison-document.js');
  const { writeDocument } = await import('../document/document-files.js');
  const command = commandWords('compare', args).join(' ');
  const document = comparisonDocument(comparison, command, [...baselines, ...runs]);
  for (const file of writeDocument(document, { html, markdown })) io.note(`wrote ${file}`);
}

async function drawSvg(svg: string, comparison: RunComparison, io: Terminal): Promise<void> {
  const { comparisonChart } = await import('../compare/comparison-chart.js');
  const { headline } = await import('../compare/comparison-markdown.js');
  const verdict = { text: headline(comparison), passed: comparison.passed };
  writeAtomically(svg, comparisonChart(comparison.metrics, verdict));
  io.note(`wrote ${svg}`);
}

const summaryFile = ({ format }: CompareOptions): Record<string, string | undefined> =>
  format === 'github' ? { GITHUB_STEP_SUMMARY: process.env.GITHUB_STEP_SUMMARY } : {};
