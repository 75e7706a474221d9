/**
 * @file The classes of a softmax classifier: O first, then either locations as one class, or one class per
 * entity type.
 */
import type { Config } from '../config/settings.js';
import type { ModelHeader } from '../model/model.js';
import type { Parameters } from '../network/parameters.js';
import { classOfMark, type EncodedCorpus, isInLocation } from '../windows/encoded-corpus.js';

/** Classes by number; some of them count as locations. */
export interface Classes {
  readonly names: readonly string[]; // O first
  readonly isLocation: readonly boolean[];
}

/** Returns the classes of a config with `model.kind: softmax`. */
export function classesOf({ model, locations }: Pick<Config, 'model' | 'locations'>): Classes {
  if (model.types.length === 0) return { names: ['O', 'LOC'], isLocation: [false, true] };
  return {
    names: ['O', ...model.types],
    isLocation: [false, ...model.types.map((type) => locations.includes(type))],
  };
}

/** Returns the classes of a model; undefined for the network. */
export function classesOfModel({
  kind,
  classes: names,
  locations,
}: Pick<ModelHeader, 'kind' | 'classes' | 'locations'>): Classes | undefined {
  if (kind !== 'softmax') return undefined;
  return {
    names,
    isLocation: names.map((name, c) => (names.length === 2 ? c === 1 : locations.includes(name))),
  };
}

/**
 * Returns the class at a position: that of its entity type if the corpus records types, otherwise 1 for
 * locations and 0 for everything else.
 */
export function entityClass({ labels, entities }: EncodedCorpus, position: number): number {
  if (entities) return classOfMark(entities[position]);
  return isInLocation(labels[position]) ? 1 : 0;
}

/**
 * Initializes θ of a softmax: all zero, except u, which never changes: 1 for location classes, −1 for the
 * others.
 */
export function startOfSoftmax(parameters: Parameters, { isLocation }: Classes): void {
  parameters.W.fill(0);
  parameters.b.fill(0);
  parameters.S.fill(0);
  parameters.u.fill(0);
  isLocation.forEach((location, c) => {
    parameters.u[c] = location ? 1 : -1;
  });
}
