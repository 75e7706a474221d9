/**
 * @file Both classifiers of the plane, one epoch at a time: the network with the lecture's own page, the softmax
 * classifier with `network/softmax.ts`. A state is never changed, so that the reader can go back to any epoch; the
 * same options and epoch give the same numbers.
 */
import {
  combine,
  descend,
  differentiate,
  pair,
  score,
  type Theta,
  type Vector,
} from '../../lecture/window.js';
import { mostCorrect } from '../../lessons/boundary/most-correct.js';
import type { Points } from '../../lessons/boundary/points.js';
import { type Activation, definitionOf } from '../../network/activation.js';
import { crossEntropy, crossEntropyDelta } from '../../network/softmax.js';
import { Random, type RandomState } from '../../random.js';

export type Loss = 'margin' | 'cross-entropy';

/** What decides a training: the same options give the same states. */
export interface Options {
  readonly points: Points;
  readonly hidden: number;
  readonly activation: Activation;
  readonly loss: Loss;
  readonly rate: number;
  readonly margin: number;
  readonly seed: number;
}

/** The softmax classifier of two classes: z = Wx + b, p = softmax(z). */
export interface Softmax {
  readonly W: readonly Vector[]; // (2, 2)
  readonly b: Vector; // (2)
}

/** Both classifiers after an epoch. */
export interface State {
  readonly epoch: number;
  readonly network: Theta;
  /** A point is in class 1 if its score is above the threshold. */
  readonly threshold: number;
  readonly softmax: Softmax;
  /** Mean losses over the epoch, as it went; undefined before the first. */
  readonly losses?: { readonly network: number; readonly softmax: number };
  readonly random: RandomState;
}

/** Corrupt points for each true point in an epoch. */
const corruptPerTrue = 4;

const pointAt = ({ x }: Points, k: number): Vector => [x[2 * k], x[2 * k + 1]];

/** Random parameters, uniform in ±√(6/(inputs + outputs)) (Glorot & Bengio 2010); the softmax classifier starts at 0. */
export function start(options: Options): State {
  const random = Random.seeded(options.seed);
  const H = options.hidden;
  const draw = (n: number, fans: number): Vector =>
    Array.from({ length: n }, () => (2 * random.uniform() - 1) * Math.sqrt(6 / fans));
  const network: Theta = {
    W: Array.from({ length: H }, () => draw(2, 2 + H)),
    b: new Array<number>(H).fill(0),
    u: draw(H, H + 1),
  };
  const softmax = {
    W: [
      [0, 0],
      [0, 0],
    ],
    b: [0, 0],
  };
  return { epoch: 0, network, threshold: thresholdOf(options, network), softmax, random: random.state };
}

/** The state after one more epoch. */
export function advance(options: Options, state: State): State {
  const random = Random.from(state.random);
  const network =
    options.loss === 'margin'
      ? epochOfPairs(options, state.network, random)
      : epochOfPoints(options, state.network, random);
  const softmax = softmaxEpoch(options, state.softmax, random);
  return {
    epoch: state.epoch + 1,
    network: network.theta,
    threshold: thresholdOf(options, network.theta),
    softmax: softmax.softmax,
    losses: { network: network.loss, softmax: softmax.loss },
    random: random.state,
  };
}

/** s of a point, by the lecture's page. */
export const networkScore = ({ activation }: Options, theta: Theta, x: Vector): number =>
  score(theta, x, definitionOf(activation).float64);

/** z₁ − z₀ of a point: the log-odds of class 1. */
export const softmaxScore = ({ W, b }: Softmax, [x, y]: Vector): number =>
  W[1][0] * x + W[1][1] * y + b[1] - (W[0][0] * x + W[0][1] * y + b[0]);

/** h of a point: ∂s/∂u = h, so the page computes it already. */
export const hiddenOf = (options: Options, theta: Theta, x: Vector): Vector =>
  differentiate(theta, x, definitionOf(options.activation).float64).u;

