import { expect, test } from 'vitest';
import { pair, type Theta } from '../../src/lecture/window.js';

test('a pair exactly at the margin is outside: J = 0, and every entry of the gradient is 0', () => {
  const theta: Theta = { W: [[0.5]], b: [0.25], u: [0] }; // s = s_c = 0, so m = margin
  expect(pair(theta, [1], [2], 0)).toEqual({ J: 0, gradient: { W: [[0]], b: [0], u: [0] } });
  const { gradient } = pair(theta, [1], [2], 0.001);
  expect(gradient.u[0]).toBeCloseTo(Math.tanh(1.25) - Math.tanh(0.75), 12); // ∂J/∂u = −h + h_c
});
