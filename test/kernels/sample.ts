/** @file Small networks with random weights, inputs and windows for the tests of kernels. */
import type { Kernel, KernelOptions } from '../../src/kernels/kernel.js';
import type { Activation } from '../../src/network/activation.js';
import { type NetworkShape, networkShapeOf } from '../../src/network/network-shape.js';
import { initialize, type Parameters } from '../../src/network/parameters.js';
import { Random } from '../../src/random.js';
import type { Inputs } from '../../src/windows/inputs.js';

export interface Shape {
  readonly d: number;
  readonly H: number;
  readonly radius: number;
  readonly wordFeatures: number;
  readonly sentence: 'none' | 'dense' | 'sparse';
  readonly document: 'none' | 'dense' | 'sparse';
  readonly rows: number;
  readonly windows: number;
  readonly activation: Activation;
  readonly dropout: number;
  readonly seed: number;
}

export interface Sample {
  readonly options: KernelOptions;
  readonly ids: Int32Array; // (windows, slots)
  readonly coefficients: Float32Array; // (windows), some of them 0
  readonly random: Random;
}

const contextOf = (kind: 'none' | 'dense' | 'sparse', features: number) =>
  kind === 'none' ? undefined : { dense: kind === 'dense', features };

/** Rows of which one in five has no dense part, each with up to four features. */
function inputsOf(layout: NetworkShape, features: number, rows: number, random: Random): Inputs {
  const { d } = layout;
  const featureStart = new Int32Array(rows + 1);
  const ids: number[] = [];
  for (let row = 0; row < rows; row++) {
    const own = new Set<number>();
    if (features > 0) for (let k = random.below(5); k > 0; k--) own.add(random.below(features));
    ids.push(...[...own].sort((a, b) => a - b));
    featureStart[row + 1] = ids.length;
  }
  return {
    d,
    X: Float32Array.from({ length: rows * d }, () => 2 * random.uniform() - 1),
    dense: Int32Array.from({ length: rows }, (_, row) => (random.below(5) === 0 ? -1 : rows - 1 - row)),
    featureStart,
    features: Int32Array.from(ids),
  };
}

/** Everything random about a shape, drawn from its seed. Rows of every slot have the same features. */
export function sampleOf(shape: Shape): Sample {
  const random = Random.seeded(shape.seed);
  const layout = networkShapeOf({
    ...shape,
    sentence: contextOf(shape.sentence, shape.wordFeatures),
    document: contextOf(shape.document, shape.wordFeatures),
  });
  const slots = layout.slots.length;
  const options: KernelOptions = {
    layout,
    activation: shape.activation,
    inputs: inputsOf(layout, shape.wordFeatures, shape.rows, random),
    capacity: shape.windows,
    dropout: shape.dropout,
  };
  const ids = Int32Array.from({ length: shape.windows * slots }, () => random.below(shape.rows));
  const coefficients = Float32Array.from({ length: shape.windows }, () => {
    const kind = random.below(4);
    return kind === 0 ? 0 : kind === 1 ? random.uniform() - 0.5 : kind === 2 ? 1 : -1;
  });
  return { options, ids, coefficients, random };
}

/** Draws θ, with a bias that is not zero. */
export function drawParameters(parameters: Parameters, layout: NetworkShape, random: Random): void {
  initialize(parameters, layout, 1, random);
  for (let i = 0; i < layout.H; i++) parameters.b[i] = random.uniform() - 0.5;
}

/** J = Σ c_i s_i of the sample's windows. */
export function objective(kernel: Kernel, { ids, coefficients }: Sample): number {
  const n = coefficients.length;
  const s = new Float64Array(n);
  kernel.project(ids, n, 7);
  kernel.score(n, s);
  return coefficients.reduce((J, c, i) => J + c * s[i], 0);
}
