/**
 * @file A step of `npm run build`: writes `src/simd/fields.ts`, the fields of the structs in `memory-map.ts` for TypeScript, so
 * that names, order and types are stated once. With an argument, it writes to that file instead.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const structs = new URL('memory-map.ts', import.meta.url);
const target = process.argv[2] ?? new URL('../fields.ts', import.meta.url);

/** Name, length in 32-bit numbers and type of the fields of a struct, in order. */
function fieldsOf(text, name) {
  const body = text.match(new RegExp(`@unmanaged\nexport class ${name} \\{\n([^}]*)\\}`))?.[1];
  if (body === undefined) throw new Error(`${fileURLToPath(structs)}: no struct ${name}`);
  return body
    .split('\n')
    .map((line) => line.replace(/\/\/.*/, '').trim())
    .filter(Boolean)
    .map((line) => {
      const [, field, type] = line.match(/^(\w+): (\w+);$/) ?? [];
      if (!field) throw new Error(`${fileURLToPath(structs)}: cannot read the field "${line}" of ${name}`);
      return { field, type, numbers: type === 'v128' ? 4 : 1 };
    });
}

/** A list of names in TypeScript. */
const list = (fields) => `[\n${fields.map(({ field }) => `  '${field}',\n`).join('')}] as const`;

const text = readFileSync(structs, 'utf8');
const map = fieldsOf(text, 'MemoryMap');
const slot = fieldsOf(text, 'Slot');
const constants = fieldsOf(text, 'Constants').reduce((sum, { numbers }) => sum + numbers, 0);
if ([...map, ...slot].some(({ numbers }) => numbers !== 1)) throw new Error('every field of MemoryMap and Slot takes one 32-bit number');

writeFileSync(
  target,
  `/** @file Generated from \`assembly/memory-map.ts\` by \`assembly/fields.js\`, a step of \`npm run build\`; do not edit. */

/** The fields of the struct that the WebAssembly code reads, in order, 4 bytes each. */
// biome-ignore format: one field a line
export const fields = ${list(map)};

/** The fields that are float32; the others are integers. */
// biome-ignore format: one field a line
export const fractions = ${list(map.filter(({ type }) => type === 'f32'))};

/** The fields of a slot, in order, 4 bytes each. */
// biome-ignore format: one field a line
export const slotFields = ${list(slot)};

/** Length of the constants of the activations, in 32-bit numbers. */
export const constantNumbers = ${constants};
`,
);
