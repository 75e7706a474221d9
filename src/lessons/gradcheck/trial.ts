/** @file One J at one θ, differentiated by hand, by the page, on the graph and by the fast kernel. */

import type { Kernel } from '../../kernels/kernel.js';
import { inputGradient } from '../../network/input-gradient.js';
import type { NetworkShape } from '../../network/network-shape.js';
import { copyParameters, type Gradients } from '../../network/parameters.js';
import { makeKernel } from '../../simd/make-kernel.js';
import { type Batch, drawBatch, kernelOptions, repeatBatch } from './batch.js';
import type { GradientBlock, Values } from './gradient-block.js';
import { GraphObjective } from './graph-objective.js';
import type { Evaluation, LossHead } from './loss-head.js';
import { pageGradient } from './page-gradient.js';
import { PairHead } from './pair-loss.js';
import type { Problem } from './problem.js';
import { RecordingKernel } from './recording-kernel.js';
import { SoftmaxHead } from './softmax-loss.js';
import { type Touched, touchedBy } from './touched.js';

/** A batch of a problem and everything to compare. */
export class Trial {
  readonly batch: Batch;
  readonly touched: Touched;
  readonly blocks: readonly GradientBlock[];
  readonly theta: Values;
  /** ∂J/∂θ by the training code, in float64. */
  readonly hand: Values;
  /** ∂J/∂θ by the default training kernel, in float32. */
  readonly fast: Values;
  /**
   * ∂J/∂θ by `lecture/window.ts`, without the blocks that it does not cover; empty for
   * losses that it does not cover.
   */
  readonly page: Values;
  readonly graph: GraphObjective;

  readonly head: LossHead;

