import { expect, test, vi } from 'vitest';
import type { LoopsKernel } from '../../src/kernels/loops.js';
import { Optimizer } from '../../src/training/optimizer.js';
import type { TrainingSettings } from '../../src/training/settings.js';
import { kernelFor, settings } from './sample.js';

const f = Math.fround;

/** A kernel with θ = 1 everywhere and the gradient 2 at W₀, 3 at b₀, 4 at u₀ and 5 at one weight of row 6 of S. */
function kernelWithGradient(): LoopsKernel {
  const kernel = kernelFor(settings);
  for (const part of ['W', 'b', 'u', 'S'] as const) kernel.parameters[part].fill(1);
  setGradient(kernel);
  return kernel;
}

function setGradient({ gradients }: LoopsKernel): void {
  [gradients.W[0], gradients.b[0], gradients.u[0], gradients.S[0]] = [2, 3, 4, 5];
  gradients.rows[0] = 6;
  gradients.touched = 1;
}

const optimizerFor = (kernel: LoopsKernel, training: Partial<TrainingSettings['training']>): Optimizer =>
  new Optimizer(kernel, { ...settings.training, ...training });

const valuesOf = ({ parameters, layout }: LoopsKernel): number[] => [
  parameters.W[0],
  parameters.b[0],
  parameters.u[0],
  parameters.S[6 * layout.stride],
];

test('plain: θ − α dθ', () => {
  const kernel = kernelWithGradient();
  optimizerFor(kernel, {}).step(0, 0.125);
  expect(valuesOf(kernel)).toEqual([0.75, 0.625, 0.5, 0.375]);
  expect(kernel.gradients.touched).toBe(0);
});

test('sparse features have their own learning rate, with plain steps, measured steps and momentum', () => {
  const steps: ((kernel: LoopsKernel) => void)[] = [
    (kernel) => optimizerFor(kernel, { sparseRate: 1.5 }).step(0, 0.125),
    (kernel) => optimizerFor(kernel, { sparseRate: 1.5 }).measuredStep(0, 0.125),
    (kernel) => optimizerFor(kernel, { sparseRate: 1.5, momentum: 0.5 }).step(0, 0.125),
  ];
  for (const step of steps) {
    const kernel = kernelWithGradient();
    step(kernel);
    expect(valuesOf(kernel)).toEqual([0.75, 0.625, 0.5, 1 - 0.125 * 1.5 * 5]);
  }
});

test('L2 adds λ W and λ S, nothing to b and u, nothing to rows of S that were not touched', () => {
  const kernel = kernelWithGradient();
  optimizerFor(kernel, { l2: 0.5 }).step(0, 0.125);
  expect(valuesOf(kernel)).toEqual([1 - 0.125 * 2.5, 0.625, 0.5, 1 - 0.125 * 5.5]);
  expect(kernel.parameters.S[7 * kernel.layout.stride]).toBe(1);
});

test('momentum: v ← μ v + dθ over two steps', () => {
  const kernel = kernelWithGradient();
  const optimizer = optimizerFor(kernel, { momentum: 0.5 });
  optimizer.step(0, 0.125);
  setGradient(kernel);
  optimizer.step(0, 0.125);
  // v is dθ, then 1.5 dθ: 2.5 dθ in all
  expect(valuesOf(kernel)).toEqual([2, 3, 4, 5].map((gradient) => 1 - 0.125 * 2.5 * gradient));
});

test('AdaGrad: the first step is α in the direction of dθ, the second α / √2', () => {
  const kernel = kernelWithGradient();
  const optimizer = optimizerFor(kernel, { optimizer: 'adagrad' });
  optimizer.step(0, 0.125);
  for (const value of valuesOf(kernel)) expect(value).toBeCloseTo(0.875, 6);
  setGradient(kernel);
  optimizer.step(0, 0.125);
  for (const value of valuesOf(kernel)) expect(value).toBeCloseTo(0.875 - 0.125 / Math.SQRT2, 6);
  expect(optimizer.state?.W[0]).toBe(8); // 2² + 2²
  expect(optimizer.state?.S[6 * kernel.layout.stride]).toBe(50);
});

test('a measured step does the same update and returns the norms', () => {
  const [one, other] = [kernelWithGradient(), kernelWithGradient()];
  one.gradients.W[1] = 1.5;
  other.gradients.W[1] = 1.5;
  optimizerFor(one, {}).step(0, 0.1);
  const norms = optimizerFor(other, {}).measuredStep(0, 0.1);
  expect(other.parameters).toEqual(one.parameters);
  expect(norms).toEqual({ W: 2.5, b: 3, u: 4, S: 5 });
  expect(valuesOf(one)[0]).toBe(f(1 - f(f(0.1) * 2)));
});

test('every row of S that the batch touched gets its own gradient, with plain steps, L2 and momentum', () => {
  for (const training of [{}, { l2: 1e-30 }, { momentum: 0.5 }]) {
    const kernel = kernelWithGradient();
    const { gradients, layout, parameters } = kernel;
    gradients.S[layout.stride] = 7;
    gradients.rows[1] = 2;
    gradients.touched = 2;
    optimizerFor(kernel, training).step(0, 0.125);
    expect([6, 2, 3].map((row) => parameters.S[row * layout.stride])).toEqual([0.375, 0.125, 1]);
  }
});

test('only momentum and AdaGrad keep a state', () => {
  const stateOf = (training: Partial<TrainingSettings['training']>) =>
    optimizerFor(kernelWithGradient(), training).state;
  expect([stateOf({}), stateOf({ l2: 0.5 })]).toEqual([undefined, undefined]);
  for (const state of [stateOf({ momentum: 0.5 }), stateOf({ optimizer: 'adagrad' })])
    expect(state?.W.every((value) => value === 0)).toBe(true);
});

test('without momentum, AdaGrad and L2 the kernel takes the step in one pass', () => {
  const kernel = kernelWithGradient();
  const step = vi.spyOn(kernel, 'step');
  optimizerFor(kernel, { sparseRate: 2 }).step(0, 0.125);
  expect(step).toHaveBeenCalledExactlyOnceWith(0, 0.125, 0.25);
  for (const training of [{ l2: 0.5 }, { momentum: 0.5 }]) optimizerFor(kernel, training).step(0, 0.125);
  expect(step).toHaveBeenCalledOnce();
});
