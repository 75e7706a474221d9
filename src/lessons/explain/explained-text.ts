/** @file A text under a model: its words, the lookup step of each, and the score of every word. */
import type { Sentence } from '../../corpus/sentence.js';
import { encodeWith } from '../../dataset/encode-with.js';
import { NerwinError } from '../../error.js';
import { decode } from '../../evaluation/decoding.js';
import { cutsAt, divisionOf } from '../../features/name-division.js';
import { isLowercaseWord } from '../../features/sentence-context.js';
import { LoopsKernel } from '../../kernels/loops.js';
import type { Lexicon } from '../../model/model.js';
import type { StoredModel } from '../../model/model-file.js';
import type { Thresholds } from '../../model/thresholds.js';
import type { Activation } from '../../network/activation.js';
import { copyParameters } from '../../network/parameters.js';
import { sentences } from '../../text/sentences.js';
import { tokenize } from '../../text/tokenize.js';
import { tokenTexts } from '../../text/tokens.js';
import { findForm, ladderKeys, type Rung } from '../../vectors/ladder.js';
import { slotsOf, writeWindow } from '../../windows/encoded-corpus.js';
import type { Inputs } from '../../windows/inputs.js';
import { type OutputView, outputViewOf } from './output-view.js';

/** Tokens `start` … `end − 1`, marked as a location by the model. */
export interface Location {
  readonly start: number;
  readonly end: number;
}

/** A text, scored in float64 by the reference kernel. */
export interface ScoredText {
  readonly model: StoredModel;
  readonly head: OutputView;
  readonly thresholds: Thresholds;
  readonly words: readonly string[];
  /** The first word of each sentence, then the number of words. */
  readonly starts: readonly number[];
  readonly rungs: readonly Rung[];
  readonly inputs: Inputs;
  /** Row of the unknown word, without features: it replaces a word that is left out. */
  readonly unknownRow: number;
  readonly ids: Int32Array; // (words, slots)
  /** For each slot of each window, the index of its word; −1 for padding and contexts. */
  readonly wordIn: Int32Array; // (words, slots)
  readonly z: Float64Array; // (words, stride)
  readonly scores: Float64Array; // (words)
  readonly locations: readonly Location[];
}

/** Tokenizes a text and scores every word. Throws 'usage' if it has no words. */
export function scoreText(model: StoredModel, text: string, thresholds: Thresholds): ScoredText {
  const tokens = tokenize(text);
  const words = tokenTexts(text, tokens);
  if (words.length === 0)
    throw new NerwinError('usage', 'the sentence has no words', 'write it in quotes: nerwin explain "…"');
  const found = sentences(text, tokens);
  const starts = [...found.starts.subarray(0, found.count), words.length];
  const known = { ...model, lexicon: lexiconOf(model, words) };
  const { corpus, rows, unknown } = encodeWith(known, { sentences: () => asDocument(words, starts) }, []);
  const unknownRow = rows.add('', unknown, []);
  const inputs = rows.inputs();
  const { layout, header, parameters } = model;
  const slots = slotsOf(corpus);
  const ids = new Int32Array(words.length * slots);
  const wordIn = new Int32Array(words.length * slots).fill(-1);
  for (let sentence = 0, t = 0; sentence < starts.length - 1; sentence++) {
    const [from, to] = [starts[sentence], starts[sentence + 1]];
    for (; t < to; t++) {
      writeWindow(corpus, corpus.starts[sentence] + t - from, ids, t * slots);
      for (let p = 0; p < 2 * corpus.radius + 1; p++) {
        const word = t + p - corpus.radius;
        if (word >= from && word < to) wordIn[t * slots + p] = word;
      }
    }
  }
  const activation = header.kind === 'softmax' ? 'identity' : (header.activation as Activation);
  const capacity = words.length;
  const kernel = new LoopsKernel({ layout, activation, inputs, capacity, dropout: 0 }, 'float64');
  copyParameters(parameters, kernel.parameters);
  kernel.project(ids, words.length);
  const z = Float64Array.from(kernel.h);
  const head = outputViewOf(model);
  const scores = Float64Array.from(
    words,
    (_, t) => head.score(z.subarray(t * layout.stride, t * layout.stride + layout.H)).s,
  );
  return {
    model,
    head,
    thresholds,
    words,
    starts,
    rungs: words.map((word) => findForm(word, model.lexicon).rung),
    inputs,
    unknownRow,
    ids,
    wordIn,
    z,
    scores,
    locations: locationsIn(model, scores, words, starts, thresholds),
  };
}

/** Returns the words of the model's vocabulary that looking up these words can need. */
function lexiconOf({ lexicon }: StoredModel, words: readonly string[]): Lexicon {
  const { d, unknown, number } = lexicon;
  const keys = new Set<string>();
  for (const word of words) for (const key of ladderKeys(word)) keys.add(key);
  const rows = new Map<string, number>(); // of the known keys
  for (const key of keys) {
    const row = lexicon.rowOf(key);
    if (row !== undefined) rows.set(key, row);
  }
  const vectors = new Float32Array(rows.size * d);
  [...rows.values()].forEach((row, k) => void lexicon.read(row, vectors, k * d));
  return { words: [...rows.keys()], d, vectors, unknown, number };
}

function* asDocument(words: readonly string[], starts: readonly number[]): Generator<Sentence> {
  for (let k = 0; k + 1 < starts.length; k++) {
    yield { tokens: words.slice(starts[k], starts[k + 1]), spans: [], document: 0, file: '', line: 1 };
  }
}

function locationsIn(
  { header, features }: StoredModel,
  scores: Float64Array,
  words: readonly string[],
  starts: readonly number[],
  thresholds: Thresholds,
): Location[] {
  const wordAt = (token: number): string => words[token];
  const decoding = {
    thresholds,
    isSmall: (token: number) => isLowercaseWord(wordAt(token)),
    cutsIn: cutsAt(divisionOf(header.divide, features.gazetteers), wordAt),
  };
  const rounded = Float32Array.from(scores);
  const found: Location[] = [];
  for (let k = 0; k + 1 < starts.length; k++)
    decode(rounded, starts[k], starts[k + 1], decoding, (start, end) => found.push({ start, end }));
  return found;
}
