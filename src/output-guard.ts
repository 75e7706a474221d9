/** @file Prevents a command or a function from overwriting its own inputs, or one of its outputs with another. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { NerwinError } from './error.js';

/**
 * Throws 'usage' if `output`, the value of `option`, is the same file as one of the `inputs`, even under
 * another name or through a link.
 */
export function rejectOverwrite(option: string, output: string, inputs: readonly string[]): void {
  const same = inputs.find((input) => isSame(input, output));
  if (same === undefined) return;
  throw new NerwinError(
    'usage',
    `${option} ${output}: would overwrite ${same === output ? 'an input file' : `${same}, which is an input file`}`,
    'choose another output file',
  );
}

/**
 * Like {@link rejectOverwrite}, but for several outputs, keyed by option (undefined ones are ignored). Also
 * throws if two outputs are the same file.
 */
export function rejectOverwrites(
  outputs: Readonly<Record<string, string | undefined>>,
  inputs: readonly string[],
): void {
  const earlier = new Map<string, string>();
  for (const [option, output] of Object.entries(outputs)) {
    if (output === undefined) continue;
    rejectOverwrite(option, output, inputs);
    const other = earlier.get(resolve(output));
    const isFile = statSync(output, { throwIfNoEntry: false })?.isFile() ?? true;
    if (other !== undefined && isFile)
      throw new NerwinError(
        'usage',
        `${other} and ${option} are the same file: ${output}`,
        'choose two different files',
      );
    earlier.set(resolve(output), option);
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.isFile() && a.dev === b.dev && a.ino === b.ino;
}
