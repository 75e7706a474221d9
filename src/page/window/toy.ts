/**
 * @file The lecture's toy: one sentence, eight windows, one of them true. x ∈ R²⁰, W ∈ R⁸ˣ²⁰, and training with
 * `lecture/window.ts` alone, as in `examples/lecture.ts`.
 */
import { descend, pair, score, type Theta, type Vector } from '../../lecture/window.js';
import { Random } from '../../random.js';

export const words = 'Not all museums in Paris are amazing .'.split(' ');
export const paris = words.indexOf('Paris');
export const offsets = [-2, -1, 0, 1, 2] as const;
export const [d, H] = [4, 8] as const;
export const D = offsets.length * d;

export interface Toy {
  /** The windows, one for each word. */
  readonly windows: readonly Vector[]; // (8, D)
  readonly theta: Theta;
}

/** Vectors and parameters of a seed, as uniform as those of the example. */
export function toyOf(seed: number): Toy {
  const random = Random.seeded(seed);
  const draw = (length: number): Vector => Array.from({ length }, () => 2 * random.uniform() - 1);
  const padding = draw(d);
  const vectors = words.map(() => draw(d));
  const windows = words.map((_, center) => offsets.flatMap((offset) => vectors[center + offset] ?? padding));
  const theta: Theta = {
    W: Array.from({ length: H }, () => draw(D).map((w) => w * Math.sqrt(6 / (D + H)))),
    b: new Array<number>(H).fill(0),
    u: draw(H).map((u_i) => u_i * Math.sqrt(6 / (H + 1))),
  };
  return { windows, theta };
}

/** The words of a window. */
export const windowText = (center: number): string[] =>
  offsets.map((offset) => words[center + offset] ?? '–');

/** After an update: the parameters, what changed them, and the loss over all pairs. */
export interface Update {
  readonly theta: Theta;
  readonly scores: Vector; // (8)
  /** Σ max(0, 1 − s + s_c) over all corrupt windows. */
  readonly total: number;
  /** The pair whose gradient led here; undefined at the start. */
  readonly pair?: { readonly corrupt: number; readonly J: number; readonly gradient: Theta };
}

function updateOf({ windows }: Toy, theta: Theta): Update {
  const scores = windows.map((x) => score(theta, x));
  const total = scores.reduce(
    (sum, s_c, k) => sum + (k === paris ? 0 : Math.max(0, 1 - scores[paris] + s_c)),
    0,
  );
  return { theta, scores, total };
}

export const begin = (toy: Toy): Update => updateOf(toy, toy.theta);

/** One SGD step on the pair of the true window and `corrupt`. */
export function step(toy: Toy, { theta }: Update, corrupt: number, alpha: number): Update {
  const { J, gradient } = pair(theta, toy.windows[paris], toy.windows[corrupt]);
  return { ...updateOf(toy, descend(theta, gradient, alpha)), pair: { corrupt, J, gradient } };
}

/** The corrupt windows in the order of the sentence: an epoch takes each once. */
export const corruptWindows = words.map((_, k) => k).filter((k) => k !== paris);
