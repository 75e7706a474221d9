/** @file `nerwin train`: trains the model of a config and writes a run folder. */
import { Command, Option } from 'commander';
import { configWarnings } from '../config/warnings.js';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import type { FileRunOptions } from '../run/run-options.js';
import { TrainingRun } from '../run/training-run.js';
import { jsonLine } from './json-output.js';
import { collect } from './lists.js';
import { seedNumber, shares, wholeBetween } from './numbers.js';
import { print } from './print.js';
import { ProgressDisplay } from './progress.js';
import { type ProgressOptions, withProgressOptions } from './progress-options.js';
import type { Terminal } from './terminal.js';
import { summaryOf, type Trained } from './train-text.js';
import { warn, warnOfSlowKernel } from './warnings.js';

interface TrainOptions extends ProgressOptions {
  readonly config?: string;
  readonly set: readonly string[];
  readonly output?: string;
  readonly seed?: number;
  readonly from?: string;
  readonly bag?: number;
  readonly repeat?: number;
  readonly folds?: number;
  readonly sizes?: readonly number[];
  readonly resume?: true;
  readonly overwrite?: true;
}

const examples = `
Examples:
  nerwin train --config nerwin.yaml
  nerwin train --config nerwin.yaml --repeat 5 --output runs/seeds
  nerwin train --config nerwin.yaml --folds 5 --output runs/folds
  nerwin train --config nerwin.yaml --sizes 10%,25%,50%,100% --output runs/sizes

Exit codes: 0 trained, 2 usage or config, 3 unreadable or unwritable files, 5 diverged, 130 interrupted.`;

export const trainCommand = (io: Terminal): Command =>
  withProgressOptions(
    new Command('train')
      .description('train a model on a corpus, as specified in a config')
      .option('-c, --config <file>', 'a config in YAML or JSON; `nerwin config init` writes one')
      .option(
        '--set <key=value>',
        'override a setting, for example training.epochs=5 (can be repeated)',
        collect,
      )
      .option('-o, --output <folder>', 'the run folder (default: runs/ and the name of the config)')
      .option('--seed <number>', 'override the seed', seedNumber)
      .option(
        '--from <model>',
        'start from this model instead of random weights; shipped = the shipped model',
      )
      .option(
        '--bag <number>',
        'train this many networks, with consecutive seeds starting at the seed, and merge them',
        wholeBetween(1, 64),
      )
      .option(
        '--repeat <number>',
        'train this many runs that differ only in their seed, in seed-1, seed-2 … below the run folder; compare takes them as a group',
        wholeBetween(1, 1000),
      )
      .addOption(
        new Option(
          '--folds <number>',
          'cross-validation: divide train and dev into this many folds and train one run for each, in fold-1, fold-2 …, with that fold as dev',
        )
          .argParser(wholeBetween(2, 100))
          .conflicts(['repeat', 'sizes']),
      )
      .addOption(
        new Option(
          '--sizes <shares>',
          'learning curve: train on these shares of the training corpus, such as 10%,25%,50%,100%, in size-10 …, and fit what more data would bring',
        )
          .argParser(shares)
          .conflicts(['repeat', 'folds']),
      )
      .option('--resume', 'resume from the checkpoint in the run folder')
      .option('--overwrite', 'replace an existing run'),
  )
    .addHelpText('after', examples)
    .action((given: Omit<TrainOptions, 'set'> & Partial<TrainOptions>) => {
      const options: TrainOptions = { set: [], ...given };
      const { repeat, folds, sizes } = options;
      return (repeat ?? folds ?? sizes) === undefined ? trainOnce(options, io) : trainSeries(options, io);
    });

async function trainOnce(options: TrainOptions, io: Terminal): Promise<void> {
  const trained = await train(options, io);
  if (options.json) await io.out(jsonLine('train', trained.result));
  else if (!options.quiet) await print(summaryOf(trained, io), io);
}

/** Trains several runs: with other seeds, folds or sizes. */
async function trainSeries(options: TrainOptions, io: Terminal): Promise<void> {
  const { repeat, folds, sizes, ...runOptions } = options;
  const { resume: _resume, ...others } = runOptions; // each run says itself whether there is something to resume
  const { trainFolds, trainRepeatedly, trainSizes } = await import('./train-series.js');
  const one = async (run: FileRunOptions) => (await train({ ...others, ...run }, io)).result;
  if (repeat !== undefined) return trainRepeatedly(runOptions, repeat, one, io);
  if (folds !== undefined) return trainFolds(runOptions, folds, one, io);
  return trainSizes(runOptions, sizes ?? [], one, io);
}

/** Trains one run, with progress on standard error. */
export async function train(options: TrainOptions, io: Terminal): Promise<Trained> {
  const style = options.quiet ? 'none' : (options.progress ?? (io.noteIsTerminal ? 'bar' : 'text'));
  const say = options.quiet ? () => {} : (line: string) => io.note(line);
  const run = TrainingRun.open(options);
  if (!options.quiet) {
    for (const line of configWarnings(run.loaded.config)) warn(line, io);
    warnOfSlowKernel(run.loaded.config.kernel, io);
  }
  await run.prepare(say);
  if (!options.quiet) for (const line of run.warnings()) warn(line, io);
  const { bag } = run;
  const { model, training } = run.loaded.config;
  const display = new ProgressDisplay(style, io, {
    epochs: training.epochs,
    networks: training.bag,
    parallelNetworks: bag.parallelNetworks,
    share: model.kind === 'softmax' ? 'misclassified tokens' : 'pairs inside the margin',
  });
  const interrupt = new SignalWatch();
  try {
    for await (const event of run.train()) {
      display.show(event);
      if (await interrupt.happened()) bag.stop();
    }
    if (bag.isStopped) {
      throw new NerwinError(
        interrupt.code,
        `${interrupt.code} ${bag.progress}; a checkpoint is in ${run.folder.path}`,
        `resume with \`${commandName()} train --resume --output ${shellWord(run.folder.path)}\``,
      );
    }
  } finally {
    display.stop();
    interrupt.close();
    run.close();
  }
  const result = await run.finish();
  const curves = Array.from({ length: training.bag }, (_, network) => run.folder.readMetrics(network));
  return { result, bag: training.bag, curves };
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Catches the first SIGINT (Ctrl-C) or SIGTERM; a second one ends the process immediately. */
class SignalWatch {
  #caught: 'interrupted' | 'terminated' | undefined;
  readonly #listener = (signal: NodeJS.Signals): void => {
    this.#caught ??= signal === 'SIGTERM' ? 'terminated' : 'interrupted';
  };

  constructor() {
    for (const signal of signals) process.once(signal, this.#listener);
  }

  /** The error code of the signal. */
  get code(): 'interrupted' | 'terminated' {
    return this.#caught ?? 'interrupted';
  }

  /** Yields to the event loop so that pending signals arrive. Returns true if there was one. */
  async happened(): Promise<boolean> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.#caught !== undefined;
  }

  close(): void {
    for (const signal of signals) process.removeListener(signal, this.#listener);
  }
}
