/** @file h = min(1, max(−1, z)), f′ = 1 inside (−1, 1), else 0. */
import { type ActivationDefinition, type ActivationPair, symmetric } from './definition.js';

/** No operation rounds, so one pair serves both precisions. */
const exact: ActivationPair = {
  value: (z) => (z < -1 ? -1 : z > 1 ? 1 : z),
  derivative: (h) => (h > -1 && h < 1 ? 1 : 0),
};

export const hardtanh: ActivationDefinition = {
  text: 'min(1, max(−1, z))',
  derivativeText: '1 inside (−1, 1), else 0',
  float32: exact,
  float64: exact,
  kinks: [-1, 1],
  approximation: { offset: 0, pieces: [symmetric(1, 1)], error: 0 },
};
