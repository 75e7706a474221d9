/** @file Generated from `assembly/memory-map.ts` by `assembly/fields.js`, a step of `npm run build`; do not edit. */

/** The fields of the struct that the WebAssembly code reads, in order, 4 bytes each. */
// biome-ignore format: one field a line
export const fields = [
  'd',
  'row',
  'slots',
  'parts',
  'capacity',
  'activation',
  'threshold',
  'scale',
  'slotTable',
  'W',
  'b',
  'u',
  'S',
  'dW',
  'db',
  'du',
  'dS',
  'touchedRows',
  'place',
  'constants',
  'mask',
  'X',
  'dense',
  'featureStart',
  'features',
  'ids',
  'contexts',
  's',
  'ds',
  'h',
  'dz',
  'active',
  'P',
  'Q',
  'roundedPart',
  'quantizedU',
  'clamps',
  'pieces',
  'stepScore',
  'slack',
  'undecided',
  'vectors',
  'sum',
  'seen',
  'groupRows',
  'groups',
  'counts',
  'scratch',
  'scratchBytes',
  'tick',
  'touched',
  'clean',
  'job',
  'n',
  'targets',
  'slotFrom',
  'slotTo',
  'contextSlots',
  'above',
  'alpha',
  'sparseAlpha',
  'dropout',
  'seed',
  'sync',
  'sharing',
] as const;

/** The fields that are float32; the others are integers. */
// biome-ignore format: one field a line
export const fractions = [
  'scale',
  'stepScore',
  'slack',
  'above',
  'alpha',
  'sparseAlpha',
] as const;

/** The fields of a slot, in order, 4 bytes each. */
// biome-ignore format: one field a line
export const slotFields = [
  'column',
  'sparse',
  'features',
] as const;

/** Length of the constants of the activations, in 32-bit numbers. */
export const constantNumbers = 76;
