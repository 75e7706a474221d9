/** @file Element-wise gates of one function each: exp, log, and the activations. */
import { unary } from '../elementwise.js';

/** z = eˣ. ∂z/∂x = z. */
export const exp = unary({
  name: 'exp',
  rule: 'exp is its own derivative: local = z',
  value: Math.exp,
  local: (_x, z) => z,
});

/** z = ln x. ∂z/∂x = 1/x. */
export const log = unary({
  name: 'log',
  rule: 'log: local = 1/x',
  value: Math.log,
  local: (x) => 1 / x,
  fault: (x) => (x < 0 ? 'logarithm of a negative number' : x === 0 ? 'logarithm of zero' : undefined),
});

/** z = tanh x. ∂z/∂x = 1 − z². */
export const tanh = unary({
  name: 'tanh',
  rule: 'tanh: local = 1 − z²',
  value: Math.tanh,
  local: (_x, z) => 1 - z * z,
});

/** z = 1 / (1 + e⁻ˣ), in the form whose exponential cannot overflow. ∂z/∂x = z (1 − z). */
export const sigmoid = unary({
  name: 'sigmoid',
  symbol: 'σ',
  rule: 'sigmoid: local = z (1 − z)',
  value: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  local: (_x, z) => z * (1 - z),
});

/** z = max(0, x). ∂z/∂x = 1 where x > 0, else 0; at the kink x = 0 it is 0 by declaration. */
export const relu = unary({
  name: 'relu',
  rule: 'relu passes the upstream gradient where x > 0 and blocks it elsewhere',
  value: (x) => (x > 0 ? x : 0),
  local: (x) => (x > 0 ? 1 : 0),
  side: (x) => Math.sign(x),
});

/** z = min(1, max(−1, x)). ∂z/∂x = 1 where −1 < x < 1, else 0; at the kinks x = ±1 it is 0 by declaration. */
export const hardtanh = unary({
  name: 'hardtanh',
  rule: 'hardtanh passes the upstream gradient where −1 < x < 1 and blocks it elsewhere',
  value: (x) => Math.min(1, Math.max(-1, x)),
  local: (x) => (-1 < x && x < 1 ? 1 : 0),
  side: (x) => Math.sign(x - 1) + Math.sign(x + 1),
});

/** z = x / (1 + |x|). ∂z/∂x = 1 / (1 + |x|)². The second derivative jumps at 0; a difference across it is inexact. */
export const softsign = unary({
  name: 'softsign',
  rule: 'softsign: local = 1 / (1 + |x|)²',
  value: (x) => x / (1 + Math.abs(x)),
  local: (x) => 1 / (1 + Math.abs(x)) ** 2,
  side: Math.sign,
});

/** z = x. ∂z/∂x = 1. */
export const identity = unary({
  name: 'identity',
  rule: 'identity passes the upstream gradient unchanged',
  value: (x) => x,
  local: () => 1,
});

/** All of them by the name that an expression and `Graph.call` use. */
export const functions = { exp, log, tanh, sigmoid, relu, hardtanh, identity, softsign } as const;
export type FunctionName = keyof typeof functions;
