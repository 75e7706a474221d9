/** @file Models for other programs, in the library. */
import { featuresOutside, type OnnxForm, onnxForms, onnxModel, opsets } from '../export/onnx-model.js';
import { writePieces } from '../file.js';
import type { StoredModel } from '../model/read-model.js';
import type { StoredTensor } from '../model/safetensors.js';
import { rejectOverwrite } from '../output-guard.js';
import { checkOptions, kinds, oneOf, required, wholeFrom } from './arguments.js';
import type { ModelSource } from './model-source.js';
import { modelFilesOf, openModel } from './open-model.js';

/** The formats for other programs: an ONNX graph, a NumPy archive, and the lexicon in word2vec's binary format. */
export const exportFormats = ['onnx', 'npz', 'word2vec'] as const;
/** A format for other programs. */
export type ExportFormat = (typeof exportFormats)[number];

/** Options of {@link exportModel}; they mean what the options of `nerwin export` mean. */
export interface ExportOptions {
  /** The model; the shipped one by default. */
  readonly model?: ModelSource | undefined;
  /** `onnx` for the scoring network, `npz` for all tensors, `word2vec` for the words and their vectors. */
  readonly format: ExportFormat;
  /** The file to write. */
  readonly output: string;
  /** What an ONNX graph takes: `rows`, vectors of windows, by default; or `words`, their ids. */
  readonly input?: OnnxForm | undefined;
  /** The operator set of an ONNX graph, 13 … 22; 17 by default. */
  readonly opset?: number | undefined;
}

/** The file that was written, and what it does not hold. */
export interface ExportedModel {
  readonly output: string;
  readonly format: ExportFormat;
  /** Inputs of the network that the caller of the file computes; empty for the other formats. */
  readonly outside: readonly string[];
}

/** The contents of the exported file, and what it does not hold. */
export async function exported(
  model: StoredModel,
  format: ExportFormat,
  input: OnnxForm,
  opset: number,
): Promise<{ pieces: Iterable<Uint8Array>; outside: readonly string[] }> {
  switch (format) {
    case 'onnx':
      return { pieces: onnxModel(model, input, opset), outside: featuresOutside(model) };
    case 'npz': {
      const { npzFile } = await import('../export/npz.js');
      return { pieces: npzFile(await arraysOf(model)), outside: [] };
    }
    case 'word2vec': {
      const { vectorPieces } = await import('../vectors/write.js');
      const { words, d, vectors } = model.lexicon;
      return { pieces: vectorPieces({ words, d, vectors }, 'word2vec'), outside: [] };
    }
  }
}

/** The tensors of the model file with plain vectors, without the word index, and with the header as bytes of JSON. */
async function arraysOf(model: StoredModel): Promise<Map<string, StoredTensor>> {
  const { modelTensors } = await import('../model/save-model.js');
  const { dequantizedRows } = await import('../model/lexicon-tensors.js');
  const tensors = new Map(modelTensors(model));
  const vectors = tensors.get('lexicon.vectors');
  if (vectors) {
    const data = dequantizedRows(vectors, tensors.get('lexicon.scales'));
    tensors.set('lexicon.vectors', { shape: vectors.shape, data });
  }
  for (const name of ['lexicon.scales', 'lexicon.starts', 'lexicon.slots']) tensors.delete(name);
  const header = new Uint8Array(Buffer.from(JSON.stringify(model.header)));
  return tensors.set('nerwin', { shape: [header.length], data: header });
}

/**
 * Writes a model for other programs, as `nerwin export` does. Only the scoring network is exported: `src/model/FORMAT.md`
 * says how a token becomes rows. Throws a `NerwinError`: `model`, `vectors` if a word cannot be written, `file` or `usage`.
 *
 * @example
 * ```ts
 * import { exportModel } from 'nerwin/tools';
 *
 * const { outside } = await exportModel({ format: 'onnx', output: 'scorer.onnx' });
 * console.log(outside.length > 0); // → true
 * ```
 */
export async function exportModel(options: ExportOptions): Promise<ExportedModel> {
  checkOptions('options', options, {
    model: kinds.isAnything,
    format: required(oneOf(exportFormats)),
    output: required(kinds.isText),
    input: oneOf(onnxForms),
    opset: wholeFrom(opsets.lowest, opsets.highest),
  });
  const { format, output, input = 'rows', opset = opsets.usual } = options;
  rejectOverwrite('options.output', output, modelFilesOf(options.model));
  const { pieces, outside } = await exported(await openModel(options.model, {}), format, input, opset);
  writePieces(output, pieces);
  return { output, format, outside };
}
