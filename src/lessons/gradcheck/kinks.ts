/** @file The kinks and bends of f, and the side of them that each z is on. */
import { type Activation, definitionOf } from '../../network/activation.js';
import type { RecordingKernel } from './recording-kernel.js';

/** Returns −1, 0 or 1 for each z of the last projected windows and each kink or bend. Empty for a smooth f. */
export function kinkSides(activation: Activation, kernel: RecordingKernel): number[] {
  const { kinks, bends = [] } = definitionOf(activation);
  return distances([...kinks, ...bends], kernel).map(Math.sign);
}

/** Returns the smallest distance of a z from a kink of f; ∞ for a smooth f. */
export function nearestKink(activation: Activation, kernel: RecordingKernel): number {
  return distances(definitionOf(activation).kinks, kernel).reduce(
    (least, distance) => Math.min(least, Math.abs(distance)),
    Number.POSITIVE_INFINITY,
  );
}

function distances(points: readonly number[], { z, windows, layout }: RecordingKernel): number[] {
  const { H, stride } = layout;
  const found: number[] = [];
  for (const point of points) {
    for (let i = 0; i < windows.count; i++) {
      for (let k = 0; k < H; k++) found.push(z[i * stride + k] - point);
    }
  }
  return found;
}
