/**
 * @file The registry of activations h = f(z): the one list from which the names in configs, help and reports, the
 * numbers passed to WebAssembly, screening and the cases of gradcheck are derived. Their mathematics is in
 * `activations/`, a file each.
 *
 * The SIMD kernel does the same operations in each lane (`simd/assembly/activations.ts`), the graph has its own
 * (`lessons/graph/gates/functions.ts`); CONTRIBUTING.md says how to add one.
 */
import type { ActivationDefinition, Scalar } from './activations/definition.js';
import { hardtanh } from './activations/hardtanh.js';
import { identity } from './activations/identity.js';
import { relu } from './activations/relu.js';
import { sigmoid } from './activations/sigmoid.js';
import { softsign } from './activations/softsign.js';
import { tanh } from './activations/tanh.js';
import type { Precision } from './parameters.js';

/** In the order of their numbers in WebAssembly, from 0. */
const definitions = { tanh, hardtanh, sigmoid, relu, identity, softsign } satisfies Record<
  string,
  ActivationDefinition
>;

export type Activation = keyof typeof definitions;
export const activations = Object.keys(definitions) as readonly Activation[];

export type { Scalar };

/** Everything about the activation of this name. */
export const definitionOf = (name: Activation): ActivationDefinition => definitions[name];

/** f of the given name and precision. */
export const activationOf = (name: Activation, precision: Precision): Scalar =>
  definitions[name][precision].value;

/** Returns f′ as a function of h. */
export const derivativeOf = (name: Activation, precision: Precision): Scalar =>
  definitions[name][precision].derivative;
