/**
 * @file The scoring network of a model as an ONNX graph, for windows that are already rows of numbers (`src/model/FORMAT.md` says how a
 * token becomes rows):
 *
 *   z = x · W + b + Σ rows of S        s = uᵀ f(z), or the log-odds of a softmax        P = σ(a s + b), if the model is calibrated
 *
 * The form `rows` takes x itself; the form `words` takes word ids and gathers from the lexicon inside.
 */
import { NerwinError } from '../error.js';
import type { FeatureOptions } from '../features/feature-set.js';
import type { Model } from '../model/model.js';
import { modelTensors } from '../model/save-model.js';
import type { Activation } from '../network/activation.js';
import { floatsOf, GraphBuilder } from './graph-builder.js';
import { type OnnxGraph, onnxFile, type Port } from './onnx-graph.js';
import { gatheredInput } from './onnx-lexicon.js';
import { byteLength, type Message } from './protobuf.js';

export const onnxForms = ['rows', 'words'] as const;
export type OnnxForm = (typeof onnxForms)[number];

/** The operator sets that the graph can be written for: its operators mean the same in all of them. */
export const opsets = { lowest: 13, highest: 22, usual: 17 } as const;

/** The largest protocol buffer. */
const maxBytes = 2 ** 31 - 1;

const activationOperators: Readonly<Record<Exclude<Activation, 'hardtanh'>, string>> = {
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  relu: 'Relu',
  identity: 'Identity',
  softsign: 'Softsign',
};

/** Returns the ONNX file of a model, in pieces. Throws 'usage' for an unknown operator set, 'model' if the file would be too large. */
export function onnxModel(model: Model, form: OnnxForm, opset: number): Message {
  if (opset < opsets.lowest || opset > opsets.highest) {
    throw new NerwinError(
      'usage',
      `operator set ${opset} is not supported`,
      `use one of ${opsets.lowest} to ${opsets.highest}; most runtimes read ${opsets.usual}`,
    );
  }
  const file = onnxFile(graphOf(model, form, opset), {
    opset,
    version: model.header.nerwin,
    meaning:
      'Scores windows of words: high if the middle word is in a location. The format of a nerwin model is described in FORMAT.md.',
    metadata: metadataOf(model, form),
  });
  if (byteLength(file) <= maxBytes) return file;
  throw new NerwinError(
    'model',
    `the lexicon does not fit into one ONNX file of at most 2 GB`,
    'export with --input rows, and the lexicon with --npz',
  );
}

/** Features that ONNX has no operators for, as the config calls them. */
const outside = {
  shape: 'shapes of words',
  shape2: 'patterns of letters',
  affixes: 'beginnings and ends of words',
  words: 'names of words',
  lexicon: 'rates of words',
  sentence: 'features of the sentence',
} satisfies Partial<Record<keyof FeatureOptions, string>>;

/** Returns the features of a model that the graph cannot compute: its caller does, and hands in their numbers. */
export function featuresOutside({ features }: Pick<Model, 'features'>): string[] {
  const named = Object.entries(outside) as [keyof typeof outside, string][];
  const used = named.filter(([name]) => Boolean(features.options[name]));
  const lists = features.gazetteers.length > 0 ? ['lists of names (gazetteers)'] : [];
  return [...used.map(([name, meaning]) => `${meaning} (${name})`), ...lists];
}

/** What a caller needs to make the inputs: the header, the words, and the names of the features. */
function metadataOf({ header, lexicon, features }: Model, form: OnnxForm): Record<string, string> {
  return {
    nerwin: JSON.stringify(header),
    ...(form === 'words' && { 'lexicon.words': lexicon.words.join('\n') }),
    'features.words': features.words.names.join('\n'),
    'features.sentences': features.sentences.names.join('\n'),
  };
}

