/** @file The tables of a run's report. */

import { namesFile } from '../config/paths.js';
import { configSchema } from '../config/schema.js';
import { percent, significant } from '../document/number-format.js';
import { paragraph, type ReportBlock, type TableBlock, type Text, table } from '../document/report.js';
import type { Scores } from '../evaluation/scores.js';
import { leavesOf } from '../json.js';
import { grouped } from '../plural.js';
import { rungs } from '../vectors/rungs.js';
import type { RunReport } from './run-report.js';
import { rungMeanings } from './rung-meanings.js';

/**
 * Returns precision, recall, F1 and counts on dev and test, by token and by entity, and by type if the model
 * has several types.
 */
export function scoreTable({ dev, test }: RunReport): TableBlock {
  const row = (split: string, unit: string, { precision, recall, f1, tp, fp, fn }: Scores): Text[] => [
    split,
    unit,
    ...[precision, recall, f1].map(percent),
    ...[tp, fp, fn].map(grouped),
  ];
  const parts = [['dev', dev] as const, ...(test ? [['test', test] as const] : [])];
  return table(
    [
      ['split', 'left'],
      ['level', 'left'],
      ['precision', 'right'],
      ['recall', 'right'],
      ['F1', 'right'],
      ['TP', 'right'],
      ['FP', 'right'],
      ['FN', 'right'],
    ],
    parts.flatMap(([split, { token, entity, types = {} }]) => [
      row(split, 'entity', entity),
      row(split, 'token', token),
      ...Object.entries(types).map(([type, scores]) => row(split, `entity ${type}`, scores.entity)),
    ]),
  );
}

/** Longer runs show about this many epochs, evenly spaced, always including the best and the last one. */
const maxEpochs = 50;

export function epochTable({ epochs, bestEpoch, config }: RunReport): ReportBlock[] {
  const every = Math.ceil(epochs.length / maxEpochs);
  const shown = epochs.filter(
    ({ epoch }, index) => index % every === 0 || epoch === bestEpoch || index === epochs.length - 1,
  );
  const rows = shown.map(({ epoch, loss, insideMargin, rate, gradientNorm, dev, seconds }) => [
    String(epoch),
    loss.toPrecision(5),
    percent(insideMargin),
    significant(rate, 4),
    significant(gradientNorm.W, 3),
    percent(dev.entity.precision),
    percent(dev.entity.recall),
    percent(dev.entity.f1),
    percent(dev.token.f1),
    percent(dev.averagePrecision),
    seconds?.toFixed(1) ?? '',
  ]);
  const names = [
    'epoch',
    'loss',
    config.model.kind === 'softmax' ? 'misclassified tokens' : 'pairs inside the margin',
    'rate',
    '‖dW‖',
    'entity P',
    'R',
    'F1',
    'token F1',
    'AP',
    'seconds',
  ];
  const marked = shown.findIndex(({ epoch }) => epoch === bestEpoch);
  const columns = names.map((name) => [name, 'right'] as const);
  const note =
    'The best epoch is highlighted. Scores are on dev at its best threshold, in percent; AP is token-level average precision.';
  const skipped =
    every > 1 ? ` Of ${epochs.length} epochs, one in ${every} is shown; metrics.jsonl has all of them.` : '';
  return [marked < 0 ? table(columns, rows) : table(columns, rows, marked), paragraph(note + skipped)];
}

/** Returns the table of splits: sizes, files and schemes. */
export function corpusTable({ splits }: RunReport): TableBlock {
  return table(
    [
      ['split', 'left'],
      ['sentences', 'right'],
      ['tokens', 'right'],
      ['locations', 'right'],
      ['scheme', 'left'],
      ['files', 'left'],
    ],
    splits.map(({ split, sentences, tokens, locations, files }) => [
      split,
      ...[sentences, tokens, locations].map(grouped),
      [...new Set(files.map(({ scheme }) => scheme))].join(', '),
      files.flatMap(({ path }, index) => [...(index > 0 ? [', '] : []), { code: path }]),
    ]),
  );
}

/**
 * Returns, for each lookup step, the number and percentage of tokens of each split whose vector it found;
 * steps without tokens are omitted.
 */
export function ladderTable({ splits }: RunReport): TableBlock {
  const used = rungs.filter((rung) => splits.some((split) => (split.rungs[rung] ?? 0) > 0));
  return table(
    [
      ['step', 'left'],
      ['the word is looked up', 'left'],
      ...splits.map(({ split }) => [`${split} tokens`, 'right'] as const),
      ...splits.map(({ split }) => [`${split} %`, 'right'] as const),
    ],
    used.map((rung) => [
      { code: rung },
      rungMeanings[rung],
      ...splits.map((split) => grouped(split.rungs[rung] ?? 0)),
      ...splits.map(({ rungs: counts, tokens }) => percent(tokens === 0 ? 0 : (counts[rung] ?? 0) / tokens)),
    ]),
  );
}

/** Shows the value of a setting; nothing if there is none. */
const settingText = (value: unknown): Text =>
  value === undefined ? '' : { code: typeof value === 'string' && value !== '' ? value : spaced(value) };

/** JSON with a space after each comma of a list, so that a long list can be broken there. */
const spaced = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(spaced).join(', ')}]` : JSON.stringify(value);

/** Returns a table of every setting by its dotted path. */
export function settingsTable({ config }: RunReport): TableBlock {
  return table(
    [
      ['setting', 'left'],
      ['value', 'left'],
    ],
    [...leavesOf(config)].map(([path, value]) => [{ code: path }, settingText(value)]),
  );
}

/** Returns a table of the settings whose values are not the defaults; the corpora and the vectors have no defaults. */
export function differingSettings({ config }: RunReport): TableBlock {
  const { train, dev } = config.corpus;
  const shipped = JSON.stringify([namesFile('.', 'shipped')]);
  const least = configSchema.parse({ corpus: { train, dev }, vectors: { file: config.vectors.file } });
  const defaults = new Map(leavesOf(least));
  const rows = [...leavesOf(config)].filter(
    ([path, value]) =>
      JSON.stringify(value).replace(shipped, '["shipped"]') !== JSON.stringify(defaults.get(path)),
  );
  return differenceTable(rows, defaults);
}

/** Returns a table of settings with their values and their defaults. */
export const differenceTable = (
  settings: readonly (readonly [path: string, value: unknown])[],
  defaults: ReadonlyMap<string, unknown>,
): TableBlock =>
  table(
    [
      ['setting', 'left'],
      ['value', 'left'],
      ['default', 'left'],
    ],
    settings.map(([path, value]) => [{ code: path }, settingText(value), settingText(defaults.get(path))]),
  );
