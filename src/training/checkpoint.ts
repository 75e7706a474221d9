/**
 * @file A checkpoint: everything needed to resume the training of a network as if it had never stopped. θ,
 * the optimizer's state, the running sum of θ, the best θ and the mined windows are tensors; the position,
 * the generator's state and the best epoch are JSON.
 */
import { NerwinError } from '../error.js';
import { parseJson } from '../json.js';
import { readTensors, type StoredTensor, type TensorFile, writeTensors } from '../model/safetensors.js';
import type { NetworkShape } from '../network/network-shape.js';
import { type Parameters, type Real, zeroParameters } from '../network/parameters.js';
import { withCurrentNames } from './metrics.js';
import type { BestEpoch, Position, Sums, Trainer } from './trainer.js';

interface State {
  readonly position: Position;
  readonly best: Omit<BestEpoch, 'parameters'> | null;
  readonly samples: number;
  readonly anchor: number;
  /**
   * Identifies what the network depends on: the SHA-256 of config, corpora and vectors, and the network's
   * number.
   */
  readonly fingerprint: string;
}

const parts = ['W', 'b', 'u', 'S'] as const;

/** Writes the state of a trainer between two batches. */
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
  const tensors = new Map<string, StoredTensor>();
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

/** The error that a checkpoint belongs to another config, corpus or network. */
export class OtherRunError extends NerwinError {
  constructor(path: string) {
    super(
      'config',
      `${path}: the checkpoint was made with a different config, corpus or vectors`,
      'resume with the original config and data, or start over with another --output',
    );
  }
}

/** A checkpoint as read. */
export class Checkpoint {
  readonly #state: State;
  readonly #tensors: TensorFile['tensors'];

  /**
   * Reads a checkpoint. Throws 'model' if the file is not a valid checkpoint, {@link OtherRunError} if it belongs to
   * another config, corpus or network.
   */
  constructor(
    readonly path: string,
    fingerprint: string,
  ) {
    const { metadata, tensors } = readTensors(path, 'model');
    const state = parsed(metadata.checkpoint);
    if (typeof state?.fingerprint === 'string' && state.fingerprint !== fingerprint) {
      throw new OtherRunError(path);
    }
    if (!state || !isWhole(state)) throw this.#damaged('not a nerwin checkpoint, or the file is damaged');
    this.#state = state;
    this.#tensors = tensors;
  }

  get position(): Position {
    return this.#state.position;
  }

  /** Returns the number of the best epoch so far, if one is complete. */
  get bestEpoch(): number | undefined {
    return this.#state.best?.epoch;
  }

  /** Returns the best epoch so far, for a network of these sizes. */
  best(layout: NetworkShape): BestEpoch | undefined {
    const { best } = this.#state;
    if (!best) return undefined;
    const parameters = zeroParameters(layout);
    this.#read('best', parameters);
    return { ...best, parameters };
  }

  /** Restores this state in a new trainer. */
  restore(trainer: Trainer): void {
    const { position, samples, anchor } = this.#state;
    const { kernel, objective } = trainer.parts;
    this.#read('theta', kernel.parameters);
    if (trainer.optimizer.state) this.#read('optimizer', trainer.optimizer.state);
    if (trainer.averaging) {
      const sum = zeroParameters(kernel.layout, 'float64');
      this.#read('sum', sum);
      trainer.averaging.restore(samples, sum);
    }
    trainer.best = this.best(kernel.layout);
    const mined = this.#tensors.get('mined')?.data;
    if (!(mined instanceof Int32Array))
      throw this.#damaged('the tensor mined is missing, or has the wrong type');
    objective.restore({ mined, anchor });
    trainer.position = { ...position, sums: withCurrentNames(position.sums) as unknown as Sums };
  }

  #read(prefix: string, into: Parameters): void {
    for (const part of parts) {
      const tensor = this.#tensors.get(`${prefix}.${part}`);
      if (tensor?.data.length !== into[part].length)
        throw this.#damaged(`the tensor ${prefix}.${part} is missing or has the wrong size`);
      if (tensor.data.constructor !== into[part].constructor)
        throw this.#damaged(`the tensor ${prefix}.${part} has the wrong type`);
      into[part].set(tensor.data);
    }
  }

  #damaged(what: string): NerwinError {
    const hint = 'start over with --overwrite, or use another --output';
    return new NerwinError('model', `${this.path}: ${what}`, hint);
  }
}

/** Parses the JSON state; undefined if the text is damaged. */
function parsed(text: string | undefined): Partial<State> | undefined {
  try {
    const value: unknown = parseJson(text ?? '');
    return value instanceof Object ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True if the state is complete. After the first epoch there must be a best epoch. */
function isWhole(state: Partial<State>): state is State {
  const { position, best, samples, anchor, fingerprint } = state;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
  return (
    isCount(position?.epoch) &&
    isCount(position?.done) &&
    Array.isArray(position?.draws) &&
    position.draws.length === 4 &&
    position.draws.every(Number.isInteger) &&
    position.sums?.gradientNorm instanceof Object &&
    (best ? isCount(best.epoch) && best.thresholds instanceof Object : position.epoch === 0) &&
    isCount(samples) &&
    Number.isFinite(anchor) &&
    typeof fingerprint === 'string'
  );
}

const flat = (data: Real): StoredTensor => ({ shape: [data.length], data });
