/**
 * @file Measures the machine's peak of 128-bit multiplications and additions with
 * `assembly/peak.ts`, on one thread or on two.
 */

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { median, seconds } from './statistics.js';

/** Compiles the loop that is timed. */
function compile(folder: string): WebAssembly.Module {
  const file = `${folder}/peak.wasm`;
  const source = fileURLToPath(new URL('assembly/peak.ts', import.meta.url));
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', file];
  execFileSync('node_modules/.bin/asc', [source, ...options]);
  return new WebAssembly.Module(readFileSync(file));
}

/** Returns a function that measures for about 2 ms and returns operations per second. */
export function meterOf(module: WebAssembly.Module): () => number {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const { peak } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    peak(rounds: number, seed: number): number;
  };
  return () => {
    const rounds = 1e6;
    const start = seconds();
    peak(rounds, 0.5);
    return (96 * rounds) / (seconds() - start);
  };
}

/** Returns the median of five measurements, which a short disturbance does not change. */
export const steady = (meter: () => number): number => median(Array.from({ length: 5 }, meter));

export const peakMeter = (folder: string): (() => number) => meterOf(compile(folder));

/**
 * Returns the speed of two threads relative to one. Two processors of a virtual machine can be two halves of
 * one core, sometimes or always; then two threads gain little, in any program.
 */
export class MachineGain {
  readonly #meter: () => number;
  readonly #worker: Worker;

  constructor(folder: string) {
    const module = compile(folder);
    this.#meter = meterOf(module);
    this.#worker = new Worker(new URL('peak-worker.ts', import.meta.url), { workerData: module });
  }

  async measure(): Promise<number> {
    const alone = steady(this.#meter);
    const other = once(this.#worker, 'message');
    this.#worker.postMessage('measure');
    const here = steady(this.#meter);
    const [there] = (await other) as [number];
    return (here + there) / alone;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
