/** @file Opens a model in Node; `open-model.browser.ts` does the same in a browser. */
import { type FileHandle, open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { asPathError } from '../error.js';
import { bytesSource } from '../model/byte-source.js';
import { demandFile, readWithoutWaiting } from '../model/file-source.js';
import { modelFileOf } from '../model/model-path.js';
import { readModel, type StoredModel } from '../model/read-model.js';
import { shippedModelPath } from '../model/shipped.js';
import { throwIfAborted } from './abort.js';
import {
  type DownloadOptions,
  download,
  type ModelSource,
  notAModel,
  sourceOfBytes,
} from './model-source.js';

/** Opens a model; the shipped one without a source. Throws 'model' if there is none, or it is damaged. */
export async function openModel(
  source: ModelSource | undefined,
  options: DownloadOptions,
): Promise<StoredModel> {
  throwIfAborted(options.signal);
  const bytes = sourceOfBytes(source);
  if (bytes) return readModel(bytes);
  const path = pathOf(source);
  if (/^https?:/i.test(path)) return readModel(await download(path, options));
  const model = await readFileModel(path);
  throwIfAborted(options.signal);
  return model;
}

/** The file that {@link openModel} reads: none for bytes and web addresses. */
export function modelFilesOf(source: ModelSource | undefined): readonly string[] {
  if (sourceOfBytes(source)) return [];
  const path = pathOf(source);
  return /^https?:/i.test(path) ? [] : [modelFileOf(path)];
}

function pathOf(source: unknown): string {
  if (source === undefined) return shippedModelPath();
  if (source instanceof URL) return source.protocol === 'file:' ? fileURLToPath(source) : source.href;
  if (typeof source !== 'string') throw notAModel(source, 'a path, a URL or bytes');
  return source.startsWith('file:') ? fileURLToPath(source) : source;
}

/** Reads a model file, or the model of a run folder. */
async function readFileModel(path: string): Promise<StoredModel> {
  const file = modelFileOf(path);
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, readWithoutWaiting);
    demandFile(await handle.stat(), file, 'model');
    return readModel(bytesSource(await handle.readFile(), file));
  } catch (error) {
    throw asPathError('model', file, error);
  } finally {
    await handle?.close();
  }
}
