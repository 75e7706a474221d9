/** @file The gates without inputs: parameters, which have a gradient, and constants, which have none. */
import type { Gate } from '../gate.js';

const leaf = {
  rule: '',
  arity: 0,
  takes: 'no inputs',
  shape: () => undefined,
  forward: () => {},
  backward: () => {},
};

/** A value that can be set again; gradients are taken with respect to it. */
export const input: Gate = { ...leaf, name: 'input', symbol: 'input', write: () => 'input' };

/** A fixed value; no gradient reaches it. */
export const constant: Gate = { ...leaf, name: 'constant', symbol: 'constant', write: () => 'constant' };
