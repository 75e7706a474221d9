/** @file h = z, f′ = 1: the network is then linear in x. */
import { type ActivationDefinition, type ActivationPair, symmetric } from './definition.js';

/** No operation rounds, so one pair serves both precisions. */
const exact: ActivationPair = { value: (z) => z, derivative: () => 1 };

export const identity: ActivationDefinition = {
  text: 'z',
  derivativeText: '1',
  float32: exact,
  float64: exact,
  kinks: [],
  approximation: { offset: 0, pieces: [symmetric(1, Number.POSITIVE_INFINITY)], error: 0 },
};
