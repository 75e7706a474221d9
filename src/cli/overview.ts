/** @file `nerwin --help` and `nerwin --version`. */
import { packageVersion } from '../package.js';
import type { CommandEntry } from './commands.js';
import type { Terminal } from './terminal.js';

/** The page that `nerwin --help` prints. */
export function overview(commands: readonly CommandEntry[], { color }: Terminal): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `${color.bold('nerwin')} ${packageVersion()}: finds the locations in a text, with a window network that you can train yourself`,
    '',
    'Usage: nerwin <command> [options]',
    '',
    'Commands:',
    ...commands.map(({ name, description }) => `  ${color.cyan(name.padEnd(width))}  ${description}`),
    '',
    'Options:',
    '  --color, --no-color  with or without colour, whatever the terminal and the environment say',
    '  -V, --version        print the version',
    '  -h, --help           print this page; nerwin <command> --help prints that of a command',
    '',
    'Exit codes: 0 done · 1 a bug · 2 usage or config · 3 data or files · 4 a gate failed · 5 diverged · 130 interrupted',
    '',
  ].join('\n');
}
