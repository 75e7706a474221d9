/**
 * @file Parses the options of a command from a table, with Node's own `parseArgs`. For `tag`, which must start fast: commander takes
 * about as long to load as a sentence takes to tag. It is loaded only to lay out the help, from the same table.
 */
import { parseArgs } from 'node:util';
import { NerwinError } from '../error.js';

/** One option: an option with `read` takes a value, any other is a flag. */
export interface OptionSpec<Value> {
  /** The flags as in the help: `-m, --model <file>`. */
  readonly flags: string;
  readonly description: string;
  /** Reads the value from its text; throws an error that says what is expected. */
  readonly read?: (text: string) => Value extends readonly (infer Item)[] ? Item : Value;
  /** The values allowed, if they are few. */
  readonly choices?: readonly string[];
  /** The default that the help shows. */
  readonly fallback?: Value;
  /** True if the option can be given several times; its value is then the list of the values. */
  readonly repeats?: true;
  /** The option that cannot be combined with this one. */
  readonly conflict?: string;
}

/** The options of a command by the names of their values. */
export type OptionTable<Values> = {
  readonly [Name in keyof Values]-?: OptionSpec<NonNullable<Values[Name]>>;
};

/** Arguments after parsing: words that are not options, and the values of the options that were given. */
export interface ParsedArguments<Values> {
  readonly words: string[];
  readonly options: Values;
  readonly asksForHelp: boolean;
}

/** Returns a text unchanged. */
export const anyText = (text: string): string => text;

/** Parses `args`. Throws 'usage' for an unknown option, a missing or invalid value, or options that conflict. */
export async function parseArguments<Values>(
  command: string,
  table: OptionTable<Values>,
  args: readonly string[],
): Promise<ParsedArguments<Values>> {
  const specs = new Map(
    Object.entries<OptionSpec<unknown>>(table).map(([key, spec]) => [longOf(spec), { key, spec }]),
  );
  const hint = `see \`nerwin ${command} --help\``;
  const options: Record<string, unknown> = {};
  const words: string[] = [];
  for (const token of tokensOf(
    args,
    [...specs.values()].map(({ spec }) => spec),
  )) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return { words, options: {} as Values, asksForHelp: true };
    const found = specs.get(token.name);
    if (!found || (token.inlineValue && !found.spec.read)) {
      const shown = token.inlineValue ? `${token.rawName}=${token.value}` : token.rawName;
      const { guessOf } = await import('./guess.js');
      const guess = guessOf(token.name, [...specs.keys()]);
      throw new NerwinError('usage', `unknown option '${shown}'`, guess ? `did you mean --${guess}?` : hint);
    }
    const value = readValue(found.spec, token.value, hint);
    const { key, spec } = found;
    options[key] = spec.repeats ? [...((options[key] as unknown[] | undefined) ?? []), value] : value;
  }
  for (const { key, spec } of specs.values()) {
    const { conflict } = spec;
    if (conflict === undefined || options[key] === undefined || options[conflict] === undefined) continue;
    const other = (table as Record<string, OptionSpec<unknown>>)[conflict];
    throw new NerwinError(
      'usage',
      `option '${spec.flags}' cannot be used with option '${other.flags}'`,
      hint,
    );
  }
  return { words, options: options as Values, asksForHelp: false };
}

/**
 * Returns what `parseArgs` finds. It is not strict, so that a value can begin with a minus sign
 * and the error messages are ours.
 */
function tokensOf(args: readonly string[], specs: readonly OptionSpec<unknown>[]) {
  const options = Object.fromEntries(
    specs.map((spec) => {
      const short = /^-(\w),/.exec(spec.flags)?.[1];
      return [longOf(spec), { type: spec.read ? 'string' : 'boolean', ...(short && { short }) } as const];
    }),
  );
  const help = { help: { type: 'boolean', short: 'h' } } as const;
  return parseArgs({ args: [...args], options: { ...options, ...help }, strict: false, tokens: true }).tokens;
}

/** Returns `model` for `-m, --model <file>`. */
const longOf = ({ flags }: OptionSpec<unknown>): string => /--([\w-]+)/.exec(flags)?.[1] ?? '';

function readValue(
  { flags, read, choices }: OptionSpec<unknown>,
  text: string | undefined,
  hint: string,
): unknown {
  if (!read) return true;
  if (text === undefined) throw new NerwinError('usage', `option '${flags}' argument missing`, hint);
  const invalid = (why: string): NerwinError =>
    new NerwinError('usage', `option '${flags}' argument '${text}' is invalid. ${why}`, hint);
  if (choices && !choices.includes(text)) throw invalid(`Allowed choices are ${choices.join(', ')}.`);
  try {
    return read(text);
  } catch (error) {
    throw error instanceof Error ? invalid(error.message) : error;
  }
}
