/**
 * @file The contribution of each word and each sparse feature of a window to its score, measured in two ways.
 *
 * - gradient × input, first order: δᵀ W_p x_p for the dense part of slot p, and δᵀ S_f for an active feature
 *   (its input is 1). Since δ = ∂s/∂z, the dense part is (∂s/∂x)ᵀx over the slot.
 * - leave-one-out, exact: s − s′, where s′ is the score of the window with the word replaced by the
 *   unknown word, which has no features. For a feature: the score without it. For a sentence or a
 *   document: the score without that slot.
 *
 * At the ends of a sentence the window contains padding, which is treated like a word.
 */
import { projectRow } from '../../kernels/forward.js';
import { inputGradient } from '../../network/input-gradient.js';
import type { Slot } from '../../network/network-shape.js';
import type { Rung } from '../../vectors/ladder.js';
import type { ScoredText } from './explained-text.js';
import { describeFeature } from './feature-name.js';
import type { Score, Unit } from './output-view.js';

/** The contribution of a sparse feature. */
export interface FeatureShare {
  readonly name: string;
  readonly gradient: number;
  readonly leaveOneOut: number;
}

/** A slot of the window and its contribution. */
export interface SlotShare {
  readonly slot: string;
  /** The word of the slot; undefined for padding, the sentence and the document. */
  readonly word: string | undefined;
  readonly token: number | undefined;
  /** The lookup step that found the vector of the word. */
  readonly rung: Rung | undefined;
  readonly isPadding: boolean;
  /** ‖x_p‖ and ‖W_p x_p + Σ S_f‖. */
  readonly norm: number;
  readonly projection: number;
  /** Contribution of the dense part and all features together. */
  readonly gradient: number;
  readonly leaveOneOut: number;
  readonly features: readonly FeatureShare[];
}

/** The score of one word, explained. */
export interface Explanation {
  readonly token: number;
  readonly word: string;
  /** The word is the n-th of equal words in the text, from 1; and their number. */
  readonly occurrence: number;
  readonly occurrences: number;
  readonly score: number;
  readonly isLocation: boolean;
  readonly slots: readonly SlotShare[];
  /** ‖x‖ of the dense part, ‖z‖, ‖h‖. */
  readonly norms: { readonly x: number; readonly z: number; readonly h: number };
  /** The contribution of the bias, δᵀb; it belongs to no word. */
  readonly bias: number;
  /** All units, largest |u h| first; for softmax the classes, most likely first. */
  readonly units: readonly Unit[];
}

/** Explains the score of word `token` of a text. */
export function explain(text: ScoredText, token: number): Explanation {
  const { model, head, words, scores, locations } = text;
  const { stride, H, slots } = model.layout;
  const z = text.z.subarray(token * stride, token * stride + H);
  const score = head.score(z);
  const same = words.flatMap((word, t) => (word === words[token] ? [t] : []));
  const norm = (list: Iterable<number>): number => Math.hypot(...list);
  const parts = slots.map((_, p) => slotShare(text, token, p, z, score));
  const weight = (unit: Unit): number => Math.abs(unit.share) || unit.h;
  return {
    token,
    word: words[token],
    occurrence: 1 + same.indexOf(token),
    occurrences: same.length,
    score: scores[token],
    isLocation: locations.some(({ start, end }) => start <= token && token < end),
    slots: parts,
    norms: { x: norm(parts.map((part) => part.norm)), z: norm(z), h: norm(score.units.map(({ h }) => h)) },
    bias: score.delta.reduce((sum, delta, i) => sum + delta * model.parameters.b[i], 0),
    units: [...score.units].sort((one, other) => weight(other) - weight(one)),
  };
}

function slotShare(text: ScoredText, token: number, p: number, z: Float64Array, score: Score): SlotShare {
  const { model, inputs, head } = text;
  const { layout, parameters, features } = model;
  const slot = layout.slots[p];
  const { ids, wordIn, words, rungs, unknownRow } = text;
  const at = token * layout.slots.length + p;
  const row = ids[at];
  const word = wordIn[at];
  const isWord = p < 2 * model.header.radius + 1;
  const x = denseOf(text, row, slot);
  const part = projectionOf(text, row, slot);
  const without = (less: Float64Array): number => score.s - head.score(z.map((zi, i) => zi - less[i])).s;
  const instead = isWord ? projectionOf(text, unknownRow, slot) : new Float64Array(layout.H);
  const names = isWord ? features.words.names : features.sentences.names;
  const shares: FeatureShare[] = [];
  for (let k = inputs.featureStart[row]; k < inputs.featureStart[row + 1]; k++) {
    const weights = (slot.sparse + inputs.features[k]) * layout.stride;
    const S_f = Float64Array.from(parameters.S.subarray(weights, weights + layout.H));
    shares.push({
      name: describeFeature(names[inputs.features[k]], words[word], features.options),
      gradient: dot(score.delta, S_f), // δᵀ S_f
      leaveOneOut: without(S_f),
    });
  }
  const dx = inputGradient(parameters, layout, score.delta, 0);
  const dense = x.reduce((sum, xj, j) => sum + xj * dx[slot.column + j], 0); // (∂s/∂x)ᵀ x over the slot
  return {
    slot: slot.name,
    word: word < 0 ? undefined : words[word],
    token: word < 0 ? undefined : word,
    rung: word < 0 ? undefined : rungs[word],
    isPadding: isWord && word < 0,
    norm: Math.hypot(...x),
    projection: Math.hypot(...part),
    gradient: shares.reduce((sum, { gradient }) => sum + gradient, dense),
    leaveOneOut: without(part.map((value, i) => value - instead[i])),
    features: shares.sort((one, other) => Math.abs(other.gradient) - Math.abs(one.gradient)),
  };
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Returns the dense x (d) of a row in a slot; empty if it has none. */
export function denseOf({ model, inputs }: ScoredText, row: number, slot: Slot): Float32Array {
  const { d } = model.layout;
  const vector = inputs.dense[row];
  return slot.column < 0 || vector < 0
    ? new Float32Array(0)
    : inputs.X.subarray(vector * d, (vector + 1) * d);
}

/** Returns P = W_p x + Σ S_f (H) of a row in a slot. */
function projectionOf(text: ScoredText, row: number, slot: Slot): Float64Array {
  const { model, inputs } = text;
  const { layout, parameters } = model;
  const P = new Float64Array(layout.stride);
  const x = denseOf(text, row, slot);
  const [from, to] = [inputs.featureStart[row], inputs.featureStart[row + 1]];
  projectRow(parameters, layout, slot, x.length > 0 ? x : undefined, inputs.features, from, to, P, 0, Number);
  return P.subarray(0, layout.H);
}
