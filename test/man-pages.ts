/**
 * @file The man pages, from what the help is made of: `npm run man` writes `man/nerwin.1` and one page for each command, and lists them in package.json. A group of commands,
 * such as `model`, has one page.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { shownCommands } from '../src/cli/commands.js';
import { configureCommand } from '../src/cli/configure-command.js';
import { processTerminal } from '../src/cli/terminal.js';
import { isParagraph } from '../src/document/wrapped-lines.js';
import { packagePath, packageVersion } from '../src/package.js';

export const manFolder = packagePath('man');

/** Escapes text for roff; a line that begins with a dot or an apostrophe is no request. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&');

const bold = (text: string): string => `\\fB${roff(text)}\\fR`;
const section = (title: string, ...lines: readonly string[]): string => `.SH ${title}\n${lines.join('\n')}\n`;
const item = (term: string, text: string): string => `.TP\n${term}\n${roff(text)}`;
const verbatim = (text: string): string => `.nf\n${roff(text)}\n.fi`;
const blockOf = (text: string): string => `.PP\n${isParagraph(text) ? roff(text) : verbatim(text)}`;
const head = (title: string): string =>
  `.\\" Written by npm run man.\n.TH "${title.toUpperCase()}" 1 "" "nerwin ${packageVersion()}" "nerwin"\n`;

/** `-m, --model <file>` with the names in bold. */
const flagsOf = (flags: string): string =>
  flags.replace(/[^\s,]+/g, (word) => (word.startsWith('-') ? bold(word) : `\\fI${roff(word)}\\fR`));

/** Returns the usage, the arguments and the options of a command, and what its help says after them. */
function bodyOf(
  command: Command,
  name: string,
): readonly [synopsis: string, description: string, items: string] {
  const help = command.createHelp();
  const items = [
    ...help
      .visibleArguments(command)
      .map((one) => item(`\\fI${one.name()}\\fR`, help.argumentDescription(one))),
    ...help.visibleOptions(command).map((one) => item(flagsOf(one.flags), help.optionDescription(one))),
  ];
  let whole = '';
  command
    .configureOutput({
      writeOut: (text) => {
        whole += text;
      },
    })
    .outputHelp();
  const after = whole.slice(command.helpInformation().length).trim();
  const usage = `${bold(`nerwin ${name}`)} ${roff(command.usage())}`;
  return [
    usage,
    roff(command.description()),
    [...items, ...(after ? after.split('\n\n').map(blockOf) : [])].join('\n'),
  ];
}

function pageOf(command: Command): string {
  const name = command.name();
  const [usage, description, items] = bodyOf(command, name);
  const below = command.commands.map((one) => [one.name(), ...bodyOf(one, `${name} ${one.name()}`)] as const);
  return [
    head(`nerwin-${name}`),
    section('NAME', `${roff(`nerwin-${name}`)} \\- ${description}`),
    section('SYNOPSIS', ...(below.length > 0 ? below.map(([, one]) => `${one}\n.br`) : [usage])),
    ...(below.length > 0
      ? below.map(([title, , text, options]) => section(title.toUpperCase(), text, options))
      : [section('OPTIONS', items)]),
    section('SEE ALSO', `${bold('nerwin')}(1)`),
  ].join('');
}

/** Returns the text of each page by the name of its file. */
export async function manPages(): Promise<Map<string, string>> {
  const io = await processTerminal(false);
  const commands = await Promise.all(
    shownCommands.map(async ({ syntax }) =>
      configureCommand(await syntax(io), { write: () => {}, columns: 76 }),
    ),
  );
  const overview = [
    head('nerwin'),
    section(
      'NAME',
      'nerwin \\- find location names in text with a window network that you can train yourself',
    ),
    section('SYNOPSIS', `${bold('nerwin')} \\fIcommand\\fR [\\fIoptions\\fR]`),
    section('COMMANDS', ...shownCommands.map(({ name, description }) => item(bold(name), description))),
    section(
      'OPTIONS',
      item(
        `${bold('--color')}, ${bold('--no-color')}`,
        'turn color on or off, regardless of the terminal and the environment',
      ),
      item(`${bold('-V')}, ${bold('--version')}`, 'print the version'),
      item(`${bold('-h')}, ${bold('--help')}`, 'print help'),
    ),
    section(
      'EXIT STATUS',
      ...[
        ['0', 'success'],
        ['1', 'an internal error (bug)'],
        ['2', 'a usage or config error'],
        ['3', 'a data or file error'],
        ['4', 'a check failed'],
        ['5', 'training diverged'],
        ['130', 'interrupted'],
      ].map(([code, meaning]) => item(code, meaning)),
    ),
    section('SEE ALSO', shownCommands.map(({ name }) => `${bold(`nerwin-${name}`)}(1)`).join(', ')),
  ].join('');
  return new Map([
    ['nerwin.1', overview],
    ...commands.map((one): [string, string] => [`nerwin-${one.name()}.1`, pageOf(one)]),
  ]);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const pages = await manPages();
  mkdirSync(manFolder, { recursive: true });
  for (const file of readdirSync(manFolder)) if (!pages.has(file)) rmSync(`${manFolder}/${file}`);
  for (const [file, text] of pages) writeFileSync(`${manFolder}/${file}`, text);
  const description = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as object;
  const man = [...pages.keys()].sort().map((file) => `./man/${file}`);
  writeFileSync(packagePath('package.json'), `${JSON.stringify({ ...description, man }, null, 2)}\n`);
}
