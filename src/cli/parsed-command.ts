/** @file Runs a command whose arguments commander parses: every command but `tag`. */
import type { Command } from 'commander';
import { configureCommand } from './configure-command.js';
import type { Terminal } from './terminal.js';

/** Parses `args` and runs the command; prints the help that commander writes, even if it then throws. */
export async function runParsed(
  make: (io: Terminal) => Command,
  args: readonly string[],
  io: Terminal,
): Promise<void> {
  let help = '';
  const command = configureCommand(make(io), (text) => {
    help += text;
  });
  try {
    await command.parseAsync([...args], { from: 'user' });
  } finally {
    if (help) await io.out(help);
  }
}
