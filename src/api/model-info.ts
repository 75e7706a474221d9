/** @file What is inside a model, in the library. */
import { infoOf, type ModelInfo } from '../model/model-info.js';
import { checkOptions, kinds } from './arguments.js';
import type { DownloadOptions, ModelSource } from './model-source.js';
import { openModel } from './open-model.js';

/**
 * Describes a model: its network, thresholds and operating points, what it was trained on, its lexicon and its
 * tensors. Returns what `nerwin model info --json` prints. Throws a `NerwinError`: `model` if there is no model, or it
 * is damaged, `usage`, or `interrupted`.
 *
 * @example
 * ```ts
 * import { modelInfo } from 'nerwin/tools';
 *
 * const { kind, activation, operatingPoints } = await modelInfo(); // the model that ships
 * console.log(kind, activation, 'precise' in operatingPoints); // → window hardtanh true
 * ```
 */
export async function modelInfo(model?: ModelSource, options: DownloadOptions = {}): Promise<ModelInfo> {
  checkOptions('options', options, { onProgress: kinds.isFunction, signal: kinds.isSignal });
  return infoOf(await openModel(model, options));
}
