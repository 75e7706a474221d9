/**
 * @file Finds and compiles the WebAssembly module of the SIMD kernel, if the engine accepts it, and starts its
 * threads. `module.browser.ts` does this in a browser.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtPath } from '../built.js';
import { NerwinError } from '../error.js';
import { packagePath } from '../package.js';

let module: WebAssembly.Module | undefined;

/**
 * Returns the folder of the compiled kernel, or undefined if it is not built. Throws
 * 'file' if its sources are newer.
 */
export function kernelFolder(): string | undefined {
  if (!existsSync(packagePath('dist/src/simd/kernel.wasm'))) return undefined;
  return builtPath('src/simd', 'kernel');
}

/** Returns the compiled module, or the reason why there is none. */
export function loadModule(): WebAssembly.Module | string {
  if (module) return module;
  const folder = kernelFolder();
  if (!folder) return 'the SIMD kernel is not built';
  if (typeof WebAssembly === 'undefined') return 'this JavaScript engine has no WebAssembly';
  const bytes = readFileSync(join(folder, 'kernel.wasm'));
  try {
    module = new WebAssembly.Module(bytes);
  } catch (error) {
    return `this JavaScript engine does not support the SIMD kernel (${String(error)})`;
  }
  return module;
}

/** Returns the compiled module. Throws 'config' if there is none. */
export function requireModule(): WebAssembly.Module {
  const loaded = loadModule();
  if (typeof loaded !== 'string') return loaded;
  throw new NerwinError('config', loaded, 'run `npm run build`, or set kernel to auto');
}

/** Compiles the module before it is needed. In Node, {@link loadModule} does it when it is needed. */
export async function compileModule(): Promise<void> {}

/** Starts a thread of the kernel, which doesn't keep the process alive. */
export function startThread(workerData: object): void {
  // Loaded on demand, because loading takes as long as scoring a sentence.
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  new Worker(builtPath('src/simd/worker.js', 'kernel'), { workerData, execArgv: [] }).unref();
}
