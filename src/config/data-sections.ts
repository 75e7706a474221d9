/** @file The sections about what is read: corpora, word vectors, windows, features. */
import * as z from 'zod';
import { text, texts, whole } from './ranges.js';

// 1-based; negative numbers count from the end
const columnNumber = () => z.union([whole(1, 1000), whole(-1000, -1)]);

const columns = z.strictObject({
  token: columnNumber()
    .default(1)
    .describe('the column of the word, from 1; negative numbers count from the end'),
  tag: columnNumber().default(-1).describe('the column of the tag; -1 is the last one'),
  separator: z
    .enum(['any', 'tab', 'space'])
    .default('any')
    .describe('what stands between columns; any = runs of spaces and tabs'),
});

const source = z.strictObject({
  files: texts().describe('files or globs of the source'),
  sentences: whole(1, 1_000_000_000)
    .nullable()
    .default(null)
    .describe('take so many of its sentences, spread evenly; null = all'),
  weight: whole(1, 1000).default(1).describe('how many times its windows count in training'),
});

const portion = source.omit({ weight: true });

/** Files, globs and sources; a single string may stand for the list. */
const sources = () => listOf(source);
const portions = () => listOf(portion);

const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .union([text(), z.array(z.union([text(), item])).min(1)])
    .transform((value) => (typeof value === 'string' ? [value] : value));

export const corpus = z.strictObject({
  root: text()
    .default('.')
    .describe(
      "the folder where the corpus's paths start, relative to this file; shipped = the corpus that comes with nerwin, as is shipped/ at the start of a path",
    ),
  train: sources().describe(
    'files or globs to learn from; an item may be a source with settings of its own: { files, sentences, weight }',
  ),
  dev: portions().describe(
    'files or globs on which the epoch and the threshold are chosen; an item may be { files, sentences }',
  ),
  test: z
    .union([text(), z.array(text())])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .default([])
    .describe('files or globs to report on at the end; may be left out'),
  format: z.enum(['auto', 'columns', 'jsonl']).default('auto').describe('how the files are written'),
  columns: columns.prefault({}).describe('where word and tag stand in files of columns'),
  scheme: z
    .enum(['auto', 'IOB1', 'IOB2', 'BIOES', 'IO'])
    .default('auto')
    .describe('how tags mark the borders of entities'),
  documents: z
    .union([z.enum(['auto', 'docstart', 'file']), whole(1, 1_000_000)])
    .default('auto')
    .describe(
      'where documents end: at -DOCSTART- lines, at the end of each file, or after a number of sentences',
    ),
});

export const vectors = z.strictObject({
  file: text().describe(
    'a file of word vectors, relative to this file; shipped = the vectors that come with nerwin',
  ),
  dimension: whole(1, 4096)
    .nullable()
    .default(null)
    .describe('numbers in a vector; null = as in the file, a number is checked against the file'),
  keep: z
    .union([z.enum(['corpus', 'all']), whole(1, 100_000_000)])
    .default('corpus')
    .describe(
      "words in the model's lexicon: those of the corpora, all, or the given number of most frequent ones",
    ),
});

export const windows = z.strictObject({
  radius: whole(0, 10)
    .default(2)
    .describe('words to the left and to the right of the centre; 2 = windows of five'),
});

const gazetteer = z.strictObject({
  file: text().describe(
    'a list of names, one a line, relative to this file; a class may follow a name after a tab',
  ),
  name: text().describe('what the feature is called in explanations'),
});

export const features = z.strictObject({
  shape: z.boolean().default(false).describe("classes of a word's capitals and digits"),
  shape2: z.boolean().default(false).describe("a word's collapsed pattern, such as Aa-Aa"),
  words: z
    .boolean()
    .default(false)
    .describe('the word itself, in lower case; minimumCount keeps rare ones out'),
  affixes: whole(0, 10).default(0).describe('letters in the longest prefix and suffix; 0 = none'),
  affixBuckets: whole(1, 16_777_216).default(4096).describe('affixes are hashed into so many features'),
  sentence: z
    .boolean()
    .default(false)
    .describe('features of the sentence: capitals throughout, title case and the like'),
  sentenceMean: z.boolean().default(false).describe("the mean of the sentence's word vectors (dense)"),
  documentMean: z.boolean().default(false).describe("the mean of the document's word vectors (dense)"),
  lexicon: z
    .boolean()
    .default(false)
    .describe('how often the word is a location in the training corpus, its own document left out'),
  gazetteers: z
    .array(gazetteer)
    .default([])
    .describe('lists of names; each one is a feature: { file, name }'),
  minimumCount: whole(1, 1_000_000).default(1).describe('a feature seen fewer times in training is dropped'),
});
