/** @file h = σ(z) = 1 / (1 + e⁻ᶻ), f′ = h (1 − h). */
import { sigmoid as sigmoid64 } from '../exponential.js';
import { sigmoid32 } from '../exponential32.js';
import { type ActivationDefinition, symmetric } from './definition.js';

const round = Math.fround;

export const sigmoid: ActivationDefinition = {
  text: '1 / (1 + e⁻ᶻ)',
  derivativeText: 'h (1 − h)',
  float32: { value: sigmoid32, derivative: (h) => round(h * round(1 - h)) },
  float64: { value: sigmoid64, derivative: (h) => h * (1 - h) },
  kinks: [],
  // Derived from tanh's, because σ(z) = ½ + ½ tanh(z/2).
  approximation: {
    offset: 0.5,
    pieces: [symmetric(0.58498494 / 4, 50 / 32), symmetric(0.29001185 / 4, 114 / 32)],
    error: 0.01513,
  },
};
