/** @file The commands, in the order of `nerwin --help`, and how each is loaded when it is asked for. */
import type { Command } from 'commander';
import type { Terminal } from './terminal.js';

export interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly load: () => Promise<(io: Terminal) => Command>;
  /** Runs the command without loading the parser of arguments, when they are plain; says whether it did. */
  readonly quick?: (args: readonly string[], io: Terminal) => Promise<boolean>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'train',
    description: 'train a model on a corpus, as a config says',
    load: async () => (await import('./train.js')).trainCommand,
  },
  {
    name: 'eval',
    description: 'precision, recall and F1 of a model on a corpus',
    load: async () => (await import('./eval.js')).evalCommand,
  },
  {
    name: 'tag',
    description: 'mark the locations in a sentence, a file, or standard input',
    load: async () => (await import('./tag.js')).tagCommand,
    quick: async (args, io) => (await import('./quick-tag.js')).quickTag(args, io),
  },
  {
    name: 'merge',
    description: 'merge models into one network whose score is the mean of theirs',
    load: async () => (await import('./merge.js')).mergeCommand,
  },
  {
    name: 'config',
    description: 'write, check and show the settings of a training run',
    load: async () => (await import('./config.js')).configCommand,
  },
  {
    name: 'compare',
    description: 'compare the loss curves of runs',
    load: async () => (await import('./compare.js')).compareCommand,
  },
  {
    name: 'gradcheck',
    description: 'check the gradients: by hand, on the computation graph, by differences',
    load: async () => (await import('./gradcheck.js')).gradcheckCommand,
  },
  {
    name: 'explain',
    description: 'why a word has its score: its window, and what each word and feature adds',
    load: async () => (await import('./explain.js')).explainCommand,
  },
  {
    name: 'graph',
    description: 'values and gradients of an expression, on its computation graph',
    load: async () => (await import('./graph.js')).graphCommand,
  },
  {
    name: 'boundary',
    description: 'decision boundaries of softmax and network on points of the plane',
    load: async () => (await import('./boundary.js')).boundaryCommand,
  },
  {
    name: 'vectors',
    description: 'what a file of word vectors holds, and cutting one to its most frequent words',
    load: async () => (await import('./vectors.js')).vectorsCommand,
  },
];
