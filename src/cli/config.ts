/** @file `nerwin config`: writes a starter config, lists the configs that ship, prints a resolved config, prints the JSON Schema. */

import { Command } from 'commander';
import { loadConfig } from '../config/load.js';
import { jsonSchema } from '../config/schema-tree.js';
import { shippedConfigs } from '../config/shipped-configs.js';
import { starter } from '../config/starter.js';
import { configWarnings } from '../config/warnings.js';
import { stringifyConfig } from '../config/write.js';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { maximum } from '../extremes.js';
import { writeAtomically } from '../file.js';
import { isThere } from '../is-there.js';
import { jsonLine } from './json-output.js';
import { collect } from './lists.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

export const configCommand = (io: Terminal): Command =>
  new Command('config')
    .description('create, check and print configs for training')
    .addCommand(initCommand(io))
    .addCommand(listCommand(io))
    .addCommand(showCommand(io))
    .addCommand(schemaCommand(io));

interface InitOptions {
  readonly from?: string;
  readonly force?: true;
}

const initCommand = (io: Terminal) =>
  new Command('init')
    .description('write a commented config with the recommended settings, which can be trained as is')
    .argument('[file]', 'where to write it; - is standard output', 'nerwin.yaml')
    .option('--from <name>', 'start from another config that ships; `nerwin config list` names them')
    .option('--force', 'replace the file if it exists')
    .action((file: string, { from, force }: InitOptions) => {
      const text = starter(from);
      if (file === '-') return io.out(text);
      if (!force && isThere(file)) {
        throw new NerwinError(
          'usage',
          `${file}: already exists`,
          'choose another file, or replace it with --force',
        );
      }
      writeAtomically(file, text);
      io.note(`wrote ${file}; next: ${commandName()} train --config ${shellWord(file)}`);
    });

const listCommand = (io: Terminal) =>
  new Command('list')
    .description('list the configs that ship, and what each is for')
    .option('--json', 'print the result as JSON')
    .action(({ json }: { json?: true }) => {
      const entries = Object.entries(shippedConfigs).map(([name, use]) => ({ name, use }));
      if (json) return io.out(jsonLine('config list', entries));
      const width = maximum(entries.map(({ name }) => name.length));
      const rows = entries.map(({ name, use }) => `${name.padEnd(width)}  ${use}\n`);
      return print(
        `${rows.join('')}\nstart from one with ${commandName()} config init --from NAME FILE\n`,
        io,
      );
    });

const showCommand = (io: Terminal) =>
  new Command('show')
    .description('check a config and print it with every default filled in')
    .argument('<file>', 'a config in YAML or JSON')
    .option(
      '--set <key=value>',
      'override a setting, for example training.epochs=5 (can be repeated)',
      collect,
    )
    .option('--json', 'print JSON instead of YAML')
    .action((file: string, { set = [], json }: { set?: string[]; json?: true }) => {
      const { config } = loadConfig(file, { set });
      for (const line of configWarnings(config)) warn(line, io);
      return io.out(json ? `${JSON.stringify(config, null, 2)}\n` : stringifyConfig(config));
    });

const schemaCommand = (io: Terminal) =>
  new Command('schema')
    .description('print the JSON Schema for configs, for editors and validators')
    .option('--gates', 'print the schema of gates files, for `nerwin compare --gates`')
    .action(async ({ gates }: { gates?: true }) => {
      const { gatesJsonSchema } = await import('../config/gates-schema.js');
      await io.out(`${JSON.stringify(gates ? gatesJsonSchema() : jsonSchema(), null, 2)}\n`);
    });
