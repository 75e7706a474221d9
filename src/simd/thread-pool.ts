/**
 * @file A pool of threads that work on one WebAssembly memory. Calls are synchronous: the calling thread
 * shares the work with the threads that have started so far, takes part in it, and waits for them; see
 * `assembly/thread-pool.ts`.
 */
import type { Worker } from 'node:worker_threads';
import { builtPath } from '../built.js';
import { NerwinError } from '../error.js';
import { activations } from '../network/activation.js';
import { planNumbers } from './memory-map.js';

/** Size of the block by which threads synchronize, in 32-bit numbers. */
export const syncNumbers = 64;

/** What `assembly/index.ts` exports. */
export interface KernelExports {
  planNumbers(): number;
  activationsKnown(): number;
  open(plan: number): void;
  project(n: number): void;
  score(n: number): void;
  marginDelta(n: number): number;
  accumulate(count: number): void;
  descend(alpha: number, sparseAlpha: number): void;
  step(count: number, alpha: number, sparseAlpha: number): void;
  clear(): void;
  place(first: number, count: number, slotFrom: number, slotTo: number): void;
  scoreIds(n: number): void;
  scoreRun(n: number, contexts: number): void;
  screenRun(n: number, contexts: number, above: number): void;
  addVectors(n: number): void;
  placeMeans(first: number, count: number, slot: number, tokens: number): void;
  dismiss(): void;
}

/**
 * A pool of threads that includes the calling one. The others don't keep the process alive, and exit on
 * `close`.
 */
export class ThreadPool {
  readonly verbs: KernelExports;
  readonly #workers: Worker[] = [];

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, plan: number, threads: number) {
    this.verbs = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
    const { planNumbers: numbersOfBuild, activationsKnown } = this.verbs;
    if (numbersOfBuild() !== planNumbers || activationsKnown() !== activations.length) {
      throw new NerwinError('config', 'the SIMD kernel is from a different build', 'run `npm run build`');
    }
    this.verbs.open(plan);
    for (let k = 1; k < threads; k++) {
      const worker = new (loadWorker())(builtPath('src/simd/worker.js', 'kernel'), {
        workerData: { module, memory, plan },
        execArgv: [],
      });
      worker.unref();
      this.#workers.push(worker);
    }
  }

  close(): void {
    if (this.#workers.length > 0) this.verbs.dismiss();
    this.#workers.length = 0;
  }
}

/** Loaded on demand, because loading takes as long as scoring a sentence. */
const loadWorker = (): typeof Worker => process.getBuiltinModule('node:worker_threads').Worker;
