/**
 * @file Opens a corpus: reads every file, detects its format and tagging scheme, checks it to the end, counts
 * its contents, and keeps the sentences in columns of about 6 bytes a token. After that the files are no
 * longer needed.
 */

import { createHash } from 'node:crypto';
import { NerwinError } from '../error.js';
import { type Fingerprint, hashFile } from '../file-bytes.js';
import { plural } from '../plural.js';
import { DocumentNumbers } from './documents.js';
import { isBrat, textBeside } from './formats/brat.js';
import { formatOf, formats } from './formats/registry.js';
import { onlyVisible } from './invisible.js';
import { defaultLimits, tooLongRecord } from './limits.js';
import { fileLines } from './lines.js';
import { Notices } from './notices.js';
import type { CorpusFormat, CorpusOptions } from './options.js';
import { PackedSentences } from './packed-sentences.js';
import type { AnnotatedSentence } from './raw-sentence.js';
import { TagCensus } from './schemes.js';
import type { Sentence, Span } from './sentence.js';
import { sentencePieces } from './sentence-pieces.js';
import { tagColumnHint } from './setting-names.js';
import { type Scheme, spansOf } from './tags.js';

export { type CorpusOptions, defaultCorpusOptions } from './options.js';

/** A sentence with more tokens than this is probably a file without blank lines. */
const longestSentence = 1000;

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
  /** What was read although it is not quite in order: a line for each kind, with its number and first places. */
  readonly warnings: readonly string[];
}

export interface Corpus {
  readonly summary: CorpusSummary;
  /** Iterates over all sentences in file order; each call starts from the beginning. */
  sentences(): Iterable<Sentence>;
  /** Returns the number of tokens of each distinct form, in order of first appearance. */
  forms(): Map<string, number>;
}

/**
 * Opens `files` as one corpus. Irregularities that do not prevent reading are counted in `notices`.
 *
 * Throws a {@link NerwinError} of kind 'corpus', with file and line where possible, if there are no files, a
 * file has no sentence, a line is malformed, a column has no tags, letters and bare types are mixed, the text
 * is not UTF-8, or a required document marker is missing.
 */
