/**
 * @file The usual ways to call `nerwin tag`, without loading what parses arguments, which takes longer than to tag a sentence. Whatever
 * isn't plainly right is left to `tag.ts`, so that help and messages have one source.
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

/** The words and options of plain arguments; undefined when there is anything else among them. */
function plainArguments(args: readonly string[]): { words: string[]; options: TagOptions } | undefined {
  const words: string[] = [];
  const options: { -readonly [K in 'model' | 'input']?: string } & { json?: true; tokenized?: true } = {};
  for (let k = 0; k < args.length; k++) {
    const arg = args[k]!;
    if (isWord(arg)) words.push(arg);
    else if (Object.hasOwn(flags, arg)) options[flags[arg]!] = true;
    else if (Object.hasOwn(texts, arg) && isWord(args[k + 1])) {
      options[texts[arg]!] = args[++k]!;
    } else return undefined;
  }
  return { words, options };
}

/** Whether it is no option; - stands for standard input. */
const isWord = (arg: string | undefined): boolean => arg === '-' || arg?.startsWith('-') === false;

/** Runs `nerwin tag` if the arguments are plain, and says whether they were. */
export async function quickTag(args: readonly string[], io: Terminal): Promise<boolean> {
  const plain = plainArguments(args);
  if (!plain) return false;
  const { tag } = await import('./tag-action.js');
  await tag(plain.words, plain.options, io);
  return true;
}
