import { expect, test } from 'vitest';
import { descend, pair, type Theta } from '../../src/lecture/window.js';

test('a small step lowers J of a pair inside the margin by α ‖∂J/∂θ‖²', () => {
  const theta: Theta = {
    W: [
      [0.3, -0.2],
      [0.1, 0.4],
    ],
    b: [0.1, -0.1],
    u: [0.5, -0.3],
  };
  const [x, x_c, alpha] = [[1, -2], [0.5, 1], 1e-6];
  const { J, gradient } = pair(theta, x, x_c);
  const numbers = [...gradient.W.flat(), ...gradient.b, ...gradient.u];
  const fall = J - pair(descend(theta, gradient, alpha), x, x_c).J;
  expect(fall / alpha).toBeCloseTo(
    numbers.reduce((sum, g) => sum + g * g, 0),
    4,
  );
  expect(fall).toBeGreaterThan(0);
});
