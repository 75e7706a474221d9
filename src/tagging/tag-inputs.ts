/** @file Files and streams of bytes → records in bytes, line by line: in one thread, in several, or as documents. */
import { type LineBlock, type LongBlock, lineAndLongBlocks } from '../corpus/lines.js';
import { fileBytes, plainBytes } from '../file-bytes.js';
import type { StoredModel } from '../model/read-model.js';
import { createTagger, type TagJob } from './tag-job.js';
import { type RecordPiece, tagLines, tagLongLine } from './tag-lines.js';

/** Opens an input: yields its lines, those over `longBytes` bytes as blocks of their own. Throws 'file' when it is read. */
export type TagInput = (longBytes?: number) => AsyncIterable<LineBlock | LongBlock>;

/** A file, plain or gzip. */
export const fileInput =
  (path: string): TagInput =>
  (longBytes) =>
    lineAndLongBlocks(fileBytes(path, 'file'), path, 'file', longBytes);

/** A stream of bytes, plain or gzip; errors call it `name`. */
export const streamInput =
  (bytes: AsyncIterable<Uint8Array>, name: string): TagInput =>
  (longBytes) =>
    lineAndLongBlocks(plainBytes(bytes as AsyncIterable<Buffer>, name, 'file'), name, 'file', longBytes);

/**
 * Yields the records of the lines of all inputs, in order and in bounded memory. With `job.document`, each input is one
 * document, in one thread.
 */
export async function* taggedInputs(
  inputs: readonly TagInput[],
  job: TagJob,
  model: StoredModel,
  threads: number,
): AsyncGenerator<RecordPiece> {
  if (job.document) {
    const { tagAsDocument, longestDocumentBytes } = await import('./tag-documents.js');
    const { tagger, write } = createTagger(job, model);
    for (const open of inputs) yield* tagAsDocument(open(longestDocumentBytes), tagger, write);
    return;
  }
  const lines = linesOf(inputs);
  if (threads === 1) {
    const { tagger, write } = createTagger(job, model);
    yield* tagLines(lines, tagger, write, ({ long }) => tagLongLine(long, tagger, job));
    return;
  }
  const { tagInThreads } = await import('./tag-threads.js');
  yield* tagInThreads(lines, job, threads, () => createTagger(job, model).tagger);
}

async function* linesOf(inputs: readonly TagInput[]): AsyncGenerator<LineBlock | LongBlock> {
  for (const open of inputs) yield* open();
}
