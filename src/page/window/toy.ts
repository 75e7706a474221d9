/**
 * @file The lecture's toy with any sentence: one window for each word, one of them true. x ∈ R²⁰, W ∈ R⁸ˣ²⁰, and
 * training with `lecture/window.ts` alone, as in `examples/lecture.ts`.
 */
import { descend, pair, score, type Theta, type Vector } from '../../lecture/window.js';
import { plural } from '../../plural.js';
import { Random } from '../../random.js';

export const [lectureSentence, lectureCenter] = ['Not all museums in Paris are amazing .', 4] as const;
export const offsets = [-2, -1, 0, 1, 2] as const;
export const [d, H] = [4, 8] as const;
export const D = offsets.length * d;
const maxWords = 24;

/** The words and the signs of a sentence. */
export const wordsOf = (sentence: string): string[] =>
  sentence.match(/[\p{L}\p{M}\p{N}]+(?:[-'’.][\p{L}\p{M}\p{N}]+)*|\S/gu) ?? [];

/** Says in one sentence why these words cannot be the toy's; undefined if they can. */
export function faultOf({ length }: readonly string[]): string | undefined {
  if (length < 2)
    return `The sentence has ${plural(length, 'word', 'words')}. It needs at least two: one window to be true, and one to be corrupt.`;
  if (length > maxWords)
    return `The sentence has ${length} words. Shorten it to ${maxWords} words: each of them is a window to draw.`;
  return undefined;
}

export interface Toy {
  readonly words: readonly string[];
  /** The word in the middle of the true window. */
  readonly center: number;
  /** The corrupt windows in the order of the sentence: an epoch takes each once. */
  readonly corrupt: readonly number[];
  /** The windows, one for each word. */
  readonly windows: readonly Vector[]; // (words, D)
  readonly theta: Theta;
}

/** Vectors and parameters of a seed, as uniform as those of the example. A word has one vector, wherever it is. */
export function toyOf(words: readonly string[], center: number, seed: number): Toy {
  const random = Random.seeded(seed);
  const draw = (length: number): Vector => Array.from({ length }, () => 2 * random.uniform() - 1);
  const padding = draw(d);
  const lexicon = new Map([...new Set(words)].map((word) => [word, draw(d)]));
  const vector = (k: number): Vector => lexicon.get(words[k]) ?? padding;
  const windows = words.map((_, k) => offsets.flatMap((offset) => vector(k + offset)));
  const theta: Theta = {
    W: Array.from({ length: H }, () => draw(D).map((w) => w * Math.sqrt(6 / (D + H)))),
    b: new Array<number>(H).fill(0),
    u: draw(H).map((u_i) => u_i * Math.sqrt(6 / (H + 1))),
  };
  const corrupt = words.map((_, k) => k).filter((k) => k !== center);
  return { words, center, corrupt, windows, theta };
}

/** The words of a window; – is the padding. */
export const windowText = ({ words }: Toy, center: number): string[] =>
  offsets.map((offset) => words[center + offset] ?? '–');

/** True if a corrupt window has the words of the true one. Then their scores are equal, whatever the parameters. */
export const hasTwin = (toy: Toy): boolean =>
  toy.corrupt.some((k) => windowText(toy, k).join(' ') === windowText(toy, toy.center).join(' '));

/** After an update: the parameters, what changed them, and the loss over all pairs. */
export interface Update {
  readonly theta: Theta;
  readonly scores: Vector; // (words)
  /** Σ max(0, 1 − s + s_c) over all corrupt windows. */
  readonly total: number;
  /** The pair whose gradient led here; undefined at the start. */
  readonly pair?: { readonly corrupt: number; readonly J: number; readonly gradient: Theta };
}

function updateOf({ windows, center, corrupt }: Toy, theta: Theta): Update {
  const scores = windows.map((x) => score(theta, x));
  const total = corrupt.reduce((sum, k) => sum + Math.max(0, 1 - scores[center] + scores[k]), 0);
  return { theta, scores, total };
}

export const begin = (toy: Toy): Update => updateOf(toy, toy.theta);

/** One SGD step on the pair of the true window and the corrupt one whose turn it is; `count` steps were made before. */
export function step(toy: Toy, { theta }: Update, count: number, alpha: number): Update {
  const corrupt = toy.corrupt[count % toy.corrupt.length];
  const { J, gradient } = pair(theta, toy.windows[toy.center], toy.windows[corrupt]);
  return { ...updateOf(toy, descend(theta, gradient, alpha)), pair: { corrupt, J, gradient } };
}
