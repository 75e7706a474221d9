/**
 * @file Opens a corpus: reads every file, detects its format and tagging scheme, checks it to the end, counts
 * its contents, and keeps the sentences in columns of about 6 bytes a token. After that the files are no
 * longer needed.
 */

import { NerwinError } from '../error.js';
import { hashFile } from '../file-bytes.js';
import type { ColumnOptions } from './column-layout.js';
import { ColumnReader } from './columns.js';
import { type DocumentBoundary, DocumentNumbers } from './documents.js';
import { JsonReader, looksLikeJson } from './jsonl.js';
import { fileLines, type LineBlock } from './lines.js';
import { PackedSentences } from './packed-sentences.js';
import type { AnnotatedSentence } from './raw-sentence.js';
import { TagCensus } from './schemes.js';
import type { Sentence } from './sentence.js';
import { type SettingNames, tagColumnHint } from './setting-names.js';
import { type Scheme, spansOf } from './tags.js';

/** Turns the lines of a file into sentences. */
interface Reader {
  take(block: LineBlock): Iterable<AnnotatedSentence>;
  finish(): Iterable<AnnotatedSentence>;
}

/** The registry of formats. */
const readers = {
  columns: (path: string, options: CorpusOptions): Reader =>
    new ColumnReader(path, options.columns, options.names),
  jsonl: (path: string): Reader => new JsonReader(path),
};

export type CorpusFormat = keyof typeof readers;

export interface CorpusOptions {
  readonly format: 'auto' | CorpusFormat;
  readonly columns: ColumnOptions;
  /** 'BIOES' also accepts BILOU tags, which mean the same with other letters. */
  readonly scheme: 'auto' | Scheme;
  readonly documents: { readonly boundary: DocumentBoundary };
  /** The names of these settings where the user can change them, for hints. */
  readonly names: SettingNames;
}

/**
 * The default options: format and scheme are detected, the token is in the first column and the tag in the
 * last.
 */
export const defaultCorpusOptions: CorpusOptions = {
  format: 'auto',
  columns: { token: 1, tag: -1, separator: 'any' },
  scheme: 'auto',
  documents: { boundary: 'auto' },
  names: {},
};

/** The number of entities of a type. */
export interface EntityCount {
  readonly type: string;
  readonly count: number;
}

interface Counts {
  readonly sentences: number;
  readonly tokens: number;
  readonly documents: number;
  /** Most frequent first. */
  readonly entities: readonly EntityCount[];
}

export interface FileSummary extends Counts {
  readonly path: string;
  /** Size and SHA-256 of the file as stored, compressed or not. */
  readonly bytes: number;
  readonly sha256: string;
  readonly format: CorpusFormat;
  /** 'none' if every tag is O; 'spans' if the file has spans instead of tags. */
  readonly scheme: Scheme | 'none' | 'spans';
}

export interface CorpusSummary extends Counts {
  readonly files: readonly FileSummary[];
}

export interface Corpus {
  readonly summary: CorpusSummary;
  /** Iterates over all sentences in file order; each call starts from the beginning. */
  sentences(): Iterable<Sentence>;
  /** Returns the number of tokens of each distinct form, in order of first appearance. */
  forms(): Map<string, number>;
}

/**
 * Opens `files` as one corpus.
 *
 * Throws a {@link NerwinError} of kind 'corpus', with file and line where possible, if there are no files, a
 * file has no sentence, a line is malformed, a column has no tags, schemes are mixed, the text is not UTF-8,
 * or a required document marker is missing.
 */
