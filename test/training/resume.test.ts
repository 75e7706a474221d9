import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Random } from '../../src/random.js';
import { loadCheckpoint, type Progress, saveCheckpoint } from '../../src/training/checkpoint.js';
import type { TrainingSettings } from '../../src/training/settings.js';
import { settings, trainerFor } from './sample.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-resume-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'checkpoint.safetensors');

/** The bytes of a checkpoint: everything that training has come to. */
function bytesOf(progress: Progress): Buffer {
  saveCheckpoint(path, progress, 'same');
  return readFileSync(path);
}

const { training } = settings;
const variants: Readonly<Record<string, TrainingSettings>> = {
  'plain gradient descent, mined windows': settings,
  'a rate of its own for sparse features': { ...settings, training: { ...training, sparseRate: 2 } },
  'momentum, mean of θ': {
    ...settings,
    training: { ...training, momentum: 0.5, l2: 0.001, sparseRate: 3, averaging: { from: 2, every: 2 } },
  },
  'AdaGrad, anchored loss': {
    ...settings,
    loss: { ...settings.loss, kind: 'anchored' },
    training: {
      ...training,
      optimizer: 'adagrad',
      rate: { schedule: 'step', start: 0.1, factor: 0.5, every: 2 },
    },
  },
};

test.each(Object.entries(variants))(
  '%s: interrupted anywhere and resumed gives the same bytes',
  (_, given) => {
    const whole = trainerFor(given);
    for (const _event of whole.run());
    const expected = bytesOf({ finished: [], trainer: whole });
    const random = Random.seeded(8);
    let inside = 0; // interruptions in the middle of an epoch
    for (let times = 0; times < 4; times++) {
      let trainer = trainerFor(given);
      for (let isDone = false; !isDone; ) {
        let left = 1 + random.below(5);
        isDone = true;
        for (const _event of trainer.run()) {
          if (--left > 0) continue;
          isDone = false;
          break;
        }
        if (trainer.position.done > 0) inside++;
        saveCheckpoint(path, { finished: [], trainer }, 'same');
        trainer = loadCheckpoint(path, () => trainerFor(given), 'same').trainer;
      }
      expect(bytesOf({ finished: [], trainer }).equals(expected)).toBe(true);
    }
    expect(inside).toBeGreaterThan(0);
  },
);

test('a checkpoint keeps the networks that are finished, and knows which one comes next', () => {
  const first = trainerFor(settings);
  for (const _event of first.run());
  const second = trainerFor({ ...settings, seed: 4 });
  saveCheckpoint(path, { finished: [first.best!], trainer: second }, 'same');
  const asked: number[] = [];
  const { finished } = loadCheckpoint(
    path,
    (member) => {
      asked.push(member);
      return trainerFor(settings);
    },
    'same',
  );
  expect(asked).toEqual([1]);
  expect(finished).toEqual([first.best]);
});

test('a checkpoint of another run is refused', () => {
  saveCheckpoint(path, { finished: [], trainer: trainerFor(settings) }, 'one');
  expect(() => loadCheckpoint(path, () => trainerFor(settings), 'other')).toThrow('another config');
});
