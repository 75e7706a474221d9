/**
 * The first test of the kernels: they compute what `src/lecture/window.ts` says. One true window has several corrupt
 * ones, and words repeat within and between windows, so the kernel's grouping is at work.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoopsKernel } from '../../src/kernels/loops.js';
import { combine, pair, type Theta, tanh, type Activation as Written } from '../../src/lecture/window.js';
import { type Activation, activationOf, activations, derivativeOf } from '../../src/network/activation.js';
import { sampleOf } from './sample.js';

interface Case {
  readonly d: number;
  readonly H: number;
  readonly radius: number;
  readonly rows: number; // distinct words
  readonly trueWindows: number;
  readonly perTrue: number; // corrupt windows for each true one
  readonly margin: number;
  readonly activation: Activation;
  readonly seed: number;
}

interface Result {
  readonly J: number;
  readonly gradient: Theta;
  readonly inside: number; // pairs inside the margin
}

const writtenOut = (name: Activation): Written =>
  name === 'tanh'
    ? tanh
    : { value: activationOf(name, 'float64'), derivative: derivativeOf(name, 'float64') };

/** J and ∂J/∂θ of a batch by the float64 kernel, and the same, pair by pair, by the page. */
function bothWays(options: Case): { readonly kernel: Result; readonly page: Result } {
  const { H, d, radius, rows, trueWindows: B, perTrue: K, margin, activation, seed } = options;
  const windows = B * (1 + K);
  const none = { wordFeatures: 0, sentence: 'none', document: 'none', dropout: 0 } as const;
  const sample = sampleOf({ ...none, d, H, radius, rows, windows, activation, seed });
  const { layout, inputs } = sample.options;
  const { D, stride, slots } = layout;
  const kernel = new LoopsKernel(sample.options, 'float64');
  const { W, b, u } = kernel.parameters;
  const draw = () => 2 * sample.random.uniform() - 1;
  for (let i = 0; i < H; i++) {
    for (let j = 0; j < D; j++) W[j * stride + i] = draw();
    [b[i], u[i]] = [draw(), draw()];
  }

  const thetaOf = ({
    W,
    b,
    u,
  }: {
    W: ArrayLike<number>;
    b: ArrayLike<number>;
    u: ArrayLike<number>;
  }): Theta => ({
    W: Array.from({ length: H }, (_, i) => Array.from({ length: D }, (_, j) => W[j * stride + i])),
    b: Array.from(b).slice(0, H),
    u: Array.from(u).slice(0, H),
  });
  const theta = thetaOf(kernel.parameters);
  const vectorOf = (row: number) => {
    const vector = inputs.dense[row];
    return vector < 0 ? new Array<number>(d).fill(0) : [...inputs.X.subarray(vector * d, (vector + 1) * d)];
  };
  const x = Array.from({ length: windows }, (_, i) =>
    [...sample.ids.subarray(i * slots.length, (i + 1) * slots.length)].flatMap(vectorOf),
  );

  const s = new Float64Array(windows);
  kernel.project(sample.ids, windows);
  kernel.score(windows, s);
  const c = new Float64Array(windows); // ∂J/∂s of every window
  let page: Result = { J: 0, gradient: combine(0, theta, 0, theta), inside: 0 };
  let [J, inside] = [0, 0];
  for (let i = 0; i < B; i++) {
    for (let k = B + i * K; k < B + (i + 1) * K; k++) {
      const m = margin - s[i] + s[k];
      if (m > 0) {
        J += m;
        inside++;
        c[i]--;
        c[k]++;
      }
      const one = pair(theta, x[i], x[k], margin, writtenOut(activation));
      page = {
        J: page.J + one.J,
        gradient: combine(1, page.gradient, 1, one.gradient),
        inside: page.inside + (one.J > 0 ? 1 : 0),
      };
    }
  }
  kernel.accumulate(kernel.marginDelta(c, windows));
  return { kernel: { J, gradient: thetaOf(kernel.gradients), inside }, page };
}

/** The first entries that differ by more than 1e-12, as a share of the entry if that is above 1. */
function differences(a: Result, b: Result): string[] {
  const differ = (x: number, y: number) => !(Math.abs(x - y) <= 1e-12 * Math.max(1, Math.abs(y)));
  const { W, b: bias, u } = b.gradient;
  return [
    ...(differ(a.J, b.J) ? ['J'] : []),
    ...a.gradient.W.flatMap((row, i) => row.flatMap((w, j) => (differ(w, W[i][j]) ? [`W[${i},${j}]`] : []))),
    ...a.gradient.b.flatMap((b_i, i) => (differ(b_i, bias[i]) ? [`b[${i}]`] : [])),
    ...a.gradient.u.flatMap((u_i, i) => (differ(u_i, u[i]) ? [`u[${i}]`] : [])),
  ];
}

const cases: fc.Arbitrary<Omit<Case, 'activation'>> = fc.record({
  d: fc.integer({ min: 1, max: 6 }),
  H: fc.integer({ min: 1, max: 20 }),
  radius: fc.integer({ min: 0, max: 3 }),
  rows: fc.integer({ min: 1, max: 9 }),
  trueWindows: fc.integer({ min: 1, max: 4 }),
  perTrue: fc.integer({ min: 1, max: 5 }),
  margin: fc.constantFrom(0.01, 0.1, 0.5, 2),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

test.each(activations)('%s: J and every entry of dW, db and du equal the page within 1e-12', (activation) => {
  let [inside, outside] = [0, 0];
  fc.assert(
    fc.property(cases, (options) => {
      const { kernel, page } = bothWays({ ...options, activation });
      expect(differences(kernel, page)).toEqual([]);
      expect(kernel.inside).toBe(page.inside);
      inside += page.inside;
      outside += options.trueWindows * options.perTrue - page.inside;
    }),
  );
  expect(inside).toBeGreaterThan(100);
  expect(outside).toBeGreaterThan(100);
});

test('an entry of dW that is 0.01 % too large is found, with its row and its column', () => {
  const { kernel, page } = bothWays({
    ...{ d: 4, H: 8, radius: 2, rows: 9, trueWindows: 2, perTrue: 4 },
    ...{ margin: 1, activation: 'tanh', seed: 1 },
  });
  expect(differences(kernel, page)).toEqual([]);
  for (const [row, column] of [
    [3, 7],
    [0, 0],
    [7, 19],
  ]) {
    const W = kernel.gradient.W.map((dW_i, i) =>
      dW_i.map((dW_ij, j) => (i === row && j === column ? dW_ij * 1.0001 : dW_ij)),
    );
    const damaged = { ...kernel, gradient: { ...kernel.gradient, W } };
    expect(differences(damaged, page)).toEqual([`W[${row},${column}]`]);
  }
});
