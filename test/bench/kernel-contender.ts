/** @file One of our kernels as a contender: hinge loss of B pairs, one step of SGD. */

import type { Kernel, KernelName } from '../../src/kernels/kernel.js';
import { networkShapeOf } from '../../src/network/network-shape.js';
import { makeKernel } from '../../src/simd/make-kernel.js';
import type { Check, Contender } from './contender.js';
import { d, H, type Pairs } from './pairs.js';
import { seconds } from './statistics.js';

const words = 5;
const most = 256;

export class KernelContender implements Contender {
  readonly name: string;
  readonly #pairs: Pairs;
  readonly #kernel: Kernel;
  readonly #ids = new Int32Array(2 * most * words);
  readonly #s = new Float32Array(2 * most);
  readonly #c = new Float32Array(2 * most);

  constructor(kernel: KernelName, pairs: Pairs, threads = 1) {
    this.name = threads === 1 ? kernel : `${kernel}, ${threads} threads`;
    this.#pairs = pairs;
    const { V } = pairs;
    this.#kernel = makeKernel(kernel, {
      layout: networkShapeOf({ d, H, radius: 2, wordFeatures: 0 }),
      activation: 'tanh',
      inputs: {
        d,
        X: pairs.table,
        dense: Int32Array.from({ length: V }, (_, row) => row),
        featureStart: new Int32Array(V + 1),
        features: new Int32Array(0),
      },
      capacity: 2 * most,
      dropout: 0,
      threads,
    });
  }

  async check(): Promise<Check> {
    this.#reset();
    let J = 0;
    for (let k = 0; k < 8; k++) J = this.#step(k * 32, 32, 0.01);
    const { W, b, u } = this.#kernel.parameters;
    const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
    return [J, sum(W), sum([...W].map((value) => value * value)), sum(b), sum(u)];
  }

  async time(B: number, _threads: number, milliseconds: number): Promise<number> {
    this.#reset();
    const { N } = this.#pairs;
    for (let k = 0; k < 3; k++) this.#step(k * B, B, 1e-6);
    let at = 0;
    let done = 0;
    const start = seconds();
    let now = start;
    while (now - start < milliseconds / 1e3) {
      at = (at + B) % (N - B + 1);
      this.#step(at, B, 1e-6);
      done += B;
      now = seconds();
    }
    return done / (now - start);
  }

  close(): void {
    this.#kernel.close();
  }

  #reset(): void {
    const { W, b, u } = this.#kernel.parameters;
    const { D, stride } = this.#kernel.layout;
    for (let i = 0; i < H; i++) for (let j = 0; j < D; j++) W[j * stride + i] = this.#pairs.W[i * D + j];
    b.fill(0);
    u.set(this.#pairs.u);
  }

  /** Does one step on pairs `first` … `first + B − 1`; returns J. */
  #step(first: number, B: number, alpha: number): number {
    const { windows } = this.#pairs;
    for (let i = 0; i < B; i++) {
      const from = (first + i) * 2 * words;
      for (let p = 0; p < words; p++) {
        this.#ids[i * words + p] = windows[from + p];
        this.#ids[(B + i) * words + p] = windows[from + words + p];
      }
    }
    this.#kernel.project(this.#ids, 2 * B);
    this.#kernel.score(2 * B, this.#s);
    let J = 0;
    for (let i = 0; i < B; i++) {
      const slack = 1 - this.#s[i] + this.#s[B + i];
      this.#c[i] = slack > 0 ? -1 : 0;
      this.#c[B + i] = slack > 0 ? 1 : 0;
      if (slack > 0) J += slack;
    }
    this.#kernel.step(this.#kernel.marginDelta(this.#c, 2 * B), alpha);
    return J;
  }
}
