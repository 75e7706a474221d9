import { expect, test } from 'vitest';
import { inputGradient } from '../../src/network/input-gradient.js';
import { networkShapeOf } from '../../src/network/network-shape.js';
import { zeroParameters } from '../../src/network/parameters.js';

test('Wᵀδ by hand: W = [[1, 2, 3], [4, 5, 6]], δ = (10, −1) gives (6, 15, 24)', () => {
  const layout = networkShapeOf({ d: 1, H: 2, radius: 1, wordFeatures: 0 });
  const parameters = zeroParameters(layout);
  const W = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 3; j++) parameters.W[j * layout.stride + i] = W[i][j];
  }
  const delta = Float64Array.of(99, 10, -1); // δ of a second window, after another number
  expect([...inputGradient(parameters, layout, delta, 1)]).toEqual([6, 15, 24]);
});
