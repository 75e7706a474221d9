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
  /** The networks of the run that are trained to the end. */
  readonly finished: readonly Omit<Best, 'parameters'>[];
  /** SHA-256 of what the run depends on: config, corpora, vectors. */
  readonly fingerprint: string;
}

const parts = ['W', 'b', 'u', 'S'] as const;

/** A run between two batches: the networks that are trained to the end, and the trainer of the next one. */
export interface Progress {
  readonly finished: readonly Best[];
  readonly trainer: Trainer;
}

/** Writes the state of a run. */
export function saveCheckpoint(path: string, { finished, trainer }: Progress, fingerprint: string): void {
  const { best, position, averaging } = trainer;
  const { mined, anchor } = trainer.parts.objective.save();
  const state: State = {
    position,
    best: best ? withoutParameters(best) : null,
    samples: averaging?.samples ?? 0,
    anchor,
    finished: finished.map(withoutParameters),
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
  finished.forEach(({ parameters }, k) => {
    add(`finished.${k}`, parameters);
  });
  tensors.set('mined', { shape: [mined.length], data: mined });
  writeTensors(path, { checkpoint: JSON.stringify(state) }, tensors);
}

/** The state of a checkpoint, which must be of the same run. `newTrainer` makes the trainer of the network with a number. */
export function loadCheckpoint(
  path: string,
  newTrainer: (member: number) => Trainer,
  fingerprint: string,
): Progress {
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
  const trainer = newTrainer(state.finished.length);
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
  const bestOf = (prefix: string, best: Omit<Best, 'parameters'>): Best => {
    const parameters = zeroParameters(layout);
    read(prefix, parameters);
    return { ...best, parameters };
  };
  if (state.best) trainer.best = bestOf('best', state.best);
  trainer.parts.objective.restore({
    mined: Int32Array.from(tensors.get('mined')?.data ?? []),
    anchor: state.anchor,
  });
  trainer.position = state.position;
  return { finished: state.finished.map((best, k) => bestOf(`finished.${k}`, best)), trainer };
}

const withoutParameters = ({ epoch, value, thresholds }: Best): Omit<Best, 'parameters'> => ({
  epoch,
  value,
  thresholds,
});

const flat = (data: Real): Tensor => ({ shape: [data.length], data });
