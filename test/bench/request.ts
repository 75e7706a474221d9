/** @file Parses the arguments of `npm run bench`. */

import { parseArgs } from 'node:util';
import { NerwinError } from '../../src/error.js';
import { type Part, parts } from './parts.js';

export interface Request {
  /** Print the parts, and run nothing. */
  readonly list: boolean;
  /** Install the packages of `peers/` first. */
  readonly peers: boolean;
  /** Also the sizes that take many minutes. */
  readonly large: boolean;
  /** Save in `results/`, which is part of the repository, instead of `runs/bench/`. */
  readonly keep: boolean;
  /** The parts to run, in the order of the results. */
  readonly parts: readonly Part[];
}

const hint = 'npm run bench -- --list prints the parts; options are --peers, --large, --keep and --list';

/** Reads the arguments; without a part, all are selected. Throws 'usage'. */
export function requestOf(args: readonly string[]): Request {
  const { values, positionals } = parsed(args);
  const names = parts.map(({ name }) => name);
  for (const name of positionals) {
    if (!names.includes(name))
      throw new NerwinError('usage', `no part '${name}'`, `the parts are ${names.join(', ')}`);
  }
  const { list = false, peers = false, large = false, keep = false } = values;
  const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  return { list, peers, large, keep, parts: chosen };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        list: { type: 'boolean' },
        peers: { type: 'boolean' },
        large: { type: 'boolean' },
        keep: { type: 'boolean' },
      },
    });
  } catch (error) {
    const [message] = (error as Error).message.split('. '); // what follows is advice on arguments that begin with a dash
    throw new NerwinError('usage', message, hint);
  }
}
