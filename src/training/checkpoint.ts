/**
 * @file A checkpoint: all that training needs to go on as if it had never stopped. θ, the optimizer's state, the mean of θ and the
 * best θ are tensors; the position, the generator and the best epoch's metrics are JSON.
 */
import { NerwinError } from '../error.js';
import { readTensors, type Tensor, writeTensors } from '../model/safetensors.js';
import { type Parameters, type Real, zeroParameters } from '../network/parameters.js';
import type { Best, Position, Trainer } from './trainer.js';

interface State {
  readonly position: Position;
  readonly best: Omit<Best, 'parameters'> | null;
  readonly samples: number;
  readonly anchor: number;
  /** SHA-256 of what the run depends on: config, corpora, vectors. */
  readonly fingerprint: string;
}

const parts = ['W', 'b', 'u', 'S'] as const;

/** Writes the trainer's state. */
export function saveCheckpoint(path: string, trainer: Trainer, fingerprint: string): void {
  const { best, position, averaging } = trainer;
  const { mined, anchor } = trainer.parts.objective.save();
  const state: State = {
    position,
    best: best ? { epoch: best.epoch, value: best.value, thresholds: best.thresholds } : null,
    samples: averaging?.samples ?? 0,
    anchor,
    fingerprint,
  };
  const tensors = new Map<string, Tensor>();
  const add = (prefix: string, parameters: Parameters | undefined): void => {
    if (!parameters) return;
    for (const part of parts) tensors.set(`${prefix}.${part}`, flat(parameters[part]));
  };
  add('sum', averaging?.sum);
  add('theta', trainer.parts.kernel.parameters);
  add('optimizer', trainer.optimizer.state);
  add('best', best?.parameters);
  tensors.set('mined', { shape: [mined.length], data: mined });
  writeTensors(path, { checkpoint: JSON.stringify(state) }, tensors);
}

/** Puts a trainer into the state of a checkpoint, which must be of the same run. */
export function loadCheckpoint(path: string, trainer: Trainer, fingerprint: string): void {
  const { metadata, tensors } = readTensors(path, 'model');
  const text = metadata.checkpoint;
  if (text === undefined) throw new NerwinError('model', `${path}: not a checkpoint of nerwin`);
  const state = JSON.parse(text) as State;
  if (state.fingerprint !== fingerprint) {
    throw new NerwinError(
      'config',
      `${path}: the checkpoint is of another config, corpus or other vectors`,
      'resume with the config and data that the run began with, or start anew in another --output',
    );
  }
  const { layout } = trainer.parts.kernel;
  const read = (prefix: string, into: Parameters): void => {
    for (const part of parts) {
      const tensor = tensors.get(`${prefix}.${part}`);
      if (tensor?.data.length !== into[part].length) {
        throw new NerwinError('model', `${path}: the tensor ${prefix}.${part} is missing or of another size`);
      }
      into[part].set(tensor.data);
    }
  };
  read('theta', trainer.parts.kernel.parameters);
  if (trainer.optimizer.state) read('optimizer', trainer.optimizer.state);
  if (trainer.averaging) {
    const sum = zeroParameters(layout, 'float64');
    read('sum', sum);
    trainer.averaging.restore(state.samples, sum);
  }
  if (state.best) {
    const parameters = zeroParameters(layout);
    read('best', parameters);
    trainer.best = { ...state.best, parameters };
  }
  trainer.parts.objective.restore({
    mined: Int32Array.from(tensors.get('mined')?.data ?? []),
    anchor: state.anchor,
  });
  trainer.position = state.position;
}

const flat = (data: Real): Tensor => ({ shape: [data.length], data });
