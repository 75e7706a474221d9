/**
 * @file A fast path for the common forms of `nerwin tag`: it skips the argument parser, which takes longer to
 * load than a sentence takes to tag. Any arguments that are not clearly valid are left to `tag.ts`, so that
 * help and error messages have one source.
 */
import type { TagOptions } from './tag-action.js';
import type { Terminal } from './terminal.js';

const texts: Readonly<Record<string, 'model' | 'input'>> = {
  '-m': 'model',
  '--model': 'model',
  '-i': 'input',
  '--input': 'input',
};
const flags: Readonly<Record<string, 'json' | 'tokenized'>> = {
  '--json': 'json',
  '--tokenized': 'tokenized',
};

/** Parses simple arguments into words and options. Returns undefined if any other argument occurs. */
function plainArguments(args: readonly string[]): { words: string[]; options: TagOptions } | undefined {
  const words: string[] = [];
  const options: { -readonly [K in 'model' | 'input']?: string } & { json?: true; tokenized?: true } = {};
  for (let k = 0; k < args.length; k++) {
    const arg = args[k];
    if (isWord(arg)) words.push(arg);
    else if (Object.hasOwn(flags, arg)) options[flags[arg]] = true;
    else if (Object.hasOwn(texts, arg) && isWord(args[k + 1])) {
      options[texts[arg]] = args[++k];
    } else return undefined;
  }
  return { words, options };
}

/** True if `arg` is not an option. A single `-` stands for standard input. */
const isWord = (arg: string | undefined): boolean => arg === '-' || arg?.startsWith('-') === false;

/** Runs `nerwin tag` if the arguments are simple. Returns true if it did. */
export async function quickTag(args: readonly string[], io: Terminal): Promise<boolean> {
  const plain = plainArguments(args);
  if (!plain) return false;
  const { tag } = await import('./tag-action.js');
  await tag(plain.words, plain.options, io);
  return true;
}
