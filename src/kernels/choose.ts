/** @file Which kernel runs: the SIMD one where it can, the plain loops elsewhere. Both give the same bits. */
import type { Layout } from '../network/layout.js';
import { activationOfHead, type HeadName } from './head.js';
import type { Kernel, KernelName, KernelOptions, Table, TableOptions } from './kernel.js';
import { LoopsKernel } from './loops.js';
import { loadModule, requireModule } from './module.js';
import { SimdKernel } from './simd.js';
import { SimdTable } from './simd-table.js';
import { LoopsTable } from './table.js';

/** `auto` is `simd` where the module is built and this engine accepts it, else `loops`. */
export type KernelChoice = 'auto' | KernelName;

/** What a choice comes to on this machine. Throws a 'config' fault when `simd` is asked for and cannot run. */
export function kernelNameOf(choice: KernelChoice): KernelName {
  if (choice === 'simd') requireModule();
  if (choice !== 'auto') return choice;
  return typeof loadModule() === 'string' ? 'loops' : 'simd';
}

/** Why `auto` comes to the loops, which take twenty times as long and more, on this machine; undefined when it does not. */
export function fallbackOf(choice: KernelChoice): string | undefined {
  const loaded = choice === 'auto' ? loadModule() : undefined;
  return typeof loaded === 'string' ? `${loaded}: using the loops kernel, which is slow` : undefined;
}

/** Makes a kernel, θ zero. Throws a 'config' fault when `simd` is asked for and cannot run. */
export function makeKernel(choice: KernelChoice, options: KernelOptions): Kernel {
  return kernelNameOf(choice) === 'simd' ? new SimdKernel(options) : new LoopsKernel(options);
}

/**
 * Makes a table for `capacity` rows, θ zero. The `class` of a softmax, and its log-odds where there are more than two classes, have
 * loops alone: their H is the number of classes. Throws a 'config' fault when `simd` is asked for and cannot run.
 */
export function makeTable(
  choice: KernelChoice,
  layout: Layout,
  head: HeadName,
  capacity: number,
  options: TableOptions = {},
): Table {
  const activation = activationOfHead(head, layout.H);
  return activation && kernelNameOf(choice) === 'simd'
    ? new SimdTable(layout, activation, capacity, options)
    : new LoopsTable(layout, activation ?? head, capacity, options);
}
