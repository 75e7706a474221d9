/** @file `module.ts` for browsers: the module is part of the script, and is compiled off the main thread. */
import { NerwinError } from '../error.js';
import kernelBase64 from './kernel.wasm';

let module: WebAssembly.Module | string = 'the SIMD kernel is not compiled yet';

export const loadModule = (): WebAssembly.Module | string => module;

export function requireModule(): WebAssembly.Module {
  if (typeof module !== 'string') return module;
  throw new NerwinError('config', module, 'set kernel to auto');
}

/** Compiles the module. If this engine can't run it, {@link loadModule} returns the reason afterward. */
export async function compileModule(): Promise<void> {
  if (typeof module !== 'string') return;
  if (typeof WebAssembly === 'undefined') {
    module = 'this JavaScript engine has no WebAssembly';
    return;
  }
  try {
    // Tables use shared memory, which some engines and policies refuse.
    new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    module = await WebAssembly.compile(Uint8Array.from(atob(kernelBase64), (unit) => unit.charCodeAt(0)));
  } catch (error) {
    module = `this JavaScript engine does not support the SIMD kernel (${String(error)})`;
  }
}

/** Not called: tagging uses one thread. */
export function startThread(): void {
  throw new Error('the SIMD kernel has one thread in a browser');
}
