/** @file A golden file as a baseline. */
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { isThere } from '../is-there.js';
import { readRunSource } from './run-source.js';
import type { RunSource } from './source.js';

/** Reads a golden file; throws 'file' if there is none, or it is something else. */
export function readGolden(file: string): RunSource {
  if (!isThere(file))
    throw new NerwinError(
      'file',
      `there is no baseline: ${file}: no such file`,
      `write it with \`${commandName()} compare RUN --golden ${shellWord(file)} --update\`, look at it, and commit it`,
    );
  const source = readRunSource(file, { role: 'baseline' });
  if (source.isGolden) return source;
  throw new NerwinError(
    'file',
    `${file}: not a golden file`,
    `write one with \`${commandName()} compare RUN --golden FILE --update\``,
  );
}

/** Returns the names of all metrics in a golden file. */
export const goldenContents = ({ networks, finals }: RunSource): string[] => [
  ...new Set([
    ...networks.flatMap(({ rows }) => rows.flatMap(({ values }) => [...values.keys()])),
    ...finals.keys(),
  ]),
];
