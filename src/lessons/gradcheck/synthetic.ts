/**
 * @file Small corpora of random words, made so that a batch contains every situation in
 * which a gradient could be wrong.
 */
import { trainingSchema } from '../../config/settings.js';
import type { LossKind } from '../../config/training-sections.js';
import type { Activation } from '../../network/activation.js';
import { networkShapeOf } from '../../network/network-shape.js';
import { initialize, zeroParameters } from '../../network/parameters.js';
import { Random } from '../../random.js';
import type { Classes } from '../../training/classes.js';
import { begin, type EncodedCorpus, entityMark, outside, padding } from '../../windows/encoded-corpus.js';
import type { Inputs } from '../../windows/inputs.js';
import { type Problem, settingsOfCheck } from './problem.js';

/**
 * Options of a synthetic problem. D is 5d: five words, or three words with a sentence and a document. With
 * `cross-entropy` it is a softmax classifier with H classes.
 */
export interface SyntheticOptions {
  readonly size: string;
  readonly H: number;
  readonly D: number;
  readonly activation: Activation;
  readonly loss: LossKind | 'cross-entropy';
  /**
   * `words`: five words. `all`: sparse features, slots for sentence and document, dropout, replaced centers.
   */
  readonly kind: 'words' | 'all';
  readonly seed: number;
}

/** Few words, so that some windows contain a word twice. */
const vocabulary = 7;
const features = 6;
const sentences = 8;
const tokens = 7; // per sentence

/** Returns the problem of these options; the same options give the same numbers. */
export function syntheticProblem(options: SyntheticOptions): Problem {
  const { size, H, D, activation, loss, kind, seed } = options;
  const random = Random.seeded(seed, 0x7379); // "sy"
  const isAll = kind === 'all';
  const isSoftmax = loss === 'cross-entropy';
  const context = { dense: true, features };
  const layout = networkShapeOf({
    d: D / 5,
    H,
    radius: isAll ? 1 : 2,
    wordFeatures: isAll ? features : 0,
    sentence: isAll ? context : undefined,
    document: isAll ? { ...context, features: 0 } : undefined,
  });
  const parameters = zeroParameters(layout);
  initialize(parameters, layout, 1, random);
  for (let i = 0; i < H; i++) {
    parameters.b[i] = random.uniform() - 0.5;
    parameters.u[i] *= 3; // spreads the scores, so that some pairs satisfy their margin
  }
  const settings = trainingSchema.parse({
    model: { hidden: H, activation, kind: isSoftmax ? 'softmax' : 'window' },
    corruption: { perTrue: 4, strategy: isAll && !isSoftmax ? 'replace-center' : 'uniform' },
    loss: { kind: isSoftmax ? 'margin' : loss, reduction: isAll ? 'mean' : 'sum' },
    training: { dropout: isAll ? 0.3 : 0 },
  });
  return {
    size,
    kind,
    layout,
    activation,
    classes: isSoftmax ? classesOf(H) : undefined,
    inputs: inputsOf(layout.d, isAll, random),
    corpus: corpusOf(isAll ? 1 : 2, isAll, isSoftmax ? H : 0, random),
    parameters,
    settings: settingsOfCheck(settings),
  };
}

/**
 * Rows: the padding, the words, one per sentence and one for each of two documents;
 * without contexts, only the words.
 */
function inputsOf(d: number, isAll: boolean, random: Random): Inputs {
  const rows = 1 + vocabulary + (isAll ? sentences + 2 : 0);
  const featureStart = new Int32Array(rows + 1);
  const ids: number[] = [];
  for (let row = 0; row < rows; row++) {
    const hasFeatures = isAll && row > 0 && row <= vocabulary + sentences; // documents have none
    if (hasFeatures) for (const id of new Set([row % 3, row % features].sort())) ids.push(id);
    featureStart[row + 1] = ids.length;
  }
  return {
    d,
    X: Float32Array.from({ length: rows * d }, () => 2 * random.uniform() - 1),
    dense: Int32Array.from({ length: rows }, (_, row) => row),
    featureStart,
    features: Int32Array.from(ids),
  };
}

/** C classes including O; the first half are locations. */
const classesOf = (C: number): Classes => ({
  names: Array.from({ length: C }, (_, c) => (c === 0 ? 'O' : `T${c}`)),
  isLocation: Array.from({ length: C }, (_, c) => c > 0 && c <= C / 2),
});

function corpusOf(radius: number, isAll: boolean, C: number, random: Random): EncodedCorpus {
  const rows: number[] = [];
  const labels: number[] = [];
  const starts: number[] = [];
  const [sentenceRows, documentRows]: [number[], number[]] = [[], []];
  const push = (row: number, label: number, sentence: number): void => {
    rows.push(row);
    labels.push(label);
    sentenceRows.push(label === padding ? 0 : 1 + vocabulary + sentence);
    documentRows.push(label === padding ? 0 : 1 + vocabulary + sentences + (sentence % 2));
  };
  const pad = (): void => {
    for (let k = 0; k < radius; k++) push(0, padding, 0);
  };
  pad();
  for (let sentence = 0; sentence < sentences; sentence++) {
    starts.push(rows.length);
    for (let i = 0; i < tokens; i++) push(1 + random.below(vocabulary), i === 3 ? begin : outside, sentence);
    pad();
  }
  starts.push(rows.length);
  return {
    radius,
    rows: Int32Array.from(rows),
    labels: Uint8Array.from(labels),
    ...(C > 0 && { entities: Uint8Array.from(labels, () => entityMark(random.below(C), true)) }),
    starts: Int32Array.from(starts),
    contexts: isAll ? [Int32Array.from(sentenceRows), Int32Array.from(documentRows)] : [],
    documentEnds: Int32Array.of(sentences),
    tokens: sentences * tokens,
  };
}
