/** @file `nerwin train`: trains the model of a config and writes a run folder. */
import { Command, Option } from 'commander';
import { configWarnings } from '../config/warnings.js';
import { commandName } from '../document/command-name.js';
import { percent } from '../document/number-format.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { TrainingRun, type WrittenResult } from '../run/training-run.js';
import { collect } from './lists.js';
import { wholeBetween } from './numbers.js';
import { ProgressDisplay, type ProgressStyle } from './progress.js';
import type { Terminal } from './terminal.js';
import { warn, warnOfSlowKernel } from './warnings.js';

interface TrainOptions {
  readonly config?: string;
  readonly set: string[];
  readonly output?: string;
  readonly seed?: number;
  readonly bag?: number;
  readonly resume?: true;
  readonly overwrite?: true;
  readonly progress?: ProgressStyle;
  readonly quiet?: true;
  readonly json?: true;
}

export const trainCommand = (io: Terminal): Command =>
  new Command('train')
    .description('train a model on a corpus, as specified in a config')
    .option('-c, --config <file>', 'a config in YAML or JSON; `nerwin config init` writes one')
    .option(
      '--set <key=value>',
      'override a setting, for example training.epochs=5 (can be repeated)',
      collect,
    )
    .option('-o, --output <folder>', 'the run folder (default: runs/ and the name of the config)')
    .option('--seed <number>', 'override the seed', wholeBetween(0, 4_294_967_295))
    .option(
      '--bag <number>',
      'train this many networks, with consecutive seeds starting at the seed, and merge them',
      wholeBetween(1, 64),
    )
    .option('--resume', 'resume from the checkpoint in the run folder')
    .option('--overwrite', 'replace an existing run')
    .addOption(
      new Option(
        '--progress <style>',
        'how to show progress (default: bar on a terminal, else text)',
      ).choices(['bar', 'text', 'none']),
    )
    .option('-q, --quiet', 'print nothing but errors and, with --json, the result')
    .option('--json', 'print the result as JSON')
    .action((options: TrainOptions) => train(options, io));

async function train(options: TrainOptions, io: Terminal): Promise<void> {
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
        'interrupted',
        `interrupted ${bag.progress}; a checkpoint is in ${run.folder.path}`,
        `resume with \`${commandName()} train --resume --output ${shellWord(run.folder.path)}\``,
      );
    }
  } finally {
    display.stop();
    interrupt.close();
    run.close();
  }
  const result = await run.finish();
  if (options.json) await io.out(`${JSON.stringify(result)}\n`);
  else if (!options.quiet) await io.out(summaryOf(result, training.bag, io));
}

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Catches the first SIGINT (Ctrl-C) or SIGTERM; a second one ends the process immediately. */
class SignalWatch {
  #happened = false;
  readonly #listener = (): void => {
    this.#happened = true;
  };

  constructor() {
    for (const signal of signals) process.once(signal, this.#listener);
  }

  /** Yields to the event loop so that pending signals arrive. Returns true if there was one. */
  async happened(): Promise<boolean> {
    await new Promise((resolve) => setImmediate(resolve));
    return this.#happened;
  }

  close(): void {
    for (const signal of signals) process.removeListener(signal, this.#listener);
  }
}

function summaryOf(result: WrittenResult, bag: number, io: Terminal): string {
  const { bold, cyan } = io.color;
  const origin =
    bag > 1 ? `${bag} networks merged into one` : `from epoch ${result.bestEpoch} of ${result.epochs}`;
  const lines = [
    `${bold('run')}     ${cyan(result.run)}`,
    `${bold('model')}   ${cyan(result.model)}, ${origin}, in ${result.seconds.toFixed(1)} s`,
    `${bold('dev')}     token F1 ${percent(result.dev.token.f1)} %, entity F1 ${percent(result.dev.entity.f1)} %`,
  ];
  if (result.test) {
    lines.push(
      `${bold('test')}    token F1 ${percent(result.test.token.f1)} %, entity F1 ${percent(result.test.entity.f1)} %`,
    );
  }
  lines.push(
    `${bold('report')}  ${cyan(`${result.run}/report.md`)}`,
    `${bold('next')}    ${commandName()} tag --model ${shellWord(result.model)} "…"`,
  );
  return `${lines.join('\n')}\n`;
}
