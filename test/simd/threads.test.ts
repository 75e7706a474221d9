import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { builtPath } from '../../src/built.js';
import { SimdKernel } from '../../src/simd/simd.js';
import { SimdScreeningTable } from '../../src/simd/simd-screening-table.js';
import { drawParameters, sampleOf } from '../kernels/sample.js';

const sample = () =>
  sampleOf({
    d: 37,
    H: 50,
    radius: 2,
    wordFeatures: 9,
    sentence: 'sparse',
    document: 'dense',
    rows: 90,
    windows: 120,
    activation: 'tanh',
    dropout: 0.25,
    seed: 11,
  });

/** θ and the scores after some steps, as bytes. */
async function train(threads: number, wait: number): Promise<string> {
  const { options, ids, coefficients, random } = sample();
  const kernel = new SimdKernel({ ...options, threads });
  drawParameters(kernel.parameters, options.layout, random);
  await setTimeout(wait);
  const n = coefficients.length;
  const s = new Float32Array(n);
  for (let step = 0; step < 30; step++) {
    const size = step % 5 === 0 ? 3 : n - step;
    kernel.project(ids, size, step);
    kernel.score(size, s);
    const count = kernel.marginDelta(coefficients, size);
    if (step % 3 === 0) {
      kernel.accumulate(count);
      kernel.descend(0.05);
    } else kernel.step(count, 0.05);
    if (step === 15) await setTimeout(20);
  }
  const { W, b, u, S } = kernel.parameters;
  const bytes = [W, b, u, S, s].map((values) => Buffer.from(Float32Array.from(values).buffer));
  kernel.close();
  return Buffer.concat(bytes).toString('base64');
}

test('1, 2 and 4 threads give the same bytes, started or not', async () => {
  const alone = await train(1, 0);
  expect(await train(2, 0)).toBe(alone);
  expect(await train(2, 150)).toBe(alone);
  expect(await train(4, 150)).toBe(alone);
});

test('a table on 3 threads places, scores and screens the same bytes', async () => {
  const { options, random } = sample();
  const { layout, inputs } = options;
  const tableOn = (threads: number) => new SimdScreeningTable(layout, 'tanh', 90, { threads });
  const [one, three] = [tableOn(1), tableOn(3)];
  const parameters = new SimdKernel(options).parameters;
  drawParameters(parameters, layout, random);
  await setTimeout(150);
  const ids = Int32Array.from({ length: 500 * layout.slots.length }, () => random.below(90));
  const x = Float32Array.from({ length: 90 * layout.d }, () => random.uniform());
  const { featureStart, features } = inputs;
  const batch = {
    count: 90,
    x,
    dense: Int32Array.from({ length: 90 }, (_, k) => k >> 1),
    featureStart,
    features,
  };
  const [expected, found] = [one, three].map((table) => {
    const s = new Float32Array(500);
    table.loadForScreening(parameters);
    table.place(0, batch, 0, layout.slots.length);
    table.score(ids, 500, s);
    const contexts = layout.slots.slice(5).map(() => ids);
    const screened = new Float32Array(400);
    table.screenRun(ids, contexts, 2, 402, s.toSorted()[400], screened);
    table.close();
    return [s, screened];
  });
  expect(found).toEqual(expected);
});

test('threads that were not closed do not keep the process alive', () => {
  const built = (file: string): string => JSON.stringify(pathToFileURL(builtPath(file)).href);
  const script = `
    import { SimdKernel } from ${built('src/simd/simd.js')};
    import { networkShapeOf } from ${built('src/network/network-shape.js')};
    const layout = networkShapeOf({ d: 4, H: 8, radius: 1, wordFeatures: 0 });
    const inputs = { d: 4, X: new Float32Array(4), dense: new Int32Array(1), featureStart: new Int32Array(2), features: new Int32Array(0) };
    const kernel = new SimdKernel({ layout, activation: 'tanh', inputs, capacity: 64, dropout: 0, threads: 3 });
    kernel.project(new Int32Array(192), 64);
    setTimeout(() => { kernel.project(new Int32Array(192), 64); console.log('end'); }, 200);
  `;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    timeout: 20_000,
    encoding: 'utf8',
  });
  expect(output.trim()).toBe('end');
});
