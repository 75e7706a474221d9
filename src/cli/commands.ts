/** @file The commands, in the order of `nerwin --help`. Each is loaded only when it runs. */
import type { Command } from 'commander';
import type { CommandEntry } from './command-entry.js';
import type { Terminal } from './terminal.js';

/** A command whose arguments commander parses. */
function parsed(
  name: string,
  description: string,
  load: () => Promise<(io: Terminal) => Command>,
): CommandEntry {
  const run: CommandEntry['run'] = async (args, io) => {
    const make = await load();
    const { runParsed } = await import('./parsed-command.js');
    await runParsed(make, args, io);
  };
  return { name, description, run, syntax: async (io) => (await load())(io) };
}

const marks = 'mark the locations in a sentence, a file, or standard input';

export const commands: readonly CommandEntry[] = [
  parsed(
    'train',
    'train a model on a corpus, as specified in a config',
    async () => (await import('./train.js')).trainCommand,
  ),
  parsed(
    'sweep',
    'train a run for each combination of settings, or for random ones, and say which settings made a difference',
    async () => (await import('./sweep.js')).sweepCommand,
  ),
  parsed(
    'eval',
    'evaluate a model on a corpus: precision, recall and F1',
    async () => (await import('./eval.js')).evalCommand,
  ),
  parsed(
    'report',
    'print the report of a run or series and write its pages again, or write the report of an evaluation in shards',
    async () => (await import('./report.js')).reportCommand,
  ),
  {
    name: 'tag',
    description: marks,
    run: async (args, io) => (await import('./tag.js')).runTag(args, marks, io),
    syntax: async () => (await import('./tag.js')).tagSyntax(marks),
  },
  parsed(
    'threshold',
    'choose the threshold of a model for a wanted precision or recall',
    async () => (await import('./threshold.js')).thresholdCommand,
  ),
  parsed(
    'merge',
    'merge models into one network that returns the mean of their scores',
    async () => (await import('./merge.js')).mergeCommand,
  ),
  parsed(
    'model',
    'describe, check and strip model files, and write model cards',
    async () => (await import('./model.js')).modelCommand,
  ),
  parsed(
    'corpus',
    'convert, describe, split, sample and clean corpora',
    async () => (await import('./corpus.js')).corpusCommand,
  ),
  parsed(
    'config',
    'create, check and print configs for training',
    async () => (await import('./config.js')).configCommand,
  ),
  parsed(
    'compare',
    'compare runs with a baseline, and fail if they differ or are worse',
    async () => (await import('./compare.js')).compareCommand,
  ),
  parsed(
    'gradcheck',
    'check the hand-derived gradients against the lecture page, the computation graph and finite differences',
    async () => (await import('./gradcheck.js')).gradcheckCommand,
  ),
  parsed(
    'explain',
    'explain the score of a word: its window, and what each word and feature contributes',
    async () => (await import('./explain.js')).explainCommand,
  ),
  parsed(
    'graph',
    'compute the value and gradients of an expression on its computation graph',
    async () => (await import('./graph.js')).graphCommand,
  ),
  parsed(
    'boundary',
    'compare the decision boundaries of softmax and network on 2-D points',
    async () => (await import('./boundary.js')).boundaryCommand,
  ),
  parsed(
    'page',
    'write or serve a page on which to try a model, its training and its gradients in a browser',
    async () => (await import('./page.js')).pageCommand,
  ),
  parsed(
    'vectors',
    'inspect, convert, prune and search word vectors',
    async () => (await import('./vectors.js')).vectorsCommand,
  ),
  parsed(
    'export',
    'write a model for other programs: ONNX, NumPy, word2vec',
    async () => (await import('./export.js')).exportCommand,
  ),
  parsed(
    'bench',
    'measure how fast a model trains and tags on this machine',
    async () => (await import('./bench.js')).benchCommand,
  ),
  parsed(
    'completion',
    'print the script that completes commands, options and values in a shell',
    async () => (await import('./completion.js')).completionCommand,
  ),
  {
    name: 'complete',
    description: 'print what can stand at the cursor, for the scripts of completion',
    isHidden: true,
    run: async (args, io) => (await import('./complete.js')).complete(args, shownCommands, io),
    syntax: async () => new (await import('commander')).Command('complete'),
  },
];

/** The commands that people call. */
export const shownCommands: readonly CommandEntry[] = commands.filter(({ isHidden }) => !isHidden);
