/**
 * @file `npm start`: trains, evaluates and tags with the shipped corpus and vectors. Every command is printed
 * before it runs, so that users can run it themselves.
 */
import { main } from '../src/cli/main.js';
import { packagePath } from '../src/package.js';

const run = 'runs/first';
const model = `${run}/model.safetensors`;

const steps: readonly (readonly [title: string, args: readonly string[]])[] = [
  [
    'Train on the shipped corpus',
    ['train', '--config', packagePath('configs/first.yaml'), '--output', run, '--overwrite'],
  ],
  [
    'Evaluate on its test split',
    ['eval', '--model', model, '--corpus', packagePath('data/corpus/test.conll')],
  ],
  [
    'Tag three sentences with the model just trained',
    ['tag', '--model', model, 'Not all museums in Paris are amazing .'],
  ],
  ['', ['tag', '--model', model, 'Paris Hilton flew from Cape Town to Nice, which was nice.']],
  ['', ['tag', '--model', model, 'Washington said the Bank of America had no branch in Lower Saxony.']],
];

/** Runs the steps until one fails, and returns the exit code. */
async function start(): Promise<number> {
  for (const [title, args] of steps) {
    if (title) process.stderr.write(`\n${title}\n`);
    const shown = args.map((arg) => (/^[\w./:=-]+$/.test(arg) ? arg : `"${arg}"`)).join(' ');
    process.stderr.write(`$ npx nerwin ${shown}\n`);
    const code = await main(args);
    if (code !== 0) return code;
  }

  process.stderr.write(next);
  return 0;
}

const next = `
The run folder is ${run}: the model is ${model}, the report is ${run}/report.md.
Next:
  npx nerwin tag "any sentence"                    use the shipped model, trained on far more text
  npx nerwin config init nerwin.yaml               write a commented config for your own corpus and vectors
  npx nerwin train --config nerwin.yaml
  npx nerwin --help
`;

void start().then((code) => {
  process.exitCode = code;
});
