/** @file `nerwin export`: writes a model for other programs. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type ExportFormat, exported } from '../api/export-model.js';
import { NerwinError } from '../error.js';
import { type OnnxForm, onnxForms, opsets } from '../export/onnx-model.js';
import { loadModel } from '../model/model-file.js';
import { rejectOverwrites } from '../output-guard.js';
import { modelMeaning, modelPath } from './model-option.js';
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
    .action((options: ExportOptions, command: Command) => {
      const given = (['input', 'opset'] as const).find(
        (name) => command.getOptionValueSource(name) === 'cli',
      );
      if (given !== undefined && options.onnx === undefined)
        throw new NerwinError('usage', `--${given} applies to ONNX only`, 'add --onnx FILE');
      return exportModel(options, io);
    });

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
  const { input, opset } = options;
  for (const [format, output] of Object.entries({ onnx, npz, word2vec })) {
    if (output === undefined) continue;
    const { pieces, outside } = await exported(model, format as ExportFormat, input, opset);
    await writeOutput(output, pieces, io);
    if (outside.length > 0)
      io.note(
        `the graph cannot hold ${outside.join(', ')}: the caller computes them for its input "features"`,
      );
    if (format === 'word2vec')
      io.note('the word2vec file has no rows for unknown words, numbers and the padding; --npz has them');
  }
}
