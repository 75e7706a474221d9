/** @file Makes the kernel for training: SIMD if it can run here, otherwise plain loops. Both produce the same bits. */
import type { Kernel, KernelOptions } from '../kernels/kernel.js';
import { LoopsKernel } from '../kernels/loops.js';
import { type KernelChoice, resolveKernel } from './choose.js';
import { SimdKernel } from './simd.js';

/** Creates a kernel with θ = 0. Throws 'config' if `simd` is requested but can't run. */
export function makeKernel(choice: KernelChoice, options: KernelOptions): Kernel {
  return resolveKernel(choice) === 'simd' ? new SimdKernel(options) : new LoopsKernel(options);
}
