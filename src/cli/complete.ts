/** @file `nerwin complete`: what can be typed at the cursor of a command line. The scripts of `nerwin completion` call it. */
import type { Argument, Command, Option } from 'commander';
import type { CommandEntry } from './command-entry.js';
import type { Terminal } from './terminal.js';

/** A word that can be completed, and what it means. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What can be typed at the cursor; `files`: also a path. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly files: boolean;
}

const nothing: Completion = { candidates: [], files: false };
const globalFlags: readonly Candidate[] = [
  { value: '--help', description: 'print help' },
  { value: '--version', description: 'print the version' },
];

/** Prints the completion of `--current=WORD` after other words, one candidate per line. */
export async function complete(
  args: readonly string[],
  commands: readonly CommandEntry[],
  io: Terminal,
): Promise<void> {
  const [first = '', ...words] = args;
  const { candidates, files } = await completionOf(words, first.replace(/^--current=/, ''), commands, io);
  const lines = candidates.map(({ value, description }) => `${value}\t${description.replace(/\s+/g, ' ')}\n`);
  await io.out(`${lines.join('')}${files ? ':files\n' : ''}`);
}

/** Returns what can be typed at the cursor after `words`; `current` is what has been typed of the next word. */
export async function completionOf(
  words: readonly string[],
  current: string,
  commands: readonly CommandEntry[],
  io: Terminal,
): Promise<Completion> {
  const [name, ...rest] = words.filter((word) => word !== '--color' && word !== '--no-color');
  if (name === undefined && current.startsWith('-')) return starting(current, globalFlags);
  if (name === undefined || (name === 'help' && rest.length === 0))
    return starting(
      current,
      commands.map((one) => ({ value: one.name, description: one.description })),
    );
  const entry = commands.find((one) => one.name === name);
  return entry ? within(await entry.syntax(io), rest, current) : nothing;
}

/** Completes a word of a command: a subcommand, an option, its value, or an argument. */
function within(command: Command, words: readonly string[], current: string): Completion {
  const [first, ...rest] = words;
  const below = command.commands.find((one) => one.name() === first);
  if (below) return within(below, rest, current);
  if (command.commands.length > 0 && words.length === 0 && !current.startsWith('-'))
    return starting(
      current,
      command.commands.map((one) => ({ value: one.name(), description: one.description() })),
    );
  const { option, place, isEnded } = positionAfter(command, words);
  // Bash passes `--format=te` as three words: `--format`, `=` and `te`.
  if (option && (option.required || current !== '=')) return valuesOf(option, current === '=' ? '' : current);
  if (isEnded || !current.startsWith('-')) return argumentAt(command.registeredArguments, place, current);
  const [, flag, typed] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  const joined = command.options.find(({ long }) => long === flag);
  if (flag !== undefined && typed !== undefined) {
    if (!joined) return nothing;
    const { candidates, files } = valuesOf(joined, typed);
    return { candidates: candidates.map((one) => ({ ...one, value: `${flag}=${one.value}` })), files };
  }
  const flags = command.options
    .filter(({ hidden }) => !hidden)
    .map(({ long, short, description }) => ({ value: long ?? short ?? '', description }));
  return starting(current, [...flags, globalFlags[0]]);
}

/** What comes after some words: the value of an option, or the argument at a place; `isEnded` after `--`. */
function positionAfter(
  { options }: Command,
  words: readonly string[],
): { readonly option: Option | undefined; readonly place: number; readonly isEnded: boolean } {
  let option: Option | undefined;
  let place = 0;
  for (const [k, word] of words.entries()) {
    if (word === '--') return { option: undefined, place: place + words.length - k - 1, isEnded: true };
    if (word === '=' && option) continue;
    if (word.startsWith('-') && word.length > 1) {
      const found = options.find(({ long, short }) => word === long || word === short);
      option = found && (found.required || found.optional) ? found : undefined;
    } else if (!option) place++;
    else if (!option.variadic) option = undefined;
  }
  return { option, place, isEnded: false };
}

function argumentAt(all: readonly Argument[], place: number, current: string): Completion {
  const argument = place < all.length ? all[place] : all.at(-1)?.variadic ? all.at(-1) : undefined;
  if (!argument) return nothing;
  return choicesOrPath(argument.argChoices, argument.name(), current);
}

const valuesOf = ({ argChoices, flags }: Option, current: string): Completion =>
  choicesOrPath(argChoices, /[<[]([\w-]+)/.exec(flags)?.[1] ?? '', current);

function choicesOrPath(choices: readonly string[] | undefined, name: string, current: string): Completion {
  if (!choices) return { candidates: [], files: isPath(name) };
  return starting(
    current,
    choices.map((value) => ({ value, description: '' })),
  );
}

/** True if a value with this name in the help is a path. */
const isPath = (name: string): boolean =>
  /^(file|folder|model|corpus|in|out|runs?|points|parts|paths?)s?$/.test(name);

const starting = (current: string, candidates: readonly Candidate[]): Completion => ({
  candidates: candidates.filter(({ value }) => value.startsWith(current)),
  files: false,
});
