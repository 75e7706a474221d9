/**
 * @file A pool of threads that work on one WebAssembly memory. Calls are synchronous: the calling thread
 * shares the work with the threads that have started so far, takes part in it, and waits for them; see
 * `assembly/thread-pool.ts`.
 */
import { NerwinError } from '../error.js';
import { activations } from '../network/activation.js';
import { planNumbers } from './memory-map.js';
import { startThread } from './module.js';

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
  place(count: number, slotFrom: number, slotTo: number): void;
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
  #others: number; // threads beside the calling one

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, plan: number, threads: number) {
    this.verbs = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
    const { planNumbers: numbersOfBuild, activationsKnown } = this.verbs;
    if (numbersOfBuild() !== planNumbers || activationsKnown() !== activations.length) {
      throw new NerwinError('config', 'the SIMD kernel is from a different build', 'run `npm run build`');
    }
    this.verbs.open(plan);
    this.#others = threads - 1;
    for (let k = 1; k < threads; k++) startThread({ module, memory, plan });
  }

  close(): void {
    if (this.#others > 0) this.verbs.dismiss();
    this.#others = 0;
  }
}
