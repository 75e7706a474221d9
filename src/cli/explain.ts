/** @file `nerwin explain`: explains the score of a word. */
import { Command } from 'commander';
import { writeAtomically } from '../file.js';
import { scoreText } from '../lessons/explain/explained-text.js';
import { explain } from '../lessons/explain/explanation.js';
import { explanationJson, explanationPage } from '../lessons/explain/listing.js';
import { selectTokens } from '../lessons/explain/selection.js';
import { loadModel } from '../model/model-file.js';
import { operatingPoint } from '../model/operating-point.js';
import { rejectOverwrites } from '../output-guard.js';
import { rejectFile } from './inputs.js';
import { jsonLine } from './json-output.js';
import { modelMeaning, modelPath } from './model-option.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface Options {
  readonly word?: string;
  readonly model?: string;
  readonly operatingPoint?: string;
  readonly graph?: string;
  readonly html?: string;
  readonly json?: true;
}

const examples = `
Without --word, explains every word inside a location and the highest-scoring word outside.

Examples:
  nerwin explain "Not all museums in Paris are amazing ." --word Paris
  nerwin explain "Paris Hilton is in Paris ." --word Paris:2 --html why.html
  nerwin explain "Not all museums in Paris are amazing ." --word Paris --graph score.svg`;

export const explainCommand = (io: Terminal): Command =>
  new Command('explain')
    .description(
      'explain the score of a word: its window, x, z, h, s, and what each word and feature contributes',
    )
    .argument('<sentence>', 'the sentence, in quotes')
    .option('-w, --word <word>', 'the word or name to explain; Paris:2 is the second Paris')
    .option('-m, --model <file>', modelMeaning)
    .option('--operating-point <name>', 'use a named operating point of the model')
    .option(
      '--graph <file>',
      'draw the computation graph of the score (SVG), with values above and gradients below the edges',
    )
    .option('--html <file>', 'write the explanation as an HTML page')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(async (sentence: string, options: Options) => {
      const path = modelPath(options.model);
      rejectOverwrites({ '--html': options.html, '--graph': options.graph }, [path]);
      rejectFile(sentence);
      const model = loadModel(path);
      const text = scoreText(model, sentence, operatingPoint(model.header, options.operatingPoint));
      const tokens = selectTokens(text, options.word);
      const explanations = tokens.map((token) => explain(text, token));
      if (options.json) await io.out(jsonLine('explain', explanationJson(text, explanations)));
      else await print(explanationPage(text, explanations, io.color, io.outColumns), io);
      if (options.html !== undefined) {
        const { explanationHtml } = await import('../lessons/explain/page.js');
        writeAtomically(options.html, explanationHtml(text, explanations));
        io.note(`wrote ${options.html}`);
      }
      if (options.graph !== undefined) {
        const best = explanations.reduce((one, other) => (other.score > one.score ? other : one));
        const [{ scoreGraph }, { pictureOf }, { drawGraph }] = await Promise.all([
          import('../lessons/explain/score-graph.js'),
          import('../lessons/graph/picture.js'),
          import('../lessons/graph/drawing.js'),
        ]);
        const picture = pictureOf(
          scoreGraph(text, best.token),
          `Computation graph of the score of ${best.word}`,
        );
        writeAtomically(options.graph, drawGraph(picture));
        io.note(`wrote ${options.graph}: the computation graph of the score of ${best.word}`);
      }
    });
