/** @file `nerwin export`: writes a model for other programs. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { NerwinError } from '../error.js';
import { npzFile } from '../export/npz.js';
import { featuresOutside, type OnnxForm, onnxForms, onnxModel, opsets } from '../export/onnx-model.js';
import { dequantizedRows } from '../model/lexicon-tensors.js';
import { loadModel, type StoredModel } from '../model/model-file.js';
import type { StoredTensor } from '../model/safetensors.js';
import { modelTensors } from '../model/save-model.js';
import { vectorPieces } from '../vectors/write.js';
import { modelMeaning, modelPath } from './model-option.js';
import { rejectOverwrites } from './output-guard.js';
import type { Terminal } from './terminal.js';
import { writeOutput } from './write-output.js';

interface ExportOptions {
  readonly model?: string;
  readonly onnx?: string;
  readonly input: OnnxForm;
  readonly opset: number;
  readonly npz?: string;
  readonly word2vec?: string;
}

export const exportCommand = (io: Terminal): Command =>
  new Command('export')
    .description('write a model for other programs: ONNX, NumPy, word2vec')
    .option('-m, --model <file>', modelMeaning)
    .option('--onnx <file>', 'write the scoring network as an ONNX graph')
    .addOption(
      new Option('--input <form>', 'what the ONNX graph takes: vectors of windows, or ids of words')
        .choices(onnxForms)
        .default('rows'),
    )
    .addOption(
      new Option('--opset <number>', `the ONNX operator set, ${opsets.lowest} to ${opsets.highest}`)
        .argParser(wholeNumber)
        .default(opsets.usual),
    )
    .option('--npz <file>', 'write all tensors as a NumPy archive')
    .option('--word2vec <file>', "write the words and their vectors in word2vec's binary format")
    .addHelpText(
      'after',
      `
Examples:
  nerwin export --onnx scorer.onnx
  nerwin export --model runs/mine/model.safetensors --onnx tagger.onnx --input words
  nerwin export --npz model.npz --word2vec lexicon.bin

"-" writes to standard output. Only the scoring network is exported: src/model/FORMAT.md says how a token becomes rows.`,
    )
    .action((options: ExportOptions) => exportModel(options, io));

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}

async function exportModel(options: ExportOptions, io: Terminal): Promise<void> {
  const { onnx, npz, word2vec } = options;
  if (onnx === undefined && npz === undefined && word2vec === undefined)
    throw new NerwinError('usage', 'nothing to write', 'give --onnx FILE, --npz FILE or --word2vec FILE');
  const path = modelPath(options.model);
  rejectOverwrites({ '--onnx': onnx, '--npz': npz, '--word2vec': word2vec }, [path]);
  const model = loadModel(path);
  if (onnx !== undefined) {
    await writeOutput(onnx, onnxModel(model, options.input, options.opset), io);
    const left = featuresOutside(model);
    if (left.length > 0)
      io.note(`the graph cannot hold ${left.join(', ')}: the caller computes them for its input "features"`);
  }
  if (npz !== undefined) await writeOutput(npz, npzFile(arraysOf(model)), io);
  if (word2vec !== undefined) {
    const { words, d, vectors } = model.lexicon;
    await writeOutput(word2vec, vectorPieces({ words, d, vectors }, 'word2vec'), io);
    io.note('the word2vec file has no rows for unknown words, numbers and the padding; --npz has them');
  }
}

/** The tensors of the model file with plain vectors, without the word index, and with the header as bytes of JSON. */
function arraysOf(model: StoredModel): Map<string, StoredTensor> {
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