export async function openCorpus(
  files: readonly string[],
  options: CorpusOptions,
  notices = new Notices(options.strict, options.names),
): Promise<Corpus> {
  if (files.length === 0) {
    throw new NerwinError('corpus', 'the corpus has no files', 'list files or globs under corpus');
  }
  const summaries: FileSummary[] = [];
  const sentences = new PackedSentences();
  const documents = new DocumentNumbers(options.documents.boundary);
  let marked = false;
  for (const path of files) {
    documents.openFile();
    summaries.push(await read(path, options, documents, sentences, notices));
    marked ||= documents.marked;
  }
  if (options.documents.boundary === 'docstart' && !marked) {
    throw new NerwinError(
      'corpus',
      `${files[0]}: no -DOCSTART- or # newdoc line${files.length > 1 ? `, nor in the ${plural(files.length - 1, 'file', 'files')} after it` : ''}`,
      `set ${options.names.documents} to file or to a number of sentences`,
    );
  }
  const total = totalOf(summaries);
  noteSimilarTypes(total.entities, files[0], notices);
  return {
    summary: { ...total, warnings: notices.lines() },
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
  notices: Notices,
): Promise<FileSummary> {
  const identity = await identityOf(path);
  if (identity.bytes === 0 && !isBrat(path))
    throw new NerwinError('corpus', `${path}: the file is empty`, emptyHint(path));
  const format = options.format === 'auto' ? await formatOf(path) : options.format;
  const { tagHint = tagColumnHint(options.names) } = formats[format];
  const census = new TagCensus(path, options.names, tagHint, notices);
  const documentsBefore = documents.count;
  const splits = options.sentences.split === 'auto';
  let [sentences, tokenCount, givenSpans] = [0, 0, 0];
  const leftOut = notices.count('notAnnotated');
  packed.openFile(path);
  for await (const { tokens, annotation, lines, opensDocument } of annotatedSentences(
    path,
    format,
    options,
    notices,
  )) {
    tokenCount += tokens.length;
    const hasTags = 'tags' in annotation;
    if (hasTags) census.add(annotation.tags, lines);
    else {
      givenSpans++;
      census.addSpans(annotation.spans);
    }
    const spans = hasTags ? spansOf(annotation.tags) : annotation.spans;
    const add = (tokens: readonly string[], spans: readonly Span[], line: number, opens: boolean): void => {
      sentences++;
      if (tokens.length > longestSentence)
        notices.add('longSentence', `${path}:${line}`, `${tokens.length.toLocaleString('en-US')} tokens`);
      packed.add({ tokens, spans, document: documents.next(opens), line });
    };
    if (!splits) add(tokens, spans, lines[0], opensDocument);
    else
      for (const { from, to, spans: own } of sentencePieces(tokens, spans))
        add(tokens.slice(from, to), own, lines[from], opensDocument && from === 0);
  }
  if (sentences === 0) {
    if (notices.count('notAnnotated') > leftOut) throw notAnnotated(path);
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

/** Returns size and hash of a file; of annotations of brat, those of both files: the hash of their two hashes. */
async function identityOf(path: string): Promise<Fingerprint> {
  const own = await hashFile(path, 'corpus');
  if (!isBrat(path)) return own;
  const text = await hashFile(textBeside(path), 'corpus');
  const sha256 = createHash('sha256').update(`${own.sha256} ${text.sha256}`).digest('hex');
  return { bytes: own.bytes + text.bytes, sha256 };
}

/** Yields the sentences of a file as they are annotated there. */
export async function* annotatedSentences(
  path: string,
  format: CorpusFormat,
  options: CorpusOptions,
  notices: Notices,
): AsyncGenerator<AnnotatedSentence> {
  const definition = formats[format];
  const context = { path, options, notices };
  if ('read' in definition) return yield* definition.read(context);
  const { open, readsOtherEncodings } = definition;
  const reader = open(context);
  const onOther = readsOtherEncodings
    ? (line: number) => notices.add('otherEncoding', `${path}:${line}`)
    : undefined;
  const { limits = defaultLimits } = options;
  const limit = {
    bytes: limits.record,
    error: (line: number) => tooLongRecord(`${path}:${line}`, 'a line', limits),
  };
  for await (const block of fileLines(path, 'corpus', onOther, limit)) yield* reader.take(block);
  yield* reader.finish();
}

/** Warns of types that are probably meant to be one; `path` is the first file of the corpus. */
export function noteSimilarTypes(entities: readonly EntityCount[], path: string, notices: Notices): void {
  const groups = new Map<string, EntityCount[]>();
  for (const entity of entities) {
    const key = onlyVisible(entity.type).normalize('NFKC').toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), entity]);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const listed = group
      .map(({ type, count }) => `${JSON.stringify(escaped(type))} (${count})`)
      .join(' and ');
    notices.add('similarTypes', path, listed);
  }
}

/** Returns a type with invisible characters as escapes. */
const escaped = (type: string): string =>
  type.replace(
    /[\s\p{Cc}\p{Cf}]/gu,
    (unit) => `<U+${(unit.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );

/** Adds up the summaries of files that form one corpus. */
export function totalOf(files: readonly FileSummary[], warnings: readonly string[] = []): CorpusSummary {
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
    warnings,
  };
}

/** Most frequent first, then by code units. */
const ranked = (counts: ReadonlyMap<string, number>): EntityCount[] =>
  [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));

/** Returns the error for one file or several whose records all lack an annotation. */
export const notAnnotated = (files: string): NerwinError =>
  new NerwinError(
    'corpus',
    `${files}: no record has an annotation`,
    'annotate and submit the records, or accept the predictions, and export them again',
  );

/** Says what to do about a file without contents; standard input has the name `standard input`. */
export const emptyHint = (path: string): string =>
  path === 'standard input'
    ? 'nothing came from the command before the pipe: run it alone to see why'
    : 'check that this is the right file, or download it again';
