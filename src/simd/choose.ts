/** @file Chooses SIMD if it can run here, otherwise plain loops, and makes tables. Both produce the same bits. */

import { LoopsContextTable } from '../kernels/context-table.js';
import type { KernelName } from '../kernels/kernel.js';
import type {
  ContextTable,
  ContextTableOptions,
  ProjectionTable,
  ScreeningTable,
  TableOptions,
} from '../kernels/projection-table.js';
import { activationOfReadout, type ReadoutName } from '../kernels/readout.js';
import { LoopsTable } from '../kernels/table.js';
import type { NetworkShape } from '../network/network-shape.js';
import { loadModule, requireModule } from './module.js';
import { SimdContextTable } from './simd-context-table.js';
import { SimdScreeningTable } from './simd-screening-table.js';
import { SimdTable } from './simd-table.js';

/** `auto` means `simd` if the module is built and this engine accepts it, otherwise `loops`. */
export type KernelChoice = 'auto' | KernelName;

/**
 * Returns the kernel that a choice selects on this machine. Throws 'config' if `simd` is requested but can't
 * run.
 */
export function resolveKernel(choice: KernelChoice): KernelName {
  if (choice === 'simd') requireModule();
  if (choice !== 'auto') return choice;
  return typeof loadModule() === 'string' ? 'loops' : 'simd';
}

/**
 * Returns the reason why `auto` falls back to the plain loops, which are at least 20 times slower; undefined
 * if it doesn't.
 */
export function fallbackOf(choice: KernelChoice): string | undefined {
  const loaded = choice === 'auto' ? loadModule() : undefined;
  return typeof loaded === 'string' ? `${loaded}: using the loops kernel, which is slow` : undefined;
}

/**
 * Creates a table for `capacity` rows with θ = 0. For a softmax, the head `class`, and `log-odds` with more
 * than two classes, always run in plain loops, because H is only the number of classes. Throws 'config' if
 * `simd` is requested but can't run.
 */
export function makeTable(
  choice: KernelChoice,
  layout: NetworkShape,
  head: ReadoutName,
  capacity: number,
  options: TableOptions = {},
): ProjectionTable {
  const { activation, runsSimd } = kindOf(choice, layout, head);
  return activation && runsSimd
    ? new SimdTable(layout, activation, capacity, options)
    : new LoopsTable(layout, activation ?? head, capacity);
}

/** Like {@link makeTable}, for a table that can screen. */
export function makeScreeningTable(
  choice: KernelChoice,
  layout: NetworkShape,
  head: ReadoutName,
  capacity: number,
  options: TableOptions = {},
): ScreeningTable {
  const { activation, runsSimd } = kindOf(choice, layout, head);
  return activation && runsSimd
    ? new SimdScreeningTable(layout, activation, capacity, options)
    : new LoopsTable(layout, activation ?? head, capacity);
}

/** Like {@link makeTable}, for a table that can place means of its rows. */
export function makeContextTable(
  choice: KernelChoice,
  layout: NetworkShape,
  head: ReadoutName,
  capacity: number,
  options: ContextTableOptions = {},
): ContextTable {
  const { activation, runsSimd } = kindOf(choice, layout, head);
  return activation && runsSimd
    ? new SimdContextTable(layout, activation, capacity, options)
    : new LoopsContextTable(layout, activation ?? head, capacity);
}

/** Returns the activation if the readout is a score uᵀ f(z), and whether the table then runs in SIMD. */
function kindOf(choice: KernelChoice, { H }: NetworkShape, head: ReadoutName) {
  const activation = activationOfReadout(head, H);
  return { activation, runsSimd: activation !== undefined && resolveKernel(choice) === 'simd' };
}
