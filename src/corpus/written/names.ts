/** @file The names of the formats that corpora are written in; commands offer them in this order. */

import type { CorpusFormat } from '../options.js';

/** Each name, and the format that reads such files; undefined if they cannot be read back. */
export const readsAs = {
  conll: 'columns',
  conllu: 'columns',
  jsonl: 'jsonl',
  doccano: 'jsonl',
  'label-studio': 'json',
  prodigy: 'jsonl',
  spacy: 'jsonl',
  docbin: 'docbin',
  huggingface: 'jsonl',
  brat: 'brat',
  gate: 'markup',
  xml: 'markup',
  csv: 'csv',
  html: 'markup',
  geojson: undefined,
} satisfies Record<string, CorpusFormat | undefined>;

export type WrittenName = keyof typeof readsAs;
export const writtenNames = Object.keys(readsAs) as readonly WrittenName[];
