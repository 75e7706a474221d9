/** @file h = max(0, z), f′ = 1 above 0, else 0. */
import type { ActivationDefinition, ActivationPair } from './definition.js';

/** No operation rounds, so one pair serves both precisions. */
const exact: ActivationPair = {
  value: (z) => (z < 0 ? 0 : z),
  derivative: (h) => (h > 0 ? 1 : 0),
};

export const relu: ActivationDefinition = {
  text: 'max(0, z)',
  derivativeText: '1 above 0, else 0',
  float32: exact,
  float64: exact,
  kinks: [0],
  approximation: { offset: 0, pieces: [{ slope: 1, low: 0, high: Number.POSITIVE_INFINITY }], error: 0 },
};
