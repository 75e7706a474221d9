/** @file The WebAssembly module of the SIMD kernel: where it is, and whether this engine accepts it. */
import { existsSync, readFileSync } from 'node:fs';
import { NerwinError } from '../error.js';

/** Beside this file once compiled; in `dist` when running from source; relative to a bundled entry in `dist/bin`. */
const places = ['./', '../../dist/src/simd/', '../src/simd/'];

let module: WebAssembly.Module | undefined;

/** Folder of the compiled kernel, or undefined when it is not built. */
export function kernelFolder(): URL | undefined {
  return places
    .map((place) => new URL(place, import.meta.url))
    .find((folder) => existsSync(new URL('kernel.wasm', folder)));
}

/** The compiled module, or the reason why there is none. */
export function loadModule(): WebAssembly.Module | string {
  if (module) return module;
  const folder = kernelFolder();
  if (!folder) return 'the SIMD kernel is not built';
  if (typeof WebAssembly === 'undefined') return 'this JavaScript engine has no WebAssembly';
  const bytes = readFileSync(new URL('kernel.wasm', folder));
  if (!WebAssembly.validate(bytes)) return 'this JavaScript engine does not support the SIMD kernel';
  module = new WebAssembly.Module(bytes);
  return module;
}

/** The compiled module. Throws a 'config' fault when there is none. */
export function requireModule(): WebAssembly.Module {
  const loaded = loadModule();
  if (typeof loaded !== 'string') return loaded;
  throw new NerwinError('config', loaded, 'run `npm run build`, or set kernel to auto');
}
