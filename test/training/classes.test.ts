import { expect, test } from 'vitest';
import { zeroParameters } from '../../src/network/parameters.js';
import { classesOf, classesOfModel, entityClass, startOfSoftmax } from '../../src/training/classes.js';
import { begin, entityMark, inside } from '../../src/windows/encoded-corpus.js';
import { corpusWith } from '../evaluation/sample.js';
import { kernelFor, settings } from './sample.js';

const config = (types: string[], locations: string[]) => ({ model: { ...settings.model, types }, locations });

test('without types there are two classes: O, and locations of any type as LOC', () => {
  const classes = { names: ['O', 'LOC'], isLocation: [false, true] };
  expect(classesOf(config([], ['GPE', 'FAC']))).toEqual(classes);
  const header = { kind: 'softmax' as const, classes: classes.names, locations: ['GPE', 'FAC'] };
  expect(classesOfModel(header)).toEqual(classes);
});

test('with types there is a class for each, and those in `locations` count as location', () => {
  const classes = { names: ['O', 'PER', 'GPE', 'LOC'], isLocation: [false, false, true, true] };
  expect(classesOf(config(['PER', 'GPE', 'LOC'], ['LOC', 'GPE']))).toEqual(classes);
  const header = { kind: 'softmax' as const, classes: classes.names, locations: ['LOC', 'GPE'] };
  expect(classesOfModel(header)).toEqual(classes);
});

test('a window network has no classes', () => {
  expect(classesOfModel({ kind: 'window', classes: [], locations: ['LOC'] })).toBeUndefined();
});

test('the class of a token is that of its entity; without recorded types, 1 in a location and 0 elsewhere', () => {
  const corpus = corpusWith([[0, begin, inside, 0]]); // positions 1 … 4
  expect([1, 2, 3, 4].map((position) => entityClass(corpus, position))).toEqual([0, 1, 1, 0]);
  const entities = Uint8Array.of(0, entityMark(3, true), entityMark(2, true), entityMark(2, false), 0, 0);
  const typed = { ...corpus, entities };
  expect([1, 2, 3, 4].map((position) => entityClass(typed, position))).toEqual([3, 2, 2, 0]);
});

test('θ of a softmax starts at 0, with u = 1 for location classes and −1 for the others', () => {
  const theta = zeroParameters(kernelFor(settings).layout);
  for (const part of [theta.W, theta.b, theta.u, theta.S]) part.fill(9);
  startOfSoftmax(theta, { names: ['O', 'PER', 'LOC'], isLocation: [false, false, true] });
  for (const part of [theta.W, theta.b, theta.S]) expect(part.every((value) => value === 0)).toBe(true);
  expect([...theta.u]).toEqual([-1, -1, 1, 0, 0, 0, 0, 0]);
});
