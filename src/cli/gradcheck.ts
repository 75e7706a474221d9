/**
 * @file `nerwin gradcheck`: checks the hand-derived gradients against the lecture's page, the computation
 * graph and finite differences.
 */
import { Command, Option } from 'commander';
import { NerwinError } from '../error.js';
import { problemsOf, type SizeName, sizeNames } from '../lessons/gradcheck/cases.js';
import { gradientCheck } from '../lessons/gradcheck/gradient-check.js';
import { requirePlace } from '../lessons/gradcheck/plant.js';
import type { Problem } from '../lessons/gradcheck/problem.js';
import { gradientCheckJson, gradientCheckPage, wrongPlaces } from '../lessons/gradcheck/report.js';
import { withCorpusInput } from './corpus-input.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { jsonLine } from './json-output.js';
import { modelPath } from './model-option.js';
import { seedNumber } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface Options extends CorpusFormatOptions {
  readonly config?: string;
  readonly model?: string;
  readonly corpus?: string[];
  readonly plant?: string;
  readonly size?: SizeName[];
  readonly seed: number;
  readonly all?: true;
  readonly json?: true;
}

const examples = `
Computes the gradient of J in four ways: by hand (the training code in float64 and the fast kernel in float32), pair by
pair with the lecture's page (src/lecture/window.ts), on the computation graph, and with central differences. Exit code 4
if they differ. The page covers the network with loss.kind margin: softmax, the anchored loss and ∂J/∂x are not on it.

Examples:
  nerwin gradcheck
  nerwin gradcheck --config nerwin.yaml
  nerwin gradcheck --model runs/first/model.safetensors --corpus test.conll
  nerwin gradcheck --plant "W[3,7]"`;

export const gradcheckCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('gradcheck')
      .description(
        'check the hand-derived gradients against the lecture page, the computation graph and finite differences',
      )
      .option('-c, --config <file>', 'also check the network of a config, on its training corpus')
      .option(
        '-m, --model <file>',
        'also check a trained model (a file or run folder), on the windows of --corpus',
      )
      .option('--corpus <file...>', 'corpus files or globs for --model'),
  )
    .addOption(
      new Option(
        '--size <names...>',
        'check only these sizes; full is the network of --config or --model, otherwise the default network (default: all)',
      ).choices(sizeNames),
    )
    .option(
      '--plant <entry>',
      'plant an error of 0.01 % in one gradient entry, for example W[3,7]; the check must find it',
    )
    .option('--seed <number>', 'random seed', seedNumber, 1)
    .option('--all', 'print every comparison')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(
      withCorpusInput(io, async (options: Options) => {
        const { plant, seed } = options;
        if (plant !== undefined) requirePlace(plant);
        const configured = await configuredOf(options, io);
        const check = gradientCheck(problemsOf(seed, configured, options.size), seed, plant, progress(io));
        if (options.json) await io.out(jsonLine('gradcheck', gradientCheckJson(check)));
        else await print(gradientCheckPage(check, io.color, options.all === true, io.outColumns), io);
        if (!check.ok) {
          const [place = 'a test direction', ...others] = wrongPlaces(check.checks);
          const more = others.length > 0 ? ` and ${others.length} more entries` : '';
          throw new NerwinError('gate', `the gradient is wrong at ${place}${more}`);
        }
        if (check.planted)
          throw new NerwinError('gate', `the error planted at ${check.planted.place} was not found`);
      }),
    );

async function configuredOf(options: Options, io: Terminal): Promise<Problem | undefined> {
  const { config, model, corpus, seed } = options;
  if (config !== undefined && model !== undefined)
    throw new NerwinError('usage', '--config and --model cannot be combined', 'check one after the other');
  if ((model === undefined) !== (corpus === undefined)) {
    const missing = model === undefined ? '--corpus needs --model' : '--model needs --corpus';
    throw new NerwinError('usage', missing, 'give both, or give a config with --config');
  }
  const load = () => import('../lessons/gradcheck/configured.js');
  if (config !== undefined) return (await load()).configuredProblem(config, seed);
  if (model === undefined || corpus === undefined) return undefined;
  return (await load()).trainedProblem(modelPath(model), corpus, corpusOptions(options), (line) =>
    warn(line, io),
  );
}

/** Returns a callback that, on a terminal, prints each size when its checks begin. */
function progress(io: Terminal): (problem: Problem) => void {
  let last = '';
  return ({ size, layout: { H, D } }) => {
    const now = `checking ${size} ${H}×${D}`;
    if (io.noteIsTerminal && now !== last) io.note(io.noteColor.dim(now));
    last = now;
  };
}
