/** @file The machine's peak of 128-bit multiplications and additions, measured by `assembly/peak.ts`. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { seconds } from './statistics.js';

/** A function that measures for some 2 ms and gives operations a second. */
export function peakMeter(folder: string): () => number {
  const file = `${folder}/peak.wasm`;
  const source = new URL('assembly/peak.ts', import.meta.url).pathname;
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', file];
  execFileSync('node_modules/.bin/asc', [source, ...options]);
  const module = new WebAssembly.Module(readFileSync(file));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const { peak } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  return () => {
    const rounds = 1e6;
    const start = seconds();
    peak!(rounds, 0.5);
    return (96 * rounds) / (seconds() - start);
  };
}
