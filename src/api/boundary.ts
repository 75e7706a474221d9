/** @file Decision boundaries in the library. */
import { NerwinError } from '../error.js';
import type { BoundaryRecord } from '../lessons/boundary/contest.js';
import { type PointSet, pointSets } from '../lessons/boundary/point-sets.js';
import { type PointSource, pointsFrom } from '../lessons/boundary/point-source.js';
import type { Points } from '../lessons/boundary/points.js';
import { withMemoryFiles } from '../memory-files.js';
import { modelFileOf } from '../model/model-path.js';
import { shippedModelPath } from '../model/shipped.js';
import { type Activation, activations } from '../network/activation.js';
import type { CorpusInput } from './annotated-text.js';
import {
  checkOptions,
  conflict,
  type Expectation,
  kinds,
  numberFrom,
  oneOf,
  wholeFrom,
  wrong,
} from './arguments.js';
import {
  corpusPatterns,
  formExpectations,
  isTexts,
  type ReadingOptions,
  readingOf,
} from './corpus-options.js';

/** A point of the plane and its class. */
export interface LabeledPoint {
  readonly x: number;
  readonly y: number;
  /** True for the positive class. */
  readonly label: boolean;
}

/** Options of {@link boundary}; they mean what the options of `nerwin boundary` mean. */
export interface BoundaryOptions extends Omit<ReadingOptions, 'corpus'> {
  /** The points; by default those of a built-in set. */
  readonly points?: readonly LabeledPoint[] | undefined;
  /** A CSV file with lines `x,y,label` instead of points. */
  readonly file?: string | undefined;
  /** The label of the positive class in the file; by default the one of two that sorts last. */
  readonly positive?: string | undefined;
  /** A corpus, whose words are the points: the vectors of the model on their two principal axes. Positive: mostly locations. */
  readonly corpus?: CorpusInput | undefined;
  /** With a corpus: the model file or run folder; the shipped model by default. */
  readonly model?: string | undefined;
  /** With a corpus: entity types that count as locations; those of the model by default. */
  readonly locations?: readonly string[] | undefined;
  /** Is called with each warning about the corpus. */
  readonly onWarning?: ((text: string) => void) | undefined;
  /** The built-in set; `circles` by default. */
  readonly set?: PointSet | undefined;
  /** Number of points of the set, or of words, 4 … 100000; 400 by default. */
  readonly count?: number | undefined;
  /** Standard deviation of the noise of the set; depends on the set by default. */
  readonly noise?: number | undefined;
  /** Hidden units of the network, 1 … 4096; 20 by default. */
  readonly hidden?: number | undefined;
  /** Activation f of the network; `tanh` by default. */
  readonly activation?: Activation | undefined;
  /** Passes over the points, 1 … 10000; 500 by default. */
  readonly epochs?: number | undefined;
  /** Initial learning rate; it decays linearly to 0. 0.7 by default. */
  readonly rate?: number | undefined;
  /** Random seed; 1 by default. */
  readonly seed?: number | undefined;
}

const isList: Expectation = { expected: 'a list of points', holds: (value) => Array.isArray(value) };

/**
 * Trains a softmax classifier and a network on the same points, and compares their decision boundaries. Returns what `nerwin
 * boundary --json` prints. Throws a `NerwinError`: `usage`; `file`, `model` or `corpus` if there are no points;
 * `diverged` if the rate is too high.
 *
 * @example
 * ```ts
 * import { boundary } from 'nerwin/tools';
 *
 * const { softmax, network } = await boundary({ set: 'circles', count: 100, epochs: 200 });
 * console.log(softmax.accuracy < 0.7, network.accuracy); // → true 1
 * ```
 */
export async function boundary(options: BoundaryOptions = {}): Promise<BoundaryRecord> {
  checkOptions('options', options, {
    points: isList,
    file: kinds.isText,
    positive: kinds.isText,
    model: kinds.isText,
    corpus: kinds.isAnything,
    locations: isTexts,
    onWarning: kinds.isFunction,
    ...formExpectations,
    set: oneOf(pointSets),
    count: wholeFrom(4, 100_000),
    noise: numberFrom(0, 100),
    hidden: wholeFrom(1, 4096),
    activation: oneOf(activations),
    epochs: wholeFrom(1, 10_000),
    rate: numberFrom(1e-9, 100),
    seed: wholeFrom(0, 2 ** 32 - 1),
  });
  const { hidden = 20, activation = 'tanh', epochs = 500, rate = 0.7, seed = 1 } = options;
  const { contest, recordOf } = await import('../lessons/boundary/contest.js');
  const files = new Map<string, Uint8Array>();
  const source = sourceOf(options, files);
  const points =
    'points' in source
      ? givenPoints(source.points)
      : await withMemoryFiles(files, () => pointsFrom(source, seed, names));
  return recordOf(contest(points, { seed, epochs, rate, hidden, activation }));
}

const names = { positive: 'options.positive', corpus: 'options.corpus' };

/** The options that belong to each source of points; those of the last one are used if no source is named. */
const belongings = {
  points: [],
  file: ['positive'],
  corpus: ['model', 'locations', 'count', 'tokenColumn', 'tagColumn', 'scheme', 'onWarning'],
  set: ['count', 'noise'],
} as const;

/** Returns the source that the options name. Throws 'usage' if they name two, or an option belongs to another one. */
function sourceOf(
  options: BoundaryOptions,
  files: Map<string, Uint8Array>,
): PointSource | { readonly points: readonly LabeledPoint[] } {
  const named = (['points', 'file', 'corpus', 'set'] as const).filter((key) => options[key] !== undefined);
  if (named.length > 1) throw conflict(`options.${named[1]}`, `options.${named[0]}`);
  const [kind = 'set'] = named;
  for (const [other, keys] of Object.entries(belongings))
    for (const key of keys)
      if (options[key] !== undefined && !belongings[kind].some((one) => one === key)) {
        if (named.length > 0) throw conflict(`options.${key}`, `options.${kind}`);
        throw new NerwinError('usage', `options.${key}: needs options.${other}`, `pass options.${other} too`);
      }
  const { points, file, model, corpus, positive, set, count, noise, locations, onWarning } = options;
  if (points !== undefined) return { points };
  if (file !== undefined) return { file, positive };
  if (corpus === undefined) return { set, count, noise };
  return {
    model: model === undefined ? shippedModelPath() : modelFileOf(model),
    corpus: corpusPatterns('options.corpus', corpus, files),
    locations,
    count,
    reading: readingOf(options),
    warn: onWarning ?? (() => {}),
  };
}

/** Returns points that the caller passed. Throws 'usage' if one is none. */
function givenPoints(points: readonly LabeledPoint[]): Points {
  if (points.length < 2) throw wrong('options.points', 'a list of two points or more', points);
  const isPoint = (point: unknown): point is LabeledPoint =>
    typeof point === 'object' &&
    point !== null &&
    'x' in point &&
    'y' in point &&
    'label' in point &&
    Number.isFinite(point.x) &&
    Number.isFinite(point.y) &&
    typeof point.label === 'boolean';
  const strange = points.findIndex((point) => !isPoint(point));
  if (strange >= 0)
    throw wrong(
      `options.points[${strange}]`,
      'a point with numbers x and y and a label true or false',
      points[strange],
    );
  return {
    title: 'Points',
    axes: ['x', 'y'],
    x: Float64Array.from(points.flatMap(({ x, y }) => [x, y])),
    isTrue: Uint8Array.from(points, ({ label }) => (label ? 1 : 0)),
    names: ['false', 'true'],
  };
}
