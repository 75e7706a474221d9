/** @file `open-model.ts` for browsers. */
import { readModel, type StoredModel } from '../model/read-model.js';
import { compileModule } from '../simd/module.js';
import { throwIfAborted } from './abort.js';
import {
  type DownloadOptions,
  download,
  type ModelSource,
  notAModel,
  sourceOfBytes,
} from './model-source.js';

export async function openModel(
  source: ModelSource | undefined,
  options: DownloadOptions,
): Promise<StoredModel> {
  throwIfAborted(options.signal);
  const isUrl = typeof source === 'string' || source instanceof URL;
  const bytes = sourceOfBytes(source);
  if (!bytes && !isUrl) throw notAModel(source, 'the URL or the bytes of a model');
  const [model] = await Promise.all([bytes ?? download(String(source), options), compileModule()]);
  return readModel(model);
}
