/**
 * @file Golden files: the values that must stay equal, and what they were made of. Small and readable in a diff: one line per epoch,
 * shortest exact decimals, no clock and no host; of the settings only those that are not the default.
 */

import { configSchema } from '../config/schema.js';
import { NerwinError } from '../error.js';
import { maximum } from '../extremes.js';
import { isObject, parseJson } from '../json.js';
import { type Facts, factsOf } from './facts.js';
import type { MetricRow } from './metric-table.js';
import { numbersOf } from './metrics-lines.js';
import type { RunSource } from './source.js';

/** Format version of golden files. */
const goldenVersion = 1;

/** Metrics of a new golden file, as far as the run has them. */
const usualCurves = ['loss', 'dev.token.f1', 'dev.entity.f1'];
/** The scores of a finished run that are compared unless others are named. */
export const usualFinals = ['final.dev.token.f1', 'final.dev.entity.f1', 'test.token.f1', 'test.entity.f1'];

/** Returns the metrics that a golden file of this run gets by default. */
export function goldenMetrics({ networks, finals }: RunSource): string[] {
  const rows = networks.flatMap((table) => table.rows);
  const curves = usualCurves.filter((metric) => rows.some(({ values }) => values.has(metric)));
  return [...curves, ...usualFinals.filter((metric) => finals.has(metric))];
}

/** Returns the text of the golden file of a run. */
export function goldenText({ networks, finals, facts }: RunSource, metrics: readonly string[]): string {
  const isBag = networks.length > 1;
  const x = networks[0].x;
  const epochs = networks.flatMap(({ rows }, index) =>
    rows.map((row) => ({
      ...(isBag ? { network: index + 1 } : {}),
      [x]: row.x,
      ...chosen(metrics, row.values),
    })),
  );
  const head: [string, unknown][] = [
    ['golden', goldenVersion],
    ...(x === 'epoch' ? [] : [['x', x] as [string, unknown]]),
    ...nestedFacts(facts),
    ['final', chosen(metrics, finals)],
  ];
  const lines = head.map(([key, value]) => `  ${JSON.stringify(key)}: ${indented(value)}`);
  const rows = epochs.map((epoch) => `    ${JSON.stringify(epoch)}`);
  return `{\n${[...lines, `  "epochs": [\n${rows.join(',\n')}\n  ]`].join(',\n')}\n}\n`;
}

const indented = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');

/** JSON has no NaN, so it is written as a string. */
const chosen = (
  metrics: readonly string[],
  values: ReadonlyMap<string, number>,
): Record<string, number | string> =>
  Object.fromEntries(
    metrics.flatMap((metric) => {
      const value = values.get(metric);
      return value === undefined ? [] : [[metric, Number.isFinite(value) ? value : String(value)]];
    }),
  );

function nestedFacts(facts: Facts | undefined): [string, unknown][] {
  if (!facts) return [];
  const lean = leanFacts(facts);
  const below = (prefix: string): Record<string, string> =>
    Object.fromEntries(
      [...lean].flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
      ),
    );
  const vectors = lean.get('vectors');
  return [
    ['nerwin', lean.get('versions.nerwin')],
    ['config', below('config.')],
    ['corpora', below('corpora.')],
    ...(vectors === undefined ? [] : [['vectors', vectors] as [string, unknown]]),
  ];
}

let defaults: Facts | undefined;

/** Returns the facts that belong in a golden file: without settings at their default, and without the version of Node. */
export function leanFacts(facts: Facts): Facts {
  defaults ??= factsOf(
    configSchema.parse({ corpus: { train: 'train', dev: 'dev' }, vectors: { file: 'vectors' } }),
    undefined,
  );
  return new Map(
    [...facts].filter(([name, value]) => name !== 'versions.node' && defaults?.get(name) !== value),
  );
}

/** True if the bytes are those of a golden file. */
export function isGolden(bytes: Uint8Array): boolean {
  return /^\ufeff?\s*\{\s*"golden"\s*:/.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

/**
 * Returns a golden file as a run that others are compared with.
 * @throws {NerwinError} `file` if it is damaged or from a newer version.
 */
export function goldenSource(name: string, file: string, bytes: Uint8Array): RunSource {
  const text = new TextDecoder().decode(bytes);
  const hint = 'write it again with --golden FILE --update, and check the change in the diff';
  let content: Record<string, unknown>;
  try {
    const value = parseJson(text);
    if (!isObject(value)) throw new SyntaxError('expected a JSON object');
    content = value;
  } catch (error) {
    throw new NerwinError('file', `${file}: not a golden file: ${(error as Error).message}`, hint, {
      cause: error,
    });
  }
  const { golden, x = 'epoch', nerwin, config, corpora, vectors, final, epochs } = content;
  if (golden !== goldenVersion)
    throw new NerwinError(
      'file',
      `${file}: golden format ${String(golden)}, expected ${goldenVersion}`,
      hint,
    );
  const records = Array.isArray(epochs) ? epochs.filter(isObject) : [];
  const networks = maximum([1, ...records.map(({ network = 1 }) => Number(network))]);
  const facts = new Map([
    ...prefixed('config', config),
    ...prefixed('corpora', corpora),
    ...(vectors === undefined ? [] : [['vectors', String(vectors)] as [string, string]]),
    ...(nerwin === undefined ? [] : [['versions.nerwin', String(nerwin)] as [string, string]]),
  ]);
  return {
    name,
    networks: Array.from({ length: networks }, (_, index) => ({
      file,
      x: String(x),
      rows: rowsOf(records, index + 1, String(x), text),
      notes: [],
    })),
    finals: new Map(isObject(final) ? numbersOf(final, '') : []),
    facts: nerwin === undefined && config === undefined ? undefined : facts,
    isUnfinished: false,
    isGolden: true,
  };
}

function rowsOf(
  records: readonly Record<string, unknown>[],
  network: number,
  x: string,
  text: string,
): MetricRow[] {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.includes('"epochs"')) + 2;
  return records.flatMap((record, index) => {
    const { network: own = 1, [x]: at, ...values } = record;
    if (own !== network || typeof at !== 'number') return [];
    return [{ line: first + index, x: at, values: new Map(numbersOf(values, '')) }];
  });
}

const prefixed = (prefix: string, values: unknown): [string, string][] =>
  isObject(values) ? Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, String(value)]) : [];