export async function openCorpus(files: readonly string[], options: CorpusOptions): Promise<Corpus> {
  if (files.length === 0) {
    throw new NerwinError('corpus', 'the corpus has no files', 'list files or globs under corpus');
  }
  const summaries: FileSummary[] = [];
  const sentences = new PackedSentences();
  const documents = new DocumentNumbers(options.documents.boundary);
  let marked = false;
  for (const path of files) {
    documents.openFile();
    summaries.push(await read(path, options, documents, sentences));
    marked ||= documents.marked;
  }
  if (options.documents.boundary === 'docstart' && !marked) {
    throw new NerwinError(
      'corpus',
      `${files[0]}: no -DOCSTART- or # newdoc line${files.length > 1 ? `, nor in the ${files.length - 1} files after it` : ''}`,
      `set ${options.names.documents} to file or to a number of sentences`,
    );
  }
  return {
    summary: totalOf(summaries),
    sentences: () => sentences.sentences(),
    forms: () => sentences.forms(),
  };
}

/** Reads a file into `packed`. */
async function read(
  path: string,
  options: CorpusOptions,
  documents: DocumentNumbers,
  packed: PackedSentences,
): Promise<FileSummary> {
  const identity = await hashFile(path, 'corpus');
  if (identity.bytes === 0)
    throw new NerwinError('corpus', `${path}: the file is empty`, 'download it again');
  const format = options.format === 'auto' ? await formatOf(path) : options.format;
  const census = new TagCensus(
    path,
    options.names,
    format === 'jsonl' ? 'tags are written like "B-LOC" and "O"' : tagColumnHint(options.names),
  );
  const documentsBefore = documents.count;
  let [sentences, tokenCount, givenSpans] = [0, 0, 0];
  packed.openFile(path);
  for await (const { tokens, annotation, lines, opensDocument } of annotated(path, format, options)) {
    sentences++;
    tokenCount += tokens.length;
    const hasTags = 'tags' in annotation;
    if (hasTags) census.add(annotation.tags, lines);
    else {
      givenSpans++;
      census.addSpans(annotation.spans);
    }
    const spans = hasTags ? spansOf(annotation.tags) : annotation.spans;
    packed.add({ tokens, spans, document: documents.next(opensDocument), line: lines[0] });
  }
  if (sentences === 0) {
    throw new NerwinError(
      'corpus',
      `${path}: no sentence in the file`,
      'expected lines with a token and its tag, or JSON Lines',
    );
  }
  const scheme = census.scheme(options.scheme);
  return {
    path,
    ...identity,
    format,
    scheme: givenSpans > 0 && scheme === 'none' ? 'spans' : scheme,
    sentences,
    tokens: tokenCount,
    documents: documents.count - documentsBefore,
    entities: ranked(census.entities),
  };
}

/** Returns 'jsonl' if the first nonblank line begins an object with a key, otherwise 'columns'. */
async function formatOf(path: string): Promise<CorpusFormat> {
  for await (const { lines } of fileLines(path, 'corpus')) {
    const line = lines.find((line) => line.trim() !== '');
    if (line !== undefined) return looksLikeJson(line) ? 'jsonl' : 'columns';
  }
  return 'columns';
}

async function* annotated(
  path: string,
  format: CorpusFormat,
  options: CorpusOptions,
): AsyncGenerator<AnnotatedSentence> {
  const reader = readers[format](path, options);
  for await (const block of fileLines(path, 'corpus')) yield* reader.take(block);
  yield* reader.finish();
}

/** Adds up the summaries of files that form one corpus. */
export function totalOf(files: readonly FileSummary[]): CorpusSummary {
  const sum = (count: (file: FileSummary) => number) => files.reduce((total, file) => total + count(file), 0);
  const entities = new Map<string, number>();
  for (const file of files) {
    for (const { type, count } of file.entities) entities.set(type, (entities.get(type) ?? 0) + count);
  }
  return {
    files,
    sentences: sum((file) => file.sentences),
    tokens: sum((file) => file.tokens),
    documents: sum((file) => file.documents),
    entities: ranked(entities),
  };
}

/** Most frequent first, then by code units. */
const ranked = (counts: ReadonlyMap<string, number>): EntityCount[] =>
  [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
