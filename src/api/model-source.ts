/** @file Where a model can come from, in Node and in browsers. */
import { NerwinError } from '../error.js';
import { type ByteSource, bytesSource } from '../model/byte-source.js';
import { aborted, throwIfAborted } from './abort.js';
import { wrong } from './arguments.js';

/**
 * A model: the path of a model file or of a run folder (in Node), a URL, or the bytes of a model file. The bytes
 * are used in place and must not change afterward; they may be shared between workers.
 */
export type ModelSource = string | URL | Uint8Array | ArrayBuffer | SharedArrayBuffer;

/** How far a download is. */
export interface LoadProgress {
  /** Bytes received so far. */
  readonly loaded: number;
  /** Bytes in total; undefined if the server doesn't say. */
  readonly total: number | undefined;
}

/** Options of downloads. */
export interface DownloadOptions {
  /** Is called for every piece of a model that is downloaded. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Ends the download, or the reading of a file, with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

const isShared = (value: unknown): value is SharedArrayBuffer =>
  typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer;

/** Returns bytes as a source; undefined if `source` is something else. */
export function sourceOfBytes(source: unknown): ByteSource | undefined {
  const name = 'the bytes of the model';
  if (source instanceof Uint8Array) return bytesSource(source, name);
  if (source instanceof ArrayBuffer || isShared(source)) return bytesSource(new Uint8Array(source), name);
  return undefined;
}

/** Returns the error for anything else. */
export function notAModel(source: unknown, expected: string): NerwinError {
  if (typeof source !== 'object' || source === null || source instanceof Promise)
    return wrong('model', expected, source);
  if ('arrayBuffer' in source)
    return wrong('model', expected, source, 'pass its bytes: await model.arrayBuffer()');
  return wrong('model', expected, source, 'options are the second argument: Tagger.load(undefined, options)');
}

const retry = 'check the address and the connection, then try again';

/**
 * Downloads a model. Throws 'model' with the URL if the server does not send it, or the connection ends before
 * all bytes have come; 'interrupted' if the signal is aborted.
 */
export async function download(
  url: string,
  { onProgress, signal }: DownloadOptions = {},
): Promise<ByteSource> {
  throwIfAborted(signal);
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok || !response.body)
      throw new NerwinError('model', `${url}: the server answered ${response.status}`, retry);
    return bytesSource(await bytesOf(response, url, onProgress), url);
  } catch (error) {
    if (signal?.aborted) throw aborted(signal);
    if (error instanceof NerwinError) throw error;
    throw new NerwinError('model', `${url}: the download failed`, retry, { cause: error });
  }
}

async function bytesOf(
  response: Response,
  url: string,
  onProgress: DownloadOptions['onProgress'],
): Promise<Uint8Array> {
  // The length counts compressed bytes if the server compresses, so it says nothing then.
  const stated = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
  const total = stated === null ? undefined : Number(stated);
  const pieces: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    pieces.push(piece.value);
    loaded += piece.value.length;
    onProgress?.({ loaded, total });
  }
  if (total !== undefined && loaded < total)
    throw new NerwinError('model', `${url}: the download ended after ${loaded} of ${total} bytes`, retry);
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
