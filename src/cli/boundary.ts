/**
 * @file The command `nerwin boundary`: trains a softmax classifier and a network on points in the plane and
 * draws their decision boundaries.
 */
import { Command, Option } from 'commander';
import { findFiles } from '../corpus/files.js';
import { commandName } from '../document/command-name.js';
import { shellWord } from '../document/shell-word.js';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { type PointSet, pointSets } from '../lessons/boundary/point-sets.js';
import { type PointSource, pointsFrom } from '../lessons/boundary/point-source.js';
import { type Activation, activations } from '../network/activation.js';
import { rejectOverwrites } from '../output-guard.js';
import { withCorpusInput } from './corpus-input.js';
import {
  type CorpusFormatOptions,
  corpusFormatDefaults,
  corpusOptions,
  withCorpusFormatOptions,
} from './corpus-options.js';
import { jsonLine } from './json-output.js';
import { modelPath } from './model-option.js';
import { numberBetween, seedNumber, wholeBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface BoundaryOptions extends CorpusFormatOptions {
  readonly set?: PointSet;
  readonly points?: number;
  readonly noise?: number;
  readonly positive?: string;
  readonly model?: string;
  readonly corpus?: string[];
  readonly locations?: string;
  readonly hidden: number;
  readonly activation: Activation;
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
  readonly svg?: string;
  readonly html?: string;
  readonly json?: true;
}

const examples = `
The points come from a CSV file with lines x,y,label, from a built-in set (--set), or from the words of a model,
plotted on the first two principal axes of their vectors (--model with --corpus).

Examples:
  nerwin boundary --set circles --svg circles.svg
  nerwin boundary --set spiral --activation identity --html spiral.html
  nerwin boundary points.csv --positive yes --json
  nerwin boundary --model model.safetensors --corpus train.conll --svg words.svg`;

export const boundaryCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('boundary')
      .description('compare the decision boundaries of softmax and network on the same points')
      .argument('[points]', 'a CSV file with lines x,y,label; - for standard input')
      .addOption(new Option('--set <name>', 'a built-in set (default: circles)').choices(pointSets))
      .option(
        '--points <number>',
        'number of points (with --set) or words (with --model) (default: 400)',
        wholeBetween(4, 100_000),
      )
      .option(
        '--noise <number>',
        'standard deviation of the noise (default: depends on the set)',
        numberBetween(0, 100),
      )
      .option(
        '--positive <label>',
        'the label of the positive class in the CSV file; all other labels form the other class',
      )
      .option('-m, --model <file>', 'use the words of a model (a file or run folder) as points')
      .option('--corpus <files...>', 'corpus files that show which words are mostly locations')
      .option(
        '--locations <types>',
        "entity types that count as locations, separated by commas (default: the model's types)",
      ),
  )
    .option('--hidden <number>', 'hidden units of the network', wholeBetween(1, 4096), 20)
    .addOption(
      new Option('--activation <name>', 'activation function f of the network')
        .choices(activations)
        .default('tanh'),
    )
    .option('--epochs <number>', 'passes over the points', wholeBetween(1, 10_000), 500)
    .option(
      '--rate <number>',
      'initial learning rate; it decays linearly to 0',
      numberBetween(1e-9, 100),
      0.7,
    )
    .option('--seed <number>', 'random seed', seedNumber, 1)
    .option('--svg <file>', 'draw both decision regions side by side')
    .option('--html <file>', 'write an HTML page with the picture and the loss curves')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(
      withCorpusInput(io, (file: string | undefined, options: BoundaryOptions) =>
        showBoundary(file, options, io),
      ),
    );

async function showBoundary(file: string | undefined, options: BoundaryOptions, io: Terminal): Promise<void> {
  const source = sourceOf(file, options, io);
  const points = await pointsFrom(source, options.seed, { positive: '--positive', corpus: '--corpus' });
  const { model, corpus = [], svg, html } = options;
  const inputs = [file, model && modelPath(model)].filter((path) => path !== undefined);
  rejectOverwrites({ '--svg': svg, '--html': html }, [
    ...inputs,
    ...(await findFiles(corpus, process.cwd())),
  ]);
  const { contest, pageOf, recordOf, svgOf, textOf } = await import('../lessons/boundary/contest.js');
  const { seed, epochs, rate, hidden, activation } = options;
  const result = contest(points, { seed, epochs, rate, hidden, activation });
  if (svg !== undefined) {
    writeAtomically(svg, svgOf(result));
    io.note(`wrote ${svg}`);
  }
  if (html !== undefined) {
    writeAtomically(html, pageOf(result, commandOf(file, options)));
    io.note(`wrote ${html}`);
  }
  if (options.json) await io.out(jsonLine('boundary', recordOf(result)));
  else await print(`${points.title}\n${textOf(result, io.outColumns)}`, io);
}

/** Returns where the points come from. Throws 'usage' if an option does not apply to that. */
function sourceOf(file: string | undefined, options: BoundaryOptions, io: Terminal): PointSource {
  const { set, model, corpus, positive, locations } = options;
  const sources = [
    ...(file === undefined ? [] : ['a file']),
    ...(set ? ['--set'] : []),
    ...(model ? ['--model'] : []),
  ];
  if (sources.length > 1) {
    throw new NerwinError(
      'usage',
      `${sources.join(' and ')} cannot be combined`,
      'choose one source of points',
    );
  }
  const allow = (name: keyof BoundaryOptions, isAllowed: boolean, where: string): void => {
    if (options[name] !== undefined && !isAllowed) {
      throw new NerwinError('usage', `--${name} can only be used ${where}`, 'see `nerwin boundary --help`');
    }
  };
  allow('positive', file !== undefined, 'with a CSV file');
  allow('noise', file === undefined && model === undefined, 'with --set');
  allow('points', file === undefined, 'with --set or --model');
  allow('corpus', model !== undefined, 'with --model');
  allow('locations', model !== undefined, 'with --model');
  const { points: count, noise } = options;
  if (file !== undefined) return { file, positive };
  if (model === undefined) return { set, count, noise };
  if (corpus === undefined) {
    throw new NerwinError(
      'usage',
      '--model needs --corpus to tell which words are locations',
      'add --corpus FILE…, for example the corpus that the model was trained on',
    );
  }
  return {
    model: modelPath(model),
    corpus,
    locations: locations?.split(',').map((type) => type.trim()),
    count,
    reading: corpusOptions(options, '--locations'),
    warn: (line) => warn(line, io),
  };
}

/** Returns the command line that gives the same result. */
function commandOf(file: string | undefined, options: BoundaryOptions): string {
  const { svg: _svg, html: _html, json: _json, ...rest } = options;
  const defaults: Readonly<Record<string, unknown>> = { ...corpusFormatDefaults };
  const given = Object.entries(rest).filter(([name, value]) => defaults[name] !== value);
  const words = given.flatMap(([name, value]: [string, string | number | true | string[]]) =>
    value === true
      ? [`--${name}`]
      : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${(Array.isArray(value) ? value : [value]).map((word) => shellWord(word)).join(' ')}`,
  );
  return [`${commandName()} boundary`, ...(file === undefined ? [] : [shellWord(file)]), ...words].join(' ');
}
