/** @file Which kernel runs: the SIMD one where it can, the plain loops elsewhere. Both give the same bits. */
import { NerwinError } from '../error.js';
import type { Activation } from '../network/activation.js';
import type { Layout } from '../network/layout.js';
import type { Kernel, KernelName, KernelOptions, Table } from './kernel.js';
import { LoopsKernel } from './loops.js';
import { LoopsTable } from './table.js';

/** `auto` is `simd` where the module is built and this engine accepts it, else `loops`. */
export type KernelChoice = 'auto' | KernelName;

/** Makes a kernel, θ zero. Throws a 'config' fault when `simd` is asked for and cannot run. */
export function makeKernel(choice: KernelChoice, options: KernelOptions): Kernel {
  settle(choice);
  return new LoopsKernel(options);
}

/** Makes a table for `capacity` rows, θ zero. Throws a 'config' fault when `simd` is asked for and cannot run. */
export function makeTable(
  choice: KernelChoice,
  layout: Layout,
  activation: Activation,
  capacity: number,
): Table {
  settle(choice);
  return new LoopsTable(layout, activation, capacity);
}

function settle(choice: KernelChoice): void {
  if (choice !== 'simd') return;
  throw new NerwinError(
    'config',
    'the SIMD kernel is not built',
    'run `npm run build`, or set kernel to auto',
  );
}
