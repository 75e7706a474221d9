/** @file The WebAssembly instances that work on one memory. */

/** Numbers of 32 bits by which threads meet. */
export const syncNumbers = 64;

/** What `assembly/index.ts` exports. */
export interface Verbs {
  open(plan: number): void;
  project(n: number): void;
  score(n: number): void;
  marginDelta(n: number): number;
  accumulate(count: number): void;
  descend(alpha: number): void;
  step(count: number, alpha: number): void;
  clear(): void;
  place(first: number, count: number, slotFrom: number, slotTo: number): void;
  scoreIds(n: number): void;
  scoreRun(n: number, contexts: number): void;
}

export class Team {
  readonly verbs: Verbs;

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory, plan: number, _threads: number) {
    this.verbs = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Verbs;
    this.verbs.open(plan);
  }

  close(): void {}
}
