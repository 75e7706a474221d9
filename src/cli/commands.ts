/** @file The commands, in the order of `nerwin --help`. How each is loaded stands in `loaders.ts`. */
import type { Terminal } from './terminal.js';

export type CommandName =
  | 'train'
  | 'eval'
  | 'tag'
  | 'merge'
  | 'config'
  | 'compare'
  | 'gradcheck'
  | 'explain'
  | 'graph'
  | 'boundary'
  | 'vectors'
  | 'bench';

export interface CommandEntry {
  readonly name: CommandName;
  readonly description: string;
  /** Runs the command without loading the parser of arguments, when they are plain; says whether it did. */
  readonly quick?: (args: readonly string[], io: Terminal) => Promise<boolean>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'train',
    description: 'train a model on a corpus, as a config says',
  },
  {
    name: 'eval',
    description: 'precision, recall and F1 of a model on a corpus',
  },
  {
    name: 'tag',
    description: 'mark the locations in a sentence, a file, or standard input',
    quick: async (args, io) => (await import('./quick-tag.js')).quickTag(args, io),
  },
  {
    name: 'merge',
    description: 'merge models into one network whose score is the mean of theirs',
  },
  {
    name: 'config',
    description: 'write, check and show the settings of a training run',
  },
  {
    name: 'compare',
    description: 'compare the loss curves of runs',
  },
  {
    name: 'gradcheck',
    description: 'check the gradients: by hand, on the computation graph, by differences',
  },
  {
    name: 'explain',
    description: 'why a word has its score: its window, and what each word and feature adds',
  },
  {
    name: 'graph',
    description: 'values and gradients of an expression, on its computation graph',
  },
  {
    name: 'boundary',
    description: 'decision boundaries of softmax and network on points of the plane',
  },
  {
    name: 'vectors',
    description: 'what a file of word vectors holds, and cutting one to its most frequent words',
  },
  {
    name: 'bench',
    description: 'how fast a model trains and tags on this machine',
  },
];