/** The number of points that `decide` puts on the right side of 0. */
export function countCorrect(points: Points, decide: (x: Vector) => number): number {
  let correct = 0;
  points.isTrue.forEach((isTrue, k) => {
    if (decide(pointAt(points, k)) > 0 === (isTrue === 1)) correct++;
  });
  return correct;
}

function thresholdOf(options: Options, theta: Theta): number {
  const { points, loss } = options;
  if (loss === 'cross-entropy' || points.isTrue.length === 0) return 0; // s is the log-odds
  const scores = Array.from(points.isTrue, (_, k) => networkScore(options, theta, pointAt(points, k)));
  return scores.every(Number.isFinite) ? mostCorrect(scores, points.isTrue) : 0;
}

/** SGD on max(0, margin − s + s_c), pair by pair. */
function epochOfPairs({ points, activation, rate, margin }: Options, theta: Theta, random: Random) {
  const f = definitionOf(activation).float64;
  const of = (wanted: number) => [...points.isTrue.keys()].filter((k) => points.isTrue[k] === wanted);
  const [corrupt, trues] = [of(0), of(1)];
  random.shuffle(trues);
  let loss = 0;
  if (corrupt.length === 0 || trues.length === 0) return { theta, loss };
  let next = theta;
  for (const k of trues) {
    for (let draw = 0; draw < corruptPerTrue; draw++) {
      const x_c = pointAt(points, corrupt[random.below(corrupt.length)]);
      const { J, gradient } = pair(next, pointAt(points, k), x_c, margin, f);
      if (J > 0) next = descend(next, gradient, rate);
      loss += J;
    }
  }
  return { theta: next, loss: loss / (trues.length * corruptPerTrue) };
}

/** SGD on the cross-entropy of p = softmax(0, s), point by point: ∂J/∂s = p₁ − y. */
function epochOfPoints({ points, activation, rate }: Options, theta: Theta, random: Random) {
  const f = definitionOf(activation).float64;
  const dz = new Float64Array(2);
  let next = theta;
  let loss = 0;
  for (const k of shuffled(points, random)) {
    const x = pointAt(points, k);
    const z = Float64Array.of(0, score(next, x, f));
    loss += crossEntropy(z, 0, 2, points.isTrue[k]);
    crossEntropyDelta(z, 0, 2, points.isTrue[k], 1, dz, 0);
    const gradient = differentiate(next, x, f);
    next = descend(next, combine(dz[1], gradient, 0, gradient), rate);
  }
  return { theta: next, loss: loss / Math.max(1, points.isTrue.length) };
}

/** SGD on the cross-entropy of the linear classifier: ∂J/∂W = (p − e_y) xᵀ, ∂J/∂b = p − e_y. */
function softmaxEpoch({ points, rate }: Options, start: Softmax, random: Random) {
  const dz = new Float64Array(2);
  let { W, b } = start;
  let loss = 0;
  for (const k of shuffled(points, random)) {
    const x = pointAt(points, k);
    const z = Float64Array.from(W, (row, i) => row[0] * x[0] + row[1] * x[1] + b[i]);
    loss += crossEntropy(z, 0, 2, points.isTrue[k]);
    crossEntropyDelta(z, 0, 2, points.isTrue[k], 1, dz, 0);
    W = W.map((row, i) => row.map((w, j) => w - rate * dz[i] * x[j]));
    b = b.map((b_i, i) => b_i - rate * dz[i]);
  }
  return { softmax: { W, b }, loss: loss / Math.max(1, points.isTrue.length) };
}

function shuffled({ isTrue }: Points, random: Random): number[] {
  const order = [...isTrue.keys()];
  random.shuffle(order);
  return order;
}

/** The name of the first parameter that is not a finite number, such as `W`; undefined if all are. */
export function overflowIn({ network, losses }: State): string | undefined {
  if (!network.W.flat().every(Number.isFinite)) return 'W';
  if (!network.b.every(Number.isFinite)) return 'b';
  if (!network.u.every(Number.isFinite)) return 'u';
  return losses && !Number.isFinite(losses.network) ? 'the loss' : undefined;
}
