/**
 * @file Reads what a comparison compares: a run folder of this version or an older one, a metrics file in JSON Lines, CSV or TSV, a
 * golden file, or standard input.
 */
import { join } from 'node:path';
import { readConfigFile } from '../config/config-file.js';
import { loadConfig } from '../config/load.js';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { isObject, parseJson } from '../json.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import { factsOf } from './facts.js';
import { goldenSource, isGolden } from './golden.js';
import type { MetricTable } from './metric-table.js';
import { readMetricsColumns } from './metrics-columns.js';
import { numbersOf, readMetricsJson } from './metrics-lines.js';
import { metricsText } from './metrics-text.js';
import { isFolder, memberFolders } from './repeated-runs.js';
import type { RunSource } from './source.js';

export interface SourceOptions {
  /** Name of the x axis; by default `epoch`, `step` or whatever usual name is there. */
  readonly x?: string | undefined;
  /** What standard input holds, for the name `-`. */
  readonly input?: Uint8Array | undefined;
  /** What the run is for: in the error of a baseline that does not exist, the hint says how to make one. */
  readonly role?: 'baseline' | 'run' | undefined;
}

/**
 * Reads a run.
 * @throws {NerwinError} `file` if there is no such run, it cannot be read or has no epochs.
 */
export function readRunSource(name: string, options: SourceOptions = {}): RunSource {
  if (name !== '-' && !isThere(name)) throw missing(name, `${name}: no such file or folder`, options);
  const source = name !== '-' && isFolder(name) ? readFolder(name, options) : readFile(name, options);
  if (source.networks.every(({ rows }) => rows.length === 0) && source.finals.size === 0)
    throw new NerwinError(
      'file',
      `${source.networks[0].file}: no epochs in it`,
      'was the run stopped before its first epoch ended?',
    );
  return source;
}

function readFile(name: string, { x, input }: SourceOptions): RunSource {
  const bytes = name === '-' ? (input ?? new Uint8Array()) : readWhole(name, 'file', sizeLimits.table);
  const file = name === '-' ? 'standard input' : name;
  if (isGolden(bytes)) return goldenSource(name, file, bytes);
  return {
    name,
    networks: [readTable(file, bytes, x)],
    finals: new Map(),
    facts: undefined,
    isUnfinished: false,
  };
}

/** Reads a table in the format that its first character shows. */
function readTable(file: string, bytes: Uint8Array, x: string | undefined): MetricTable {
  const text = metricsText(file, bytes);
  const first =
    [...text.lines, text.rest]
      .find((line) => line.trim() !== '')
      ?.replace('\ufeff', '')
      .trim() ?? '';
  if (first === '' || /^[[{]/.test(first)) return readMetricsJson(text, x);
  return readMetricsColumns(text, x);
}

function readFolder(name: string, options: SourceOptions): RunSource {
  if (!isThere(join(name, 'metrics.jsonl')))
    throw missing(name, `${join(name, 'metrics.jsonl')}: no such file`, options);
  const report = readJson(join(name, 'report.json'));
  const finals = new Map<string, number>();
  if (isObject(report)) {
    for (const [split, prefix] of [
      ['dev', 'final.dev.'],
      ['test', 'test.'],
    ] as const) {
      const scores = report[split];
      if (!isObject(scores)) continue;
      const plain = Object.entries(scores).filter(([key]) => !details.has(key));
      for (const [metric, value] of numbersOf(Object.fromEntries(plain), prefix)) finals.set(metric, value);
    }
  }
  const folders = [name, ...memberFolders(name)];
  return {
    name,
    networks: folders.map((folder) => networkTable(folder, options.x)),
    finals,
    facts: factsOf(configOf(join(name, 'config.yaml')), readJson(join(name, 'environment.json'))),
    isUnfinished: report === undefined && isThere(join(name, 'config.yaml')),
  };
}

/** What a report says about a split besides its scores: it follows from the same predictions, and older reports lack it. */
const details = new Set(['mistakes', 'reliability', 'errors', 'sweep', 'operatingPoints', 'histogram']);

/** Joins the metrics of a network with its timings, which newer versions keep in a file of their own. */
function networkTable(folder: string, x: string | undefined): MetricTable {
  const read = (name: string): MetricTable => {
    const file = join(folder, name);
    return readTable(file, readWhole(file, 'file', sizeLimits.table), x);
  };
  const metrics = read('metrics.jsonl');
  if (!isThere(join(folder, 'timings.jsonl'))) return metrics;
  const timings = new Map(read('timings.jsonl').rows.map(({ x: at, values }) => [at, values]));
  const rows = metrics.rows.map((row) => ({
    ...row,
    values: new Map([...row.values, ...(timings.get(row.x) ?? [])]),
  }));
  return { ...metrics, rows };
}

/**
 * Returns the config with all defaults, so that a config of an older version compares as it was meant; as written if it is invalid.
 * Throws 'config' if it is not YAML.
 */
function configOf(path: string): unknown {
  if (!isThere(path)) return undefined;
  try {
    return loadConfig(path).config;
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error;
    return readConfigFile(path).value;
  }
}

/** Returns undefined if the file does not exist or is damaged: metrics can be compared without it. */
function readJson(path: string): unknown {
  if (!isThere(path)) return undefined;
  try {
    return parseJson(readWhole(path, 'file', sizeLimits.table).toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function missing(name: string, what: string, { role }: SourceOptions): NerwinError {
  if (role !== 'baseline')
    return new NerwinError('file', what, 'give a run folder written by nerwin train, or a metrics file');
  return new NerwinError(
    'file',
    `there is no baseline: ${what}`,
    `make one on the branch to compare with: \`${commandName()} train --config FILE --output ${shellWord(name)}\`; ` +
      'or give a run folder written by nerwin train, or a metrics file',
  );
}
