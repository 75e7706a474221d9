/** @file The page that `nerwin --help` prints. (`--version` is in `main.ts`.) */
import { maximum } from '../extremes.js';
import { packageVersion } from '../package.js';
import type { CommandEntry } from './command-entry.js';
import type { Terminal } from './terminal.js';

/** Returns the page that `nerwin --help` prints. */
export function overview(commands: readonly CommandEntry[], { color }: Terminal): string {
  const width = maximum(commands.map(({ name }) => name.length));
  return [
    `${color.bold('nerwin')} ${packageVersion()}: finds location names in text with a window network that you can train yourself`,
    '',
    'Usage: nerwin <command> [options]',
    '',
    'Commands:',
    ...commands.map(({ name, description }) => `  ${color.cyan(name.padEnd(width))}  ${description}`),
    '',
    'Options:',
    '  --color, --no-color  turn color on or off, regardless of the terminal and the environment',
    '  -V, --version        print the version',
    '  -h, --help           print this help; nerwin <command> --help prints the help for a command',
    '',
    'Exit codes: 0 success · 1 internal error (bug) · 2 usage or config · 3 data or files · 4 check failed · 5 diverged · 130 interrupted · 143 terminated',
    '',
  ].join('\n');
}
