import { describe, expect, test } from 'vitest';
import { Graph } from '../../src/lessons/graph/graph.js';
import { activationOf, activations, definitionOf, derivativeOf } from '../../src/network/activation.js';
import { exp, sigmoid, tanh } from '../../src/network/exponential.js';
import { exp32, sigmoid32, tanh32 } from '../../src/network/exponential32.js';

const word = new Float32Array(1);
const bits = new Int32Array(word.buffer);

/** Distance between neighboring float32 numbers at a normal x. */
function unit(x: number): number {
  word[0] = Math.abs(x);
  const here = word[0];
  bits[0]++;
  return word[0] - here;
}

/** Every 997th float32 of `from` … `to`, both of one sign. */
function* floats(from: number, to: number): Generator<number> {
  word[0] = from;
  const first = bits[0];
  word[0] = to;
  const last = bits[0];
  for (let k = first; k <= last; k += 997) {
    bits[0] = k;
    yield word[0];
  }
}

/** The largest |f32(z) − f64(z)| in units in the last place, over a dense grid, both signs. */
function worst(f32: (z: number) => number, f64: (z: number) => number, from: number, to: number): number {
  let most = 0;
  for (const size of floats(from, to)) {
    for (const z of [size, -size]) {
      const exact = f64(z);
      const error = Math.abs(f32(z) - exact) / unit(exact);
      if (!(error <= most)) most = error;
    }
  }
  return most;
}

describe('float32 against float64, in units in the last place', () => {
  test('tanh: at most 2.5', () => expect(worst(tanh32, tanh, 1e-30, 50)).toBeLessThan(2.5));
  test('σ: at most 2.25', () => expect(worst(sigmoid32, sigmoid, 1e-30, 87)).toBeLessThan(2.25));
  test('exp: at most 1.2', () => expect(worst(exp32, exp, 1e-30, 87)).toBeLessThan(1.2));
});

describe('float64 against Math, relative', () => {
  const relative = (mine: number, theirs: number) => Math.abs(mine / theirs - 1);
  test('exp, tanh, σ: within 2e-15', () => {
    for (let z = -40; z <= 40; z += 0.0137) {
      expect(relative(exp(z), Math.exp(z))).toBeLessThan(2e-15);
      expect(relative(tanh(z), Math.tanh(z))).toBeLessThan(2e-15);
      expect(relative(sigmoid(z), 1 / (1 + Math.exp(-z)))).toBeLessThan(2e-15);
    }
  });
});

test('tanh is odd, never decreases by more than three units in the last place, and saturates at ±1', () => {
  let before = 0;
  let faults = 0;
  for (const z of floats(1e-3, 20)) {
    const h = tanh32(z);
    if (tanh32(-z) !== -h || h < before - 3 * unit(h)) faults++;
    before = h;
  }
  expect(faults).toBe(0);
  expect(tanh32(9.02)).toBe(1);
  expect(tanh32(Number.POSITIVE_INFINITY)).toBe(1);
  expect(tanh32(Number.NEGATIVE_INFINITY)).toBe(-1);
  expect(tanh32(-0)).toBe(-0);
});

test('σ of large numbers is 1, of very negative ones next to 0', () => {
  expect(sigmoid32(0)).toBe(0.5);
  expect(sigmoid32(200)).toBe(1);
  expect(sigmoid32(-200)).toBeLessThan(2e-38);
});

test.each(activations)('%s: NaN stays NaN, in both precisions', (name) => {
  expect(activationOf(name, 'float32')(Number.NaN)).toBeNaN();
  expect(activationOf(name, 'float64')(Number.NaN)).toBeNaN();
});

test.each(activations)('%s: f′ as a function of h equals the slope of f', (name) => {
  const f = activationOf(name, 'float64');
  const slope = derivativeOf(name, 'float64');
  for (const z of [-3.3, -0.9, -0.2, 0.1, 0.7, 2.5]) {
    expect(slope(f(z))).toBeCloseTo((f(z + 1e-6) - f(z - 1e-6)) / 2e-6, 8);
  }
});

test('subgradients at the kinks are 0, and only relu and hardtanh have kinks', () => {
  const kinks = activations.flatMap((name) => definitionOf(name).kinks.map((z) => [name, z] as const));
  expect(kinks).toEqual([
    ['hardtanh', -1],
    ['hardtanh', 1],
    ['relu', 0],
  ]);
  for (const [name, z] of kinks)
    expect(derivativeOf(name, 'float32')(activationOf(name, 'float32')(z))).toBe(0);
});

test.each(activations)('%s is nowhere steeper than 1, as screening requires', (name) => {
  const f = activationOf(name, 'float64');
  for (let z = -8; z < 8; z += 0.01) expect(Math.abs(f(z + 0.01) - f(z))).toBeLessThanOrEqual(0.01 + 1e-14);
});

test.each(activations)('%s: f and f′ equal the gate of the graph, which is written independently', (name) => {
  const f = activationOf(name, 'float64');
  const slope = derivativeOf(name, 'float64');
  for (let z = -6.05; z < 6; z += 0.1) {
    const graph = new Graph();
    const node = graph.parameter('z', z);
    const h = graph.call(name, node);
    graph.forward();
    graph.backward(h);
    expect(f(z)).toBeCloseTo(h.scalar, 14);
    expect(slope(f(z))).toBeCloseTo(node.gradient[0], 13);
  }
});

test('softsign of ±∞ is ±1, and −0 keeps its sign', () => {
  for (const precision of ['float32', 'float64'] as const) {
    const f = activationOf('softsign', precision);
    expect([f(Number.POSITIVE_INFINITY), f(Number.NEGATIVE_INFINITY), f(-0)]).toEqual([1, -1, -0]);
  }
  expect(activationOf('softsign', 'float32')(3)).toBe(0.75);
  expect(derivativeOf('softsign', 'float32')(0.75)).toBe(0.0625);
});

test("float32's derivatives are float64's, to two roundings of numbers up to 1", () => {
  for (const name of activations) {
    const { float32, float64 } = definitionOf(name);
    for (const z of [-3, -0.75, -0.25, 0.25, 0.75, 3]) {
      const h = float32.value(Math.fround(z));
      const exact = float64.derivative(h);
      expect(Math.abs(float32.derivative(h) - exact), `${name} at ${z}`).toBeLessThanOrEqual(2 ** -23);
    }
  }
});