function graphOf(model: Model, form: OnnxForm, opset: number): OnnxGraph {
  const { layout, header } = model;
  const { D, F, H } = layout;
  const tensors = modelTensors(model);
  const [W, b, u, rows] = ['W.transposed', 'b', 'u', 'S'].map((name) => floatsOf(tensors, name));
  const graph = new GraphBuilder();
  const inputs: Port[] = [];
  const x = form === 'rows' ? denseInput(inputs, D) : gatheredInput(graph, inputs, model, tensors);
  graph.apply('MatMul', [x, graph.floats('W', W, D, H)], 'x·W');
  graph.apply('Add', ['x·W', graph.floats('b', b, H)], 'x·W+b');
  let z = 'x·W+b';
  if (F > 0) {
    inputs.push({
      name: 'features',
      type: 'int64',
      shape: ['windows', 'features'],
      meaning: `rows of S, 0 to ${F - 1}; ${F} means none`,
    });
    const S = new Float32Array((F + 1) * H); // the last row is zero
    S.set(rows);
    graph.apply('Gather', [graph.floats('S', S, F + 1, H), 'features'], 'S_rows', { axis: 0 });
    graph.apply('ReduceSum', ['S_rows', graph.wholes('feature_axis', [1], 1)], 'S_sum', { keepdims: 0 });
    z = graph.apply('Add', [z, 'S_sum'], 'z');
  }
  const outputs = [port('score', 'above the threshold: in a location')];
  if (header.kind === 'softmax') logOdds(graph, z, u, opset);
  else {
    const h = activated(graph, z, header.activation as Activation);
    graph.apply('MatMul', [h, graph.floats('u', u, H)], 'score');
  }
  if (header.calibration) {
    const { a, b } = header.calibration;
    graph.apply('Mul', ['score', graph.floats('calibration_a', Float32Array.of(a))], 'a·s');
    graph.apply('Add', ['a·s', graph.floats('calibration_b', Float32Array.of(b))], 'a·s+b');
    graph.apply('Sigmoid', ['a·s+b'], 'probability');
    outputs.push(port('probability', 'P(the middle word is in a location)'));
  }
  return { name: `nerwin_${form}`, inputs, outputs, constants: graph.constants, operators: graph.operators };
}

const port = (name: string, meaning: string): Port => ({ name, type: 'float', shape: ['windows'], meaning });

function denseInput(inputs: Port[], D: number): string {
  const meaning = 'the vectors of the slots of each window, one after another';
  inputs.push({ name: 'x', type: 'float', shape: ['windows', D], meaning });
  return 'x';
}

function activated(graph: GraphBuilder, z: string, activation: Activation): string {
  if (activation !== 'hardtanh') return graph.apply(activationOperators[activation], [z], 'h');
  const [low, high] = [-1, 1].map((value) =>
    graph.floats(value < 0 ? 'low' : 'high', Float32Array.of(value)),
  );
  return graph.apply('Clip', [z, low, high], 'h');
}

/** s = log Σ_{u_k > 0} e^{z_k} − log Σ_{u_k ≤ 0} e^{z_k}. */
function logOdds(graph: GraphBuilder, z: string, u: Float32Array, opset: number): void {
  const classes = [...u.keys()];
  const side = (name: string, members: readonly number[]): string => {
    graph.apply('Gather', [z, graph.wholes(`${name}_classes`, members, members.length)], `${name}_z`, {
      axis: 1,
    });
    const inputs = [`${name}_z`];
    if (opset >= 18) inputs.push(graph.wholes(`${name}_axis`, [1], 1)); // since set 18 an input, before an attribute
    const axes = opset >= 18 ? {} : { axes: [1] };
    return graph.apply('ReduceLogSumExp', inputs, `${name}_log_sum`, { keepdims: 0, ...axes });
  };
  const inside = side(
    'inside',
    classes.filter((k) => u[k] > 0),
  );
  const outside = side(
    'outside',
    classes.filter((k) => u[k] <= 0),
  );
  graph.apply('Sub', [inside, outside], 'score');
}
