import { expect, test } from 'vitest';
import type { Curve } from '../../src/compare/curve.js';
import { momentText, parseMoment, readings } from '../../src/compare/moment.js';

const curve = (...points: [number, number][]): Curve => ({ name: 'run', values: new Map(points) });
const value = (text: string, curves: Curve[], direction: 'lower' | 'higher' = 'higher') => {
  const moment = parseMoment(text);
  if (!moment) throw new Error(`no moment: ${text}`);
  expect(momentText(moment)).toBe(text);
  return readings(moment, curves, direction);
};

test('best is the best value by direction, the first if there are several; NaN and infinity are never best', () => {
  const one = curve([1, 0.5], [2, 0.8], [3, 0.8], [4, Number.POSITIVE_INFINITY], [5, Number.NaN], [6, 0.1]);
  expect(value('best', [one])).toEqual([{ value: 0.8, x: 2 }]);
  expect(value('best', [one], 'lower')).toEqual([{ value: 0.1, x: 6 }]);
  expect(value('best', [curve([1, Number.NaN])])).toEqual([{ value: Number.NaN, x: null }]);
});

test('last and epoch=N, fractional too', () => {
  const curves = [curve([0.5, 1], [1.5, 2]), curve([0.5, 3])];
  expect(value('last', curves)).toEqual([
    { value: 2, x: 1.5 },
    { value: 3, x: 0.5 },
  ]);
  expect(value('epoch=1.5', curves)).toEqual([
    { value: 2, x: 1.5 },
    { value: null, x: 1.5 },
  ]);
});

test('area is the integral of straight lines over the interval that all curves have', () => {
  expect(value('area', [curve([0, 0], [2, 2])])).toEqual([{ value: 2, x: null }]);
  expect(value('area', [curve([0, 0], [4, 4]), curve([1, 1], [2, 5], [3, 1])])).toEqual([
    { value: 4, x: null }, // ∫ x dx from 1 to 3
    { value: 6, x: null },
  ]);
  expect(value('area', [curve([1, 5]), curve([1, 5])])).toEqual([
    { value: null, x: null },
    { value: null, x: null },
  ]);
});

test('time-to is the first epoch at least as good', () => {
  const one = curve([1, 0.2], [2, 0.5], [3, 0.4]);
  expect(value('time-to=0.5', [one])).toEqual([{ value: 2, x: 2 }]);
  expect(value('time-to=0.4', [one])).toEqual([{ value: 2, x: 2 }]);
  expect(value('time-to=0.6', [one])).toEqual([{ value: null, x: null }]);
  expect(value('time-to=0.45', [one], 'lower')).toEqual([{ value: 1, x: 1 }]);
});

test.each(['', 'noon', 'epoch', 'epoch=', 'epoch=x', 'best=1', 'time-to', 'Best', 'epoch=Infinity'])(
  'no moment: %j',
  (text) => {
    expect(parseMoment(text)).toBe(undefined);
  },
);
