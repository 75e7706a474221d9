/** @file What a model was made of, as its file says: its networks, data, and the settings that are not the defaults. */
import { configSchema } from '../config/schema.js';
import { heading, paragraph, type ReportBlock, table } from '../document/report.js';
import { leavesOf } from '../json.js';
import type { ModelHeader } from '../model/model.js';
import { differenceTable } from './run-tables.js';

/** Returns the networks of a bag, the hashes of the training data, and the settings that are not the defaults. */
export function modelBlocks({ members = [], corpora, vectors, from, config }: ModelHeader): ReportBlock[] {
  const files = [
    ...corpora.train.map((file) => ['train', file] as const),
    ...corpora.dev.map((file) => ['dev', file] as const),
    ['vectors', vectors] as const,
    ...(from ? [['start model', from] as const] : []),
  ];
  return [
    heading('The model'),
    ...(members.length === 0 ? [] : networkBlocks(members)),
    ...settingBlocks(config),
    paragraph('It was trained with these files:'),
    table(
      [
        ['file of', 'left'],
        ['name', 'left'],
        ['SHA-256', 'left'],
      ],
      files.map(([use, { name, sha256 }]) => [use, { code: name }, { code: sha256 }]),
    ),
  ];
}

function networkBlocks(members: NonNullable<ModelHeader['members']>): ReportBlock[] {
  return [
    paragraph(`It is the merge of ${members.length} networks and returns the mean of their scores:`),
    table(
      [
        ['seed', 'left'],
        ['best epoch', 'right'],
      ],
      members.map(({ seed, bestEpoch }) => [String(seed), String(bestEpoch)]),
    ),
  ];
}

function settingBlocks(config: ModelHeader['config']): ReportBlock[] {
  const least = configSchema.parse({ corpus: { train: 'train', dev: 'dev' }, vectors: { file: 'vectors' } });
  const defaults = new Map(leavesOf(least));
  const rows = [...leavesOf(config)].filter(
    ([path, value]) => defaults.has(path) && JSON.stringify(value) !== JSON.stringify(defaults.get(path)),
  );
  if (rows.length === 0) return [paragraph('It was trained with the default settings.')];
  return [paragraph('Settings that are not the defaults:'), differenceTable(rows, defaults)];
}
