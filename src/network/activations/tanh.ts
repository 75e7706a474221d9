/** @file h = tanh z, f′ = 1 − h². */
import { tanh as tanh64 } from '../exponential.js';
import { tanh32 } from '../exponential32.js';
import { type ActivationDefinition, symmetric } from './definition.js';

const round = Math.fround;

export const tanh: ActivationDefinition = {
  text: 'tanh z',
  derivativeText: '1 − h²',
  float32: { value: tanh32, derivative: (h) => round(1 - round(h * h)) },
  float64: { value: tanh64, derivative: (h) => 1 - h * h },
  kinks: [],
  // Slopes and knots minimize the error with two pieces.
  approximation: {
    offset: 0,
    pieces: [symmetric(0.58498494, 25 / 32), symmetric(0.29001185, 57 / 32)],
    error: 0.03025,
  },
};
