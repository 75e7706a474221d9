/** @file Starts a network from the weights of another one, whose words and features are a part of its own. */
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';

/** The weights to start from, and their places. */
export interface StartWeights {
  readonly layout: NetworkShape;
  readonly parameters: Parameters;
}

/**
 * Copies b, u, and the weights of every slot that both networks have: its dense part, and its features, which
 * have the same ids in both. All other weights stay as they are.
 */
export function copyStart(to: Parameters, layout: NetworkShape, start: StartWeights): void {
  const { d, stride } = layout;
  const from = start.parameters;
  to.b.set(from.b);
  to.u.set(from.u);
  for (const slot of layout.slots) {
    const old = start.layout.slots.find(({ name }) => name === slot.name);
    if (!old) continue;
    if (old.column >= 0)
      to.W.set(from.W.subarray(old.column * stride, (old.column + d) * stride), slot.column * stride);
    const rows = from.S.subarray(old.sparse * stride, (old.sparse + old.features) * stride);
    to.S.set(rows, slot.sparse * stride);
  }
}
