import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readTensors, writeTensors } from '../../src/model/safetensors.js';
import { Random } from '../../src/random.js';
import { Checkpoint, saveCheckpoint } from '../../src/training/checkpoint.js';
import type { TrainingSettings } from '../../src/training/settings.js';
import { isOver, type Trainer } from '../../src/training/trainer.js';
import { settings, trainerFor } from './sample.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-resume-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'checkpoint.safetensors');

/** The bytes of a checkpoint: everything that training has come to. */
function bytesOf(trainer: Trainer): Buffer {
  saveCheckpoint(path, trainer, 'same');
  return readFileSync(path);
}

const { training } = settings;
const variants: Readonly<Record<string, TrainingSettings>> = {
  'plain gradient descent, mined windows': settings,
  'a separate rate for sparse features': { ...settings, training: { ...training, sparseRate: 2 } },
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
    const expected = bytesOf(whole);
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
        saveCheckpoint(path, trainer, 'same');
        trainer = trainerFor(given);
        new Checkpoint(path, 'same').restore(trainer);
      }
      expect(bytesOf(trainer).equals(expected)).toBe(true);
    }
    expect(inside).toBeGreaterThan(0);
  },
);

test('a checkpoint gives the position and the best epoch without a trainer', () => {
  const trainer = trainerFor(settings);
  saveCheckpoint(path, trainer, 'same');
  const { layout } = trainer.parts.kernel;
  expect(new Checkpoint(path, 'same').position).toEqual(trainer.position);
  expect(new Checkpoint(path, 'same').best(layout)).toBeUndefined();
  for (const _event of trainer.run());
  saveCheckpoint(path, trainer, 'same');
  const checkpoint = new Checkpoint(path, 'same');
  expect(checkpoint.position.epoch).toBe(training.epochs);
  expect(checkpoint.bestEpoch).toBe(trainer.best?.epoch);
  expect(checkpoint.best(layout)).toEqual(trainer.best);
});

test('training ends after the last epoch, or when patience runs out', () => {
  expect(isOver(settings, training.epochs - 1, 1)).toBe(false);
  expect(isOver(settings, training.epochs, training.epochs)).toBe(true);
  const patient = { ...settings, selection: { ...settings.selection, patience: 2 } };
  expect(isOver(patient, 2, 1)).toBe(false);
  expect(isOver(patient, 3, 1)).toBe(true);
  expect(isOver(patient, 3)).toBe(false);
});

test('a checkpoint with the old name of insideMargin, violating, is resumed', () => {
  const trainer = trainerFor(settings);
  for (const _event of trainer.run()) if (trainer.position.sums.insideMargin > 0) break;
  saveCheckpoint(path, trainer, 'same');
  const { metadata, tensors } = readTensors(path, 'model');
  const old = metadata.checkpoint.replace('"insideMargin"', '"violating"');
  expect(old).not.toBe(metadata.checkpoint);
  writeTensors(path, { checkpoint: old }, tensors);
  const resumed = trainerFor(settings);
  new Checkpoint(path, 'same').restore(resumed);
  expect(resumed.position).toEqual(trainer.position);
});

test('a checkpoint of another run is refused', () => {
  saveCheckpoint(path, trainerFor(settings), 'one');
  expect(() => new Checkpoint(path, 'other')).toThrow('a different config');
});

test('a checkpoint whose state is damaged is refused', () => {
  const trainer = trainerFor(settings);
  for (const _event of trainer.run());
  saveCheckpoint(path, trainer, 'same');
  const { metadata, tensors } = readTensors(path, 'model');
  const state = JSON.parse(metadata.checkpoint);
  const { position, best: _best, ...rest } = state;
  const { gradientNorm: _norm, ...sums } = position.sums;
  for (const text of [
    ...['', 'null', '7', '{}', metadata.checkpoint.slice(0, -9)],
    ...[rest, { ...rest, position }, { ...state, position: 'x' }, { ...state, samples: -1 }].map((value) =>
      JSON.stringify(value),
    ),
    ...[
      { ...state.best, epoch: 0.5 },
      { ...state.best, thresholds: null },
    ].map((best) => JSON.stringify({ ...state, best })),
    JSON.stringify({ ...state, fingerprint: undefined }),
    ...[
      { epoch: 0.5 },
      { done: null },
      { draws: [1, 2, 3, 0.5] },
      { draws: [1, 2] },
      { draws: 'four' },
      { sums },
    ].map((part) => JSON.stringify({ ...state, position: { ...position, ...part } })),
  ]) {
    writeTensors(path, { checkpoint: text }, tensors);
    expect(() => new Checkpoint(path, 'same'), text).toThrow(
      'not a nerwin checkpoint, or the file is damaged',
    );
  }
});

test('a checkpoint with a tensor that is missing or has another size is refused', () => {
  const trainer = trainerFor(settings);
  saveCheckpoint(path, trainer, 'same');
  const { metadata, tensors } = readTensors(path, 'model');
  const short = { shape: [1], data: Float32Array.of(0) };
  for (const name of ['theta.W', 'theta.b', 'theta.u', 'theta.S']) {
    for (const tensor of [undefined, short]) {
      const changed = new Map([...tensors].filter(([key]) => key !== name));
      if (tensor) changed.set(name, tensor);
      writeTensors(path, metadata, changed);
      expect(() => new Checkpoint(path, 'same').restore(trainerFor(settings))).toThrow(
        `the tensor ${name} is missing or has the wrong size`,
      );
    }
  }
});

test('a checkpoint before the first epoch has no best epoch', () => {
  saveCheckpoint(path, trainerFor(settings), 'same');
  expect(new Checkpoint(path, 'same').bestEpoch).toBeUndefined();
});
