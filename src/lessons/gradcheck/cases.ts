/**
 * @file The problems to check: every activation, every loss and both models, at toy, medium and full size.
 */
import { lossKinds } from '../../config/training-sections.js';
import { activations } from '../../network/activation.js';
import type { Problem } from './problem.js';
import { type SyntheticOptions, syntheticProblem } from './synthetic.js';

type Size = Pick<SyntheticOptions, 'size' | 'H' | 'D'>;
type Case = Omit<SyntheticOptions, 'seed'>;

const toy: Size = { size: 'toy', H: 8, D: 20 };
const medium: Size = { size: 'medium', H: 100, D: 250 };

/** The sizes of a config with default settings and the shipped vectors. */
const defaults: readonly Case[] = [
  { size: 'default', H: 100, D: 500, activation: 'tanh', loss: 'margin', kind: 'words' },
  { size: 'default', H: 2, D: 500, activation: 'identity', loss: 'cross-entropy', kind: 'words' },
];

const softmax = (size: Size, kind: Case['kind']): Case => ({
  ...size,
  kind,
  activation: 'identity',
  loss: 'cross-entropy',
});

/** Toy size: all combinations. Medium size: each activation with each loss once. */
const everything: readonly Case[] = [
  ...(['words', 'all'] as const).flatMap((kind): Case[] => [
    ...activations.flatMap((activation) =>
      lossKinds.map((loss): Case => ({ ...toy, kind, activation, loss })),
    ),
    softmax(toy, kind),
  ]),
  ...activations.flatMap((activation) =>
    lossKinds.map(
      (loss): Case => ({ ...medium, kind: loss === 'margin' ? 'words' : 'all', activation, loss }),
    ),
  ),
  softmax(medium, 'all'),
];

/**
 * The sizes that can be chosen; `full` is the network of the config or the trained model,
 * otherwise the default network.
 */
export const sizeNames = ['toy', 'medium', 'full'] as const;
export type SizeName = (typeof sizeNames)[number];

/** Yields the problems of some sizes, one after another. */
export function* problemsOf(
  seed: number,
  configured?: Problem,
  sizes: readonly SizeName[] = sizeNames,
): Generator<Problem> {
  for (const options of everything) {
    if (sizes.some((name) => name === options.size)) yield syntheticProblem({ ...options, seed });
  }
  if (!sizes.includes('full')) return;
  if (configured) yield configured;
  else for (const options of defaults) yield syntheticProblem({ ...options, seed });
}
