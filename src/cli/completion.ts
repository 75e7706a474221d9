/** @file `nerwin completion`: prints the script that lets a shell complete commands, options and values. */
import { Argument, Command } from 'commander';
import { type Shell, scripts } from './completion-scripts.js';
import type { Terminal } from './terminal.js';

export const completionCommand = (io: Terminal): Command =>
  new Command('completion')
    .description('print the script that completes commands, options and values in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .action((shell: Shell) => io.out(scripts[shell]));
