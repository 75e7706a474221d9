/** @file The arguments of a command as written, and the command line that they make. */
import type { Command } from 'commander';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';

/** Returns the arguments as written: commander joins the values of an option that is repeated. */
export const rawArgs = (command: Command): readonly string[] =>
  (command as Command & { readonly rawArgs: readonly string[] }).rawArgs;

/** Returns the words of a command line that runs the command `name` with these arguments, quoted for a shell. */
export const commandWords = (name: string, args: readonly string[]): string[] => [
  commandName(),
  name,
  ...args.map((arg) => shellWord(arg)),
];
