/**
 * @file Evaluation in shards: each process scores its part of the files and saves the sentences with gold locations and
 * scores. Merged, they are evaluated as one corpus, so the figures are those of one run, bit for bit.
 *
 * A file has one line for the shard, and one for each sentence. Scores are written with all digits of their float32.
 */

import { noteSimilarTypes, totalOf } from '../corpus/corpus.js';
import { fileLines } from '../corpus/lines.js';
import { Notices } from '../corpus/notices.js';
import { PackedSentences } from '../corpus/packed-sentences.js';
import type { Span } from '../corpus/sentence.js';
import { NerwinError } from '../error.js';
import { isObject, parseJson } from '../json.js';
import { plural } from '../plural.js';
import type { CountedCorpus, ScoredCorpus } from './model-evaluation.js';
import { isHeader, mark, type Shard, type ShardHeader, type ShardOrigin } from './shard-header.js';

interface ShardSentence {
  /** The number of the sentence in its shard. */
  readonly sentence: number;
  readonly file: number;
  readonly line: number;
  readonly document: number;
  readonly tokens: readonly string[];
  readonly spans: readonly Span[];
  readonly scores: readonly (number | null)[];
}

/** Returns the files of a shard: neighbors, as many for each shard as possible. */
export function filesOf(files: readonly string[], { number, of }: Shard): string[] {
  if (files.length < of)
    throw new NerwinError(
      'usage',
      `--shard ${number}/${of}: the corpus has only ${plural(files.length, 'file', 'files')}, and a shard holds whole files`,
      `divide the corpus into files at document borders, or use at most ${files.length} shards`,
    );
  const border = (k: number): number => Math.floor((k * files.length) / of);
  return files.slice(border(number - 1), border(number));
}

/** Yields the lines of a shard's file. */
export function* shardPieces(
  shard: Shard,
  origin: ShardOrigin,
  command: readonly string[],
  { summary, sentences, encoded, scores, notices }: ScoredCorpus,
): Generator<string> {
  const header: ShardHeader = {
    nerwin: mark,
    ...shard,
    ...origin,
    command,
    files: summary.files,
    notices: notices.entries().filter(({ kind }) => kind !== 'similarTypes'), // of all shards together
    names: notices.names,
    sentences: summary.sentences,
  };
  yield `${JSON.stringify(header)}\n`;
  const paths = summary.files.map(({ path }) => path);
  let sentence = 0;
  for (const { tokens, spans, document, file, line } of sentences()) {
    const start = encoded.starts[sentence];
    const record: ShardSentence = {
      sentence: sentence++,
      file: paths.indexOf(file),
      line,
      document,
      tokens,
      spans,
      scores: Array.from(scores.subarray(start, start + tokens.length)),
    };
    yield `${JSON.stringify(record)}\n`;
  }
}

/** The sentences of all shards, in order, with the score of each token. */
export interface MergedShards {
  readonly corpus: CountedCorpus;
  readonly scores: Float32Array; // (tokens)
  readonly origin: ShardOrigin;
}

/**
 * Reads the files of all shards, in any order. Throws 'corpus' if one is missing, is there twice, is incomplete, or is
 * of another model or division; the hint says how to run only that one again.
 */
export async function readShards(paths: readonly string[]): Promise<MergedShards> {
  const headers: { path: string; header: ShardHeader }[] = [];
  for (const path of paths) headers.push({ path, header: await headerOf(path) });
  headers.sort((a, b) => a.header.number - b.header.number);
  requireWhole(headers);
  const packed = new PackedSentences();
  const scores: number[] = [];
  let documents = 0;
  for (const { path, header } of headers) {
    documents = await addShard(path, header, packed, scores, documents);
  }
  const files = headers.flatMap(({ header }) => header.files);
  const notices = new Notices(false, headers[0].header.names);
  for (const { header } of headers) notices.addAll(header.notices);
  noteSimilarTypes(totalOf(files).entities, files[0].path, notices);
  const summary = totalOf(files, notices.lines());
  return {
    corpus: { summary, sentences: () => packed.sentences(), notices },
    scores: Float32Array.from(scores),
    origin: headers[0].header,
  };
}