  constructor(
    readonly problem: Problem,
    seed: number,
  ) {
    const head = lossHeadOf(problem);
    this.head = head;
    const { layout, inputs, settings } = problem;
    const own: Values = new Map(head.own.map(({ block, values }) => [block.name, values]));
    this.batch = drawBatch(problem, head, own, seed);
    const { kernel, centers, active, objective } = this.batch;
    this.touched = touchedBy(kernel.windows, layout, inputs, settings.training.dropout);
    this.blocks = this.#blocks();
    this.theta = this.#theta(own);
    this.hand = new Map([...this.#gradients(kernel, active), ...head.ownGradients(objective)]);
    this.fast = this.#fast();
    this.page = pageGradient(problem, this.touched, this.theta);
    this.graph = new GraphObjective(layout, head, this.touched, centers, this.blocks, this.theta);
  }

  /**
   * Returns J by the training forward pass in float64, with other values of a block; for x, which a kernel
   * holds in float32, by the graph.
   */
  evaluate(name: string, values: Float64Array): Evaluation {
    if (name === 'x') return this.graph.evaluate(name, values);
    const { kernel, centers } = this.batch;
    const { ids, count, dropoutSeed } = kernel.windows;
    copyParameters(this.problem.parameters, kernel.parameters);
    const own = new Map(this.head.own.map(({ block, values }) => [block.name, values]));
    if (own.has(name)) own.set(name, values);
    else this.#write(name, values);
    kernel.project(ids, count, dropoutSeed);
    return this.head.evaluate(kernel, centers, own);
  }

  /**
   * Returns the hand-derived ∂J/∂θ with the margin lowered until every pair
   * satisfies it. It must be exactly zero.
   */
  handWhenKept(): Values {
    const own = new Map(this.head.own.map(({ block, values }) => [block.name, values]));
    const hinges = this.head.hinges(this.batch.kernel, own);
    const largest = hinges.reduce((most, { value }) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const margin = this.problem.settings.loss.margin - largest - 0.02;
    const kernel = new RecordingKernel(kernelOptions(this.problem));
    const { active, objective } = repeatBatch(this.problem, this.head, this.batch, kernel, margin);
    return new Map([...this.#gradients(kernel, active), ...this.head.ownGradients(objective)]);
  }

  #fast(): Values {
    const kernel = makeKernel('auto', kernelOptions(this.problem));
    try {
      const { active, objective } = repeatBatch(this.problem, this.head, this.batch, kernel);
      return new Map([...this.#gradients(kernel, active), ...this.head.ownGradients(objective)]);
    } finally {
      kernel.close();
    }
  }

  #blocks(): GradientBlock[] {
    const { layout } = this.problem;
    const { H, D, d } = layout;
    const { features, vectors } = this.touched;
    const blocks: GradientBlock[] = [
      { name: 'W', rows: Array.from({ length: H }, (_, i) => String(i)), width: D },
      { name: 'b', rows: undefined, width: H },
    ];
    if (this.head.hasOutput) blocks.push({ name: 'u', rows: undefined, width: H });
    if (features.length > 0) blocks.push({ name: 'S', rows: features.map(String), width: H });
    blocks.push({ name: 'x', rows: vectors.map(({ name }) => name), width: d });
    return [...blocks, ...this.head.own.map(({ block }) => block)];
  }

  #theta(own: Values): Values {
    const { parameters, layout } = this.problem;
    const { H, D, d, stride } = layout;
    const { W, b, u, S } = parameters;
    return new Map([
      ['W', Float64Array.from({ length: H * D }, (_, k) => W[(k % D) * stride + Math.floor(k / D)])],
      ['b', Float64Array.from(b.subarray(0, H))],
      ['u', Float64Array.from(u.subarray(0, H))],
      [
        'S',
        Float64Array.from(this.touched.features.flatMap((f) => [...S.subarray(f * stride, f * stride + H)])),
      ],
      [
        'x',
        Float64Array.from({ length: this.touched.vectors.length * d }, (_, k) => {
          return this.touched.vectors[Math.floor(k / d)].x[k % d];
        }),
      ],
      ...own,
    ]);
  }

  /** Writes a block into θ of the float64 kernel. */
  #write(name: string, values: Float64Array): void {
    const { H, D, stride } = this.problem.layout;
    const { W, b, u, S } = this.batch.kernel.parameters;
    if (name === 'b') b.set(values);
    else if (name === 'u') u.set(values);
    else if (name === 'W') {
      for (let i = 0; i < H; i++) for (let j = 0; j < D; j++) W[j * stride + i] = values[i * D + j];
    } else
      this.touched.features.forEach((f, k) => void S.set(values.subarray(k * H, (k + 1) * H), f * stride));
  }

  /** Returns dθ of a kernel, and dx from its dz. */
  #gradients(kernel: Kernel, active: number): Map<string, Float64Array> {
    const { layout } = this.problem;
    const { H, D, stride } = layout;
    const { W, b, u } = kernel.gradients;
    return new Map([
      ['W', Float64Array.from({ length: H * D }, (_, k) => W[(k % D) * stride + Math.floor(k / D)])],
      ['b', Float64Array.from(b.subarray(0, H))],
      ['u', Float64Array.from(u.subarray(0, H))],
      ['S', sparseGradient(kernel.gradients, this.touched, layout)],
      ['x', vectorGradient(kernel, active, this.touched)],
    ]);
  }
}

const lossHeadOf = (problem: Problem): LossHead =>
  problem.classes ? new SoftmaxHead(problem, problem.classes) : new PairHead(problem);

/** Returns dS of the touched rows; zero if no active window has the feature. */
function sparseGradient(
  { S, rows, touched }: Gradients,
  batch: Touched,
  { H, stride }: NetworkShape,
): Float64Array {
  const placed = new Map(Array.from(rows.subarray(0, touched), (row, k) => [row, k]));
  const gradient = new Float64Array(batch.features.length * H);
  batch.features.forEach((row, k) => {
    const from = placed.get(row);
    if (from !== undefined) gradient.set(S.subarray(from * stride, from * stride + H), k * H);
  });
  return gradient;
}

/**
 * Returns ∂J/∂x of every vector of the batch: Wᵀ dz of each window, summed over the
 * places where the vector occurs.
 */
function vectorGradient(kernel: Kernel, active: number, { vectors, windows }: Touched): Float64Array {
  const { layout, parameters, dz } = kernel;
  const { slots, d, stride } = layout;
  const gradient = new Float64Array(vectors.length * d);
  for (let q = 0; q < active; q++) {
    const dx = inputGradient(parameters, layout, dz, q * stride);
    windows[kernel.active[q]].forEach(({ vector }, p) => {
      if (vector === undefined) return;
      for (let j = 0; j < d; j++) gradient[vector * d + j] += dx[slots[p].column + j];
    });
  }
  return gradient;
}
