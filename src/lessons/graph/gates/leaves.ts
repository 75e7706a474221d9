/** @file The gates without inputs: parameters, whose gradient is asked for, and constants, which have none. */
import type { Gate } from '../gate.js';

const leaf = {
  rule: '',
  arity: 0,
  takes: 'no inputs',
  shape: () => undefined,
  forward: () => {},
  backward: () => {},
};

/** A value that may be set again, and with respect to which gradients are taken. */
export const input: Gate = { ...leaf, name: 'input', symbol: 'input', write: () => 'input' };

/** A value that stays as it is; no gradient reaches it. */
export const constant: Gate = { ...leaf, name: 'constant', symbol: 'constant', write: () => 'constant' };