async function headerOf(path: string): Promise<ShardHeader> {
  for await (const { lines } of fileLines(path, 'corpus')) {
    let value: unknown;
    try {
      value = parseJson(lines[0]);
    } catch {
      break;
    }
    if (!isObject(value)) break;
    if (!/^evaluation shard \d+$/.test(String(value.nerwin))) break;
    if (!isHeader(value))
      throw new NerwinError(
        'corpus',
        `${path}: its first line is damaged`,
        'write the shard again with `nerwin eval --shard K/N --save FILE`',
      );
    if (value.nerwin === mark) return value;
    throw new NerwinError(
      'corpus',
      `${path}: was saved by another version of nerwin`,
      again(value, value.number, value.of, path),
    );
  }
  throw new NerwinError(
    'corpus',
    `${path}: is no shard of an evaluation`,
    'name the files that `nerwin eval --shard K/N --save FILE` wrote',
  );
}

/** Returns the words of the command that evaluates all shards at once, from one of them. */
export const shardCommand = async (path: string): Promise<readonly string[]> =>
  (await headerOf(path)).command;

/** Returns the command that writes a shard again, as far as another shard tells. */
const again = ({ command }: ShardHeader, number: number, of: number, save: string): string =>
  `run only this one: ${[...command, '--shard', `${number}/${of}`, '--save', save].join(' ')}`;

function requireWhole(shards: readonly { path: string; header: ShardHeader }[]): void {
  const [first] = shards;
  const { of, model, locations } = first.header;
  for (const [k, { path, header }] of shards.entries()) {
    const { number } = header;
    if (header.of !== of)
      throw new NerwinError(
        'corpus',
        `${path}: is shard ${number} of ${header.of}, but ${first.path} is one of ${of}`,
        'merge the shards of one division',
      );
    if (header.model !== model || header.locations.join() !== locations.join())
      throw new NerwinError(
        'corpus',
        `${path}: shard ${number} is of another model or has other location types than ${first.path}`,
        again(first.header, number, of, path),
      );
    if (k > 0 && shards[k - 1].header.number === number)
      throw new NerwinError(
        'corpus',
        `shard ${number} of ${of} is there twice: ${shards[k - 1].path} and ${path}`,
        'name only one of them',
      );
  }
  const there = new Set(shards.map(({ header }) => header.number));
  const missing = Array.from({ length: of }, (_, k) => k + 1).filter((number) => !there.has(number));
  if (missing.length === 0) return;
  const listed = `${missing.slice(0, 10).join(', ')}${missing.length > 10 ? ', …' : ''}`;
  throw new NerwinError(
    'corpus',
    missing.length === 1 ? `shard ${listed} of ${of} is missing` : `shards ${listed} of ${of} are missing`,
    again(first.header, missing[0], of, 'FILE'),
  );
}

/** Adds the sentences of a shard; returns the number of documents so far. */
async function addShard(
  path: string,
  header: ShardHeader,
  packed: PackedSentences,
  scores: number[],
  documents: number,
): Promise<number> {
  const fault = (what: string): NerwinError =>
    new NerwinError(
      'corpus',
      `${path}: shard ${header.number} ${what}`,
      again(header, header.number, header.of, path),
    );
  let [count, file, last] = [0, -1, -1];
  for await (const { first, lines } of fileLines(path, 'corpus')) {
    for (let i = first === 1 ? 1 : 0; i < lines.length; i++) {
      if (lines[i] === '') continue;
      const record = sentenceOf(lines[i]);
      if (record === undefined) throw fault(`is damaged at line ${first + i}`);
      if (record.sentence !== count) throw fault(`has sentence ${record.sentence} in the place of ${count}`);
      for (; file < record.file; file++) packed.openFile(header.files[file + 1].path);
      const { tokens, spans, line } = record;
      packed.add({ tokens, spans, line, document: documents + record.document });
      for (const score of record.scores) scores.push(score ?? Number.NaN);
      last = record.document;
      count++;
    }
  }
  if (count !== header.sentences)
    throw fault(`is incomplete: ${count} of ${plural(header.sentences, 'sentence', 'sentences')}`);
  return documents + last + 1;
}

function sentenceOf(line: string): ShardSentence | undefined {
  try {
    const value = parseJson(line);
    const isSentence =
      isObject(value) &&
      Array.isArray(value.tokens) &&
      Array.isArray(value.scores) &&
      value.tokens.length === value.scores.length;
    return isSentence ? (value as unknown as ShardSentence) : undefined;
  } catch {
    return undefined;
  }
}
