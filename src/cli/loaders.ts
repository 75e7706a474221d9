/**
 * @file Loads and runs each command on demand. Kept separate from `commands.ts` so that the bundled entry
 * (`bin/bundle.js`) need not include the commands.
 */
import type { Command } from 'commander';
import type { CommandName } from './commands.js';
import { configureCommand } from './configure-command.js';
import type { Terminal } from './terminal.js';

type Loader = () => Promise<(io: Terminal) => Command>;

const loaders: Readonly<Record<CommandName, Loader>> = {
  train: async () => (await import('./train.js')).trainCommand,
  eval: async () => (await import('./eval.js')).evalCommand,
  tag: async () => (await import('./tag.js')).tagCommand,
  merge: async () => (await import('./merge.js')).mergeCommand,
  config: async () => (await import('./config.js')).configCommand,
  compare: async () => (await import('./compare.js')).compareCommand,
  gradcheck: async () => (await import('./gradcheck.js')).gradcheckCommand,
  explain: async () => (await import('./explain.js')).explainCommand,
  graph: async () => (await import('./graph.js')).graphCommand,
  boundary: async () => (await import('./boundary.js')).boundaryCommand,
  vectors: async () => (await import('./vectors.js')).vectorsCommand,
  bench: async () => (await import('./bench.js')).benchCommand,
};

/** Runs a command by its name. */
export async function runCommand(name: CommandName, args: readonly string[], io: Terminal): Promise<void> {
  const make = await loaders[name]();
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
