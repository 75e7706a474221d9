/** @file The commands, in the order of `nerwin --help`. For how each one is loaded, see `loaders.ts`. */
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
  /**
   * Runs the command without loading the argument parser if the arguments are simple enough. Returns true if
   * it did.
   */
  readonly quick?: (args: readonly string[], io: Terminal) => Promise<boolean>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'train',
    description: 'train a model on a corpus, as specified in a config',
  },
  {
    name: 'eval',
    description: 'evaluate a model on a corpus: precision, recall and F1',
  },
  {
    name: 'tag',
    description: 'mark the locations in a sentence, a file, or standard input',
    quick: async (args, io) => (await import('./quick-tag.js')).quickTag(args, io),
  },
  {
    name: 'merge',
    description: 'merge models into one network that returns the mean of their scores',
  },
  {
    name: 'config',
    description: 'create, check and print configs for training',
  },
  {
    name: 'compare',
    description: 'compare the loss curves of runs',
  },
  {
    name: 'gradcheck',
    description:
      'check the hand-derived gradients against the lecture page, the computation graph and finite differences',
  },
  {
    name: 'explain',
    description: 'explain the score of a word: its window, and what each word and feature contributes',
  },
  {
    name: 'graph',
    description: 'compute the value and gradients of an expression on its computation graph',
  },
  {
    name: 'boundary',
    description: 'compare the decision boundaries of softmax and network on 2-D points',
  },
  {
    name: 'vectors',
    description: 'inspect a word-vector file, or prune it to its most frequent words',
  },
  {
    name: 'bench',
    description: 'measure how fast a model trains and tags on this machine',
  },
];
