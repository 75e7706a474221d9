/** @file Which problems are checked: every activation, every loss, both models, at a toy size, a medium one and a full one. */
import { activations } from '../../network/activation.js';
import type { Problem } from './problem.js';
import { type SyntheticOptions, syntheticProblem } from './synthetic.js';

type Size = Pick<SyntheticOptions, 'size' | 'H' | 'D'>;
type Case = Omit<SyntheticOptions, 'seed'>;

const toy: Size = { size: 'toy', H: 8, D: 20 };
const medium: Size = { size: 'medium', H: 100, D: 250 };

/** The sizes that a config has when it says nothing, with the vectors that ship. */
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

/** At the toy size everything with everything; at the medium size each activation with each loss once. */
const everything: readonly Case[] = [
  ...(['words', 'all'] as const).flatMap((kind): Case[] => [
    ...activations.flatMap((activation): Case[] => [
      { ...toy, kind, activation, loss: 'margin' },
      { ...toy, kind, activation, loss: 'anchored' },
    ]),
    softmax(toy, kind),
  ]),
  ...activations.flatMap((activation): Case[] => [
    { ...medium, kind: 'words', activation, loss: 'margin' },
    { ...medium, kind: 'all', activation, loss: 'anchored' },
  ]),
  softmax(medium, 'all'),
];

/** The sizes that may be asked for; `full` is the configured size, the trained model, or without either the default. */
export const sizeNames = ['toy', 'medium', 'full'] as const;
export type SizeName = (typeof sizeNames)[number];

/** The problems of some sizes, made one after the other. */
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
