/** @file The softmax classifier and the network, trained on the same points by the code that trains models. */
import { trainingSchema } from '../../config/settings.js';
import { NerwinError } from '../../error.js';
import { LoopsKernel } from '../../kernels/loops.js';
import type { ReadoutName } from '../../kernels/readout.js';
import type { Activation } from '../../network/activation.js';
import { type NetworkShape, networkShapeOf } from '../../network/network-shape.js';
import type { Parameters } from '../../network/parameters.js';
import { makeTable } from '../../simd/choose.js';
import { classesOf } from '../../training/classes.js';
import { DevEvaluator } from '../../training/dev-evaluator.js';
import { PairObjective, windowsOfBatch } from '../../training/pair-objective.js';
import type { TrainingSettings } from '../../training/settings.js';
import { SoftmaxObjective } from '../../training/softmax-objective.js';
import { Trainer } from '../../training/trainer.js';
import { Corrupter } from '../../windows/corruption.js';
import { margin, mostCorrect } from './most-correct.js';
import { corpusOf, inputsOf, type Standard, standardised, standardOf } from './plane.js';
import type { Points } from './points.js';

export interface ClassifierOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly rate: number;
  /** Hidden units of the network. */
  readonly hidden: number;
  readonly activation: Activation;
}

/** A trained classifier of the plane. */
export interface Classifier {
  readonly kind: 'softmax' | 'network';
  /** Mean loss of each epoch. */
  readonly losses: readonly number[];
  /** Number of training points classified correctly. */
  readonly correct: number;
  /**
   * Returns the score of each point (n, 2) minus the threshold; above 0 the point is classified as positive.
   */
  decide(x: Float64Array): Float32Array;
}

const batch = 16;
const corruptPerTrue = 4;

/** The training settings that both classifiers share; all others have their defaults. */
function settingsOf(kind: 'window' | 'softmax', options: ClassifierOptions): TrainingSettings {
  const { seed, epochs, rate, hidden, activation } = options;
  return trainingSchema.parse({
    seed,
    corruption: { strategy: 'uniform', perTrue: corruptPerTrue },
    model: { kind, hidden, activation },
    loss: { kind: 'margin', margin },
    training: { epochs, batch, rate: { schedule: 'linear', start: rate } },
    selection: { metric: 'loss' },
    kernel: 'loops',
  });
}

/** p(positive | x) of the linear classifier; the threshold is score z₁ − z₀ = 0, which is probability ½. */
export function trainSoftmax(points: Points, options: ClassifierOptions): Classifier {
  const settings = settingsOf('softmax', options);
  const { names, isLocation } = classesOf({ model: settings.model, locations: [] });
  const layout = networkShapeOf({ d: 2, H: names.length, radius: 0, wordFeatures: 0 });
  return train(
    'softmax',
    points,
    settings,
    layout,
    'log-odds',
    (kernel, corpus) => new SoftmaxObjective(kernel, corpus, { names, isLocation }, settings),
  );
}

/**
 * s = uᵀ f(Wx + b), trained on pairs of a positive and a negative point; the threshold is the one that
 * classifies the most points correctly.
 */
export function trainNetwork(points: Points, options: ClassifierOptions): Classifier {
  const settings = settingsOf('window', options);
  const layout = networkShapeOf({ d: 2, H: options.hidden, radius: 0, wordFeatures: 0 });
  return train('network', points, settings, layout, options.activation, (kernel, corpus) => {
    const { strategy, hard } = settings.corruption;
    return new PairObjective(kernel, new Corrupter(corpus, strategy, hard.share), settings);
  });
}

function train(
  kind: Classifier['kind'],
  points: Points,
  settings: TrainingSettings,
  layout: NetworkShape,
  head: ReadoutName,
  objectiveOf: (kernel: LoopsKernel, corpus: ReturnType<typeof corpusOf>) => PairObjective | SoftmaxObjective,
): Classifier {
  const standard = standardOf(points);
  const inputs = inputsOf(standardised(points.x, standard));
  const corpus = corpusOf(points);
  const kernel = new LoopsKernel({
    layout,
    activation: kind === 'softmax' ? 'identity' : settings.model.activation,
    inputs,
    capacity: windowsOfBatch(settings),
    dropout: 0,
  });
  const table = makeTable('loops', layout, head, inputs.dense.length);
  const trainer = new Trainer({
    settings,
    kernel,
    objective: objectiveOf(kernel, corpus),
    judge: new DevEvaluator(table, inputs, corpus, settings),
    scorer: undefined,
    seconds: () => 0,
  });
  const losses = lossesOf(trainer, kind);
  const score = (x: Float64Array): Float32Array => scoresOf(x, standard, kernel.parameters, layout, head);
  const own = score(points.x);
  const threshold = kind === 'softmax' ? 0 : mostCorrect(own, points.isTrue);
  return {
    kind,
    losses,
    correct: points.isTrue.reduce(
      (sum, isTrue, k) => sum + (own[k] > threshold === (isTrue === 1) ? 1 : 0),
      0,
    ),
    decide: (x) => score(x).map((s) => s - threshold),
  };
}

/** Trains to the end. Throws 'diverged' if the loss is no longer finite. */
function lossesOf(trainer: Trainer, kind: Classifier['kind']): number[] {
  try {
    return [...trainer.run()].flatMap((event) => (event.kind === 'epoch' ? [event.metrics.loss] : []));
  } catch (error) {
    if (!(error instanceof NerwinError) || error.code !== 'diverged') throw error;
    throw new NerwinError(
      'diverged',
      `training of the ${kind} diverged: the loss is not a finite number`,
      'lower --rate',
      {
        cause: error,
      },
    );
  }
}

/** Returns s of points (n, 2). */
function scoresOf(
  x: Float64Array,
  standard: Standard,
  parameters: Parameters,
  layout: NetworkShape,
  head: ReadoutName,
): Float32Array {
  const n = x.length / 2;
  const table = makeTable('loops', layout, head, n);
  table.load(parameters);
  table.place(
    0,
    {
      count: n,
      x: standardised(x, standard),
      dense: Int32Array.from({ length: n }, (_, k) => k),
      featureStart: new Int32Array(n + 1),
      features: new Int32Array(0),
    },
    0,
    1,
  );
  const s = new Float32Array(n);
  table.score(
    Int32Array.from({ length: n }, (_, k) => k),
    n,
    s,
  );
  return s;
}
