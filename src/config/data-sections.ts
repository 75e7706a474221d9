/** @file The config sections for the data: corpora, word vectors, windows, features. */
import * as z from 'zod';
import { text, texts, whole } from './value-schemas.js';

// 1-based; negative numbers count from the end; or a name
const column = () => z.union([whole(1, 1000), whole(-1000, -1), text()]);

const columns = z.strictObject({
  token: column()
    .default(1)
    .describe(
      'the token column, counted from 1; negative numbers count from the end; or its name in the header line',
    ),
  tag: column()
    .default(-1)
    .describe(
      'the tag column; -1 is the last column; also a name, or a key of the last column, as NER in NER=B-LOC',
    ),
  separator: z
    .enum(['any', 'tab', 'space'])
    .default('any')
    .describe('column separator; any = one or more spaces or tabs'),
});

const source = z.strictObject({
  files: texts().describe('files or globs'),
  sentences: whole(1, 1_000_000_000)
    .nullable()
    .default(null)
    .describe('use only this many of its sentences, spread evenly; null = all'),
  weight: whole(1, 1000).default(1).describe('how many times each of its windows counts in training'),
});

const portion = source.omit({ weight: true });

/** A list of files, globs and sources; a single string is allowed instead. */
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
      'base folder of the corpus paths, relative to this file; shipped = the shipped corpus (a path can also start with shipped/)',
    ),
  train: sources().describe(
    'training files or globs; an item can be a source with its own settings: { files, sentences, weight }',
  ),
  dev: portions().describe(
    'dev files or globs, used to choose the epoch and the threshold; an item can be { files, sentences }',
  ),
  test: z
    .union([text(), z.array(text())])
    .transform((value) => (typeof value === 'string' ? [value] : value))
    .default([])
    .describe('test files or globs, evaluated at the end; optional'),
  format: z
    .enum(['auto', 'columns', 'jsonl', 'json', 'csv', 'brat', 'markup', 'docbin'])
    .default('auto')
    .describe('format of the corpus files'),
  columns: columns
    .prefault({})
    .describe('which columns hold the token and the tag, for files in column format'),
  scheme: z
    .enum(['auto', 'IOB1', 'IOB2', 'BIOES', 'BILOU', 'IO'])
    .default('auto')
    .describe('the tagging scheme: how tags mark entity boundaries'),
  untyped: text().default('LOC').describe('the entity type of tags without a type (B, I, O)'),
  labels: z
    .array(text())
    .optional()
    .describe(
      'what tags and labels mean that are numbers: names in the order of the numbers from 0 (O, B-LOC, I-LOC), or number=name (17=LOC); default: as the files say',
    ),
  sentences: z
    .strictObject({
      split: z
        .enum(['none', 'auto'])
        .default('none')
        .describe('auto = split at sentence ends, for files without blank lines'),
    })
    .prefault({})
    .describe('what a sentence is'),
  strict: z
    .boolean()
    .default(false)
    .describe('refuse faulty corpus files instead of reading them with a warning'),
  documents: z
    .union([z.enum(['auto', 'docstart', 'file']), whole(1, 1_000_000)])
    .default('auto')
    .describe(
      'document boundaries: at -DOCSTART- lines, at the end of each file, or after a fixed number of sentences',
    ),
});

/** With `vectors.keep: auto`, this many of the most frequent words are in the vocabulary. */
export const frequentWords = 100_000;

export const vectors = z.strictObject({
  file: text().describe('word-vector file, relative to this file; shipped = the shipped vectors'),
  dimension: whole(1, 4096)
    .nullable()
    .default(null)
    .describe('dimension of the vectors; null = as in the file; a number must match the file'),
  keep: z
    .union([z.enum(['auto', 'all', 'corpus']), whole(1, 100_000_000)])
    .default('auto')
    .describe(
      `words in the model's vocabulary: auto = the ${frequentWords} most frequent words and those of train and dev, so all of the shipped vectors; all; this many of the most frequent words; corpus = only those of train and dev, so the model knows no other word`,
    ),
});

export const windows = z.strictObject({
  radius: whole(0, 10)
    .default(2)
    .describe('number of words on each side of the center; 2 = windows of five words'),
});

/** Returns the name of a list whose config gives none: the name of its file, without folder and extension. */
const nameOfList = (file: string): string =>
  file === 'shipped' ? 'places' : (file.split(/[\\/]/).at(-1) ?? file).replace(/(.)\.[^.]*$/, '$1');

const gazetteer = z
  .strictObject({
    file: text().describe(
      'file with one name per line, written as in text, relative to this file; a class can follow a name after a tab; shipped = the shipped list of places',
    ),
    name: text()
      .optional()
      .describe('what the feature is called in explanations; by default the name of the file'),
  })
  .transform(({ file, name }) => ({ file, name: name ?? nameOfList(file) }));

export const features = z.strictObject({
  shape: z.boolean().default(false).describe('the capitalization and digit class of the word'),
  shape2: z.boolean().default(false).describe('the collapsed character pattern of the word, such as Aa-Aa'),
  words: z.boolean().default(false).describe('the word itself in lowercase; minimumCount drops rare words'),
  affixes: whole(0, 10).default(0).describe('maximum length of prefixes and suffixes, in letters; 0 = none'),
  affixBuckets: whole(1, 16_777_216).default(4096).describe('number of hash buckets for affixes'),
  sentence: z
    .boolean()
    .default(false)
    .describe('features of the sentence: all uppercase, title case and so on'),
  sentenceMean: z.boolean().default(false).describe("the mean of the sentence's word vectors (dense)"),
  documentMean: z.boolean().default(false).describe("the mean of the document's word vectors (dense)"),
  lexicon: z
    .boolean()
    .default(false)
    .describe('how often the word is a location in the training corpus, not counting its own document'),
  gazetteers: z
    .array(gazetteer)
    .default([])
    .describe('lists of names; each list is a feature: { file, name }'),
  minimumCount: whole(1, 1_000_000)
    .default(1)
    .describe('drop features seen fewer times than this in training'),
});
