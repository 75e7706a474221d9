/** @file h = z / (1 + |z|), f′ = (1 − |h|)². Source: Bergstra, Desjardins, Lamblin & Bengio 2009. */
import { type ActivationDefinition, symmetric } from './definition.js';

const round = Math.fround;

/** From here on h is ±1 in either precision; z is clamped there, because ∞ / ∞ is not a number. */
const limit = 2 ** 60;
const clamped = (z: number): number => (z < -limit ? -limit : z > limit ? limit : z);

export const softsign: ActivationDefinition = {
  text: 'z / (1 + |z|)',
  derivativeText: '(1 − |h|)²',
  float32: {
    value: (z) => {
      const a = clamped(z);
      return round(a / round(1 + Math.abs(a)));
    },
    derivative: (h) => {
      const rest = round(1 - Math.abs(h));
      return round(rest * rest);
    },
  },
  float64: {
    value: (z) => {
      const a = clamped(z);
      return a / (1 + Math.abs(a));
    },
    derivative: (h) => (1 - Math.abs(h)) ** 2,
  },
  kinks: [],
  bends: [0],
  // The best with two pieces: f̃ is 1/16 too small at z = 1/3 and for z → ∞, 1/16 too large at z = 1 and z = 7.
  approximation: { offset: 0, pieces: [symmetric(1 / 2, 1), symmetric(1 / 16, 7)], error: 1 / 16 },
};
