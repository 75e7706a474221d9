/** @file The input x of a window from the ids of its words, gathered inside the ONNX graph. */
import type { Model } from '../model/model.js';
import { usesMeans } from '../windows/context-input.js';
import { floatsOf, type GraphBuilder, type Tensors } from './graph-builder.js';
import { elements, type Port } from './onnx-graph.js';

/**
 * x from word ids (windows, slots, parts): the mean of the vectors of each slot's ids, where −1 means none. Ids V, V + 1 and V + 2 are the
 * vectors of unknown words, of numbers and of the padding.
 */
export function gatheredInput(
  graph: GraphBuilder,
  inputs: Port[],
  { lexicon, header, layout, features }: Model,
  tensors: Tensors,
): string {
  const { d } = lexicon;
  const V = lexicon.words.length;
  const slots = 2 * header.radius + 1;
  inputs.push({
    name: 'words',
    type: 'int64',
    shape: ['windows', slots, 'parts'],
    meaning: `ids of words, 0 to ${V - 1}; ${V} unknown, ${V + 1} number, ${V + 2} padding; −1 means none`,
  });
  const zero = graph.wholes('zero', [0]);
  graph.apply('Max', ['words', zero], 'ids');
  graph.apply('Min', ['ids', graph.wholes('last_word', [V - 1])], 'word_ids');
  const vectors = vectorsOf(graph, tensors, V, d);
  const rows = new Float32Array(3 * d);
  for (const [k, name] of ['unknown', 'number', 'padding'].entries())
    rows.set(floatsOf(tensors, `lexicon.${name}`), k * d);
  graph.apply('Sub', ['ids', graph.wholes('V', [V])], 'special_offsets');
  graph.apply('Max', ['special_offsets', zero], 'special_ids');
  graph.apply('Gather', [graph.floats('special_vectors', rows, 3, d), 'special_ids'], 'special_rows', {
    axis: 0,
  });
  const last = graph.wholes('last_axis', [-1], 1);
  graph.apply('Less', ['ids', 'V'], 'is_word');
  graph.apply('Unsqueeze', ['is_word', last], 'is_word_row');
  graph.apply('Where', ['is_word_row', vectors, 'special_rows'], 'part_vectors');
  graph.apply('GreaterOrEqual', ['words', zero], 'is_part');
  graph.apply('Cast', ['is_part'], 'part_weights', { to: elements.float });
  graph.apply('Unsqueeze', ['part_weights', last], 'part_weight_row');
  graph.apply('Mul', ['part_vectors', 'part_weight_row'], 'weighted_parts');
  const partAxis = graph.wholes('part_axis', [2], 1);
  graph.apply('ReduceSum', ['weighted_parts', partAxis], 'part_sum', { keepdims: 0 });
  graph.apply('ReduceSum', ['part_weight_row', partAxis], 'part_count', { keepdims: 0 });
  graph.apply('Div', ['part_sum', 'part_count'], 'slot_vectors');
  graph.apply('Reshape', ['slot_vectors', graph.wholes('window_shape', [-1, slots * d], 2)], 'x_words');
  if (!usesMeans(features.options)) return 'x_words';
  const length = layout.D - slots * d;
  const meaning =
    'the mean of the vectors of the sentence, then of the document, as far as the model uses them';
  inputs.push({ name: 'means', type: 'float', shape: ['windows', length], meaning });
  return graph.apply('Concat', ['x_words', 'means'], 'x', { axis: 1 });
}

/** Gathers the rows `word_ids` of the lexicon, stored as in the model file: as int8 with scales if that is exact. */
function vectorsOf(graph: GraphBuilder, tensors: Tensors, V: number, d: number): string {
  const data = tensors.get('lexicon.vectors')?.data;
  if (!(data instanceof Int8Array)) {
    const lexicon = graph.floats('lexicon', floatsOf(tensors, 'lexicon.vectors'), V, d);
    return graph.apply('Gather', [lexicon, 'word_ids'], 'word_vectors', { axis: 0 });
  }
  graph.constants.push({ name: 'lexicon_int8', shape: [V, d], data });
  const scales = graph.floats('lexicon_scales', floatsOf(tensors, 'lexicon.scales'), V, 1);
  graph.apply('Gather', ['lexicon_int8', 'word_ids'], 'word_int8', { axis: 0 });
  graph.apply('Cast', ['word_int8'], 'word_numbers', { to: elements.float });
  graph.apply('Gather', [scales, 'word_ids'], 'word_scales', { axis: 0 });
  return graph.apply('Mul', ['word_numbers', 'word_scales'], 'word_vectors');
}
