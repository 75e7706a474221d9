import { expect, test } from 'vitest';
import { directionOf } from '../../src/compare/direction.js';

test.each([
  ['loss', 'lower'],
  ['dev.entity.f1', 'higher'],
  ['test.token.precision', 'higher'],
  ['final.dev.averagePrecision', 'higher'],
  ['insideMargin', 'lower'],
  ['dev.entity.fp', 'lower'],
  ['val_loss', 'lower'],
  ['eval/loss', 'lower'],
  ['eval-accuracy', 'higher'],
  ['f1_macro', 'higher'],
  ['macro avg f1', 'higher'],
  ['windowsPerSecond', 'higher'],
  ['seconds', 'lower'],
  ['accuracy.loss', 'lower'], // the last segment counts first
  ['rate', undefined],
  ['gradientNorm.W', undefined],
  ['dev.threshold', undefined],
  ['glossary', undefined], // words, not parts of words
] as const)('%s: %s', (metric, direction) => {
  expect(directionOf(metric)).toBe(direction);
});

test('a declared direction wins, for its metric only', () => {
  expect(directionOf('loss', { loss: 'higher' })).toBe('higher');
  expect(directionOf('rate', { rate: 'lower' })).toBe('lower');
  expect(directionOf('toString', {})).toBe(undefined);
});
