/** @file Refuses to write over what is read. */
import { statSync } from 'node:fs';
import { NerwinError } from '../error.js';

/** Throws a fault 'usage' when `output`, the value of `option`, is one of the `inputs`, by whatever name. */
export function demandApart(option: string, output: string, inputs: readonly string[]): void {
  const same = inputs.find((input) => isSame(input, output));
  if (same === undefined) return;
  throw new NerwinError(
    'usage',
    `${option} ${output}: would write over ${same === output ? 'what is read' : `${same}, which is read`}`,
    'name another file to write',
  );
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}
