/** @file The command `nerwin graph`: an expression's values and gradients on its computation graph. */
import { Command } from 'commander';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { assignmentsOf } from '../lessons/graph/assignment.js';
import type { Check } from '../lessons/graph/check.js';
import { askedOf, checksOf, computed } from '../lessons/graph/computed.js';
import type { Formula } from '../lessons/graph/expression.js';
import type { Node } from '../lessons/graph/graph.js';
import { recordOf, tableOf } from '../lessons/graph/listing.js';
import { functionGates } from '../lessons/graph/operation.js';
import { readWholeStream, sizeLimits } from '../whole-file.js';
import { jsonLine } from './json-output.js';
import { collect } from './lists.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface Options {
  readonly at?: string[];
  readonly wrt?: string;
  readonly steps?: true;
  readonly dot?: true;
  readonly mermaid?: true;
  readonly svg?: string;
  readonly check?: true;
  readonly json?: true;
}

const formats = ['steps', 'dot', 'mermaid', 'json'] as const;

const examples = `
Expressions: + - * / ^, W @ x (matrix times vector, or dot product), [1,2], x[0], and
${[...functionGates.keys()].join(' ')}.
Intermediate values can be named, in any order: "a = x + y; b = max(y, z); a * b".
"-" reads the expression from standard input; put -- before an expression that starts with a minus sign.

Examples:
  nerwin graph "(x+y)*max(y,z)" --at x=1,y=2,z=0 --steps
  nerwin graph "u @ tanh(W @ x + b)" --at "W=[[1,2],[0,1]],x=[0.5,-1],b=[0,0.1],u=[1,2]" --svg score.svg
  nerwin graph --at x=2 --check -- "-x^2"`;

/** `nerwin graph EXPRESSION`. */
export const graphCommand = (io: Terminal): Command =>
  new Command('graph')
    .description('compute the value and gradients of an expression on its computation graph')
    .argument('<expression>', 'for example "(x+y)*max(y,z)", or - for standard input')
    .option('--at <values>', 'values of the variables, for example x=1,y=[1,2]; can be repeated', collect)
    .option(
      '--wrt <names>',
      'print only the gradients with respect to these variables or named nodes, for example x,y',
    )
    .option('--steps', 'print the forward and backward passes gate by gate')
    .option('--dot', 'print the graph for Graphviz')
    .option('--mermaid', 'print the graph for Mermaid')
    .option('--svg <file>', 'draw the graph: value above each edge, gradient below')
    .option('--check', 'compare with numerical gradients; exit code 4 if they differ')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(async (argument: string, options: Options) => {
      const chosen = formats.filter((format) => options[format]);
      if (chosen.length > 1) {
        throw new NerwinError(
          'usage',
          `--${chosen.join(' and --')} cannot be combined`,
          'choose one form of output',
        );
      }
      const expression = argument === '-' ? (await standardInput(io)).trimEnd() : argument;
      const formula = computed(expression, assignmentsOf(options.at ?? []), '--at', missingValues);
      const asked = askedOf(formula, namesOf(options.wrt), '--wrt');
      const checks = options.check ? checksOf(formula, asked) : [];
      const shown = options.wrt === undefined ? formula.graph.nodes() : asked;
      if (options.json) await io.out(jsonLine('graph', recordOf(formula, asked, checks)));
      else if (options.steps)
        await print(`${(await import('../lessons/graph/narration.js')).narrate(formula).join('\n')}\n`, io);
      else if (!options.dot && !options.mermaid) await printTable(io, formula, shown, checks);
      if (options.dot || options.mermaid || options.svg !== undefined)
        await draw(io, expression, formula, options);
      if (options.steps && checks.length) {
        await io.out('\n');
        const checked = checks.map(({ node }) => node);
        await printTable(io, formula, checked, checks);
      }
      demandAgreement(checks);
    });

async function standardInput(io: Terminal): Promise<string> {
  const bytes = await readWholeStream(io.input, 'standard input', 'usage', sizeLimits.settings);
  return bytes.toString();
}

/** Throws 'gate' if a gradient differs from the numerical one, or could not be checked. */
function demandAgreement(checks: readonly Check[]): void {
  const names = (some: readonly Check[]): string => some.map(({ node }) => node.name).join(', ');
  const differing = checks.filter(({ ok, unchecked }) => !ok && unchecked === 0);
  if (differing.length > 0) {
    const message = `the gradient of ${names(differing)} differs from the numerical gradient`;
    throw new NerwinError('gate', message);
  }
  const unknown = checks.filter(({ unchecked }) => unchecked > 0);
  if (unknown.length === 0) return;
  throw new NerwinError(
    'gate',
    `the gradient of ${names(unknown)} cannot be checked here: no step gives a certain numerical gradient`,
    'choose another point with --at',
  );
}

const missingValues = (names: readonly string[]): NerwinError =>
  new NerwinError(
    'usage',
    `no value for ${names.join(', ')}`,
    `add --at ${names.map((name) => `${name}=…`).join(',')}`,
  );

/** Returns the names in `--wrt`. */
function namesOf(wrt: string | undefined): string[] | undefined {
  if (wrt === undefined) return undefined;
  const names = wrt
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length > 0) return names;
  throw new NerwinError('usage', '--wrt needs at least one name', 'for example --wrt x,y');
}

async function printTable(
  io: Terminal,
  formula: Formula,
  nodes: readonly Node[],
  checks: readonly Check[],
): Promise<void> {
  const style = (text: string, row: number): string => (row < 0 ? io.color.bold(text) : text);
  await print(tableOf(formula, nodes, checks, { style, columns: io.outColumns }), io);
}

async function draw(io: Terminal, expression: string, { output }: Formula, options: Options): Promise<void> {
  const { pictureOf } = await import('../lessons/graph/picture.js');
  const picture = pictureOf(output, `Computation graph of ${expression}`);
  if (options.dot || options.mermaid) {
    const { dotText, mermaidText } = await import('../lessons/graph/notation.js');
    await io.out(options.dot ? dotText(picture) : mermaidText(picture));
  }
  if (options.svg === undefined) return;
  const { drawGraph } = await import('../lessons/graph/drawing.js');
  writeAtomically(options.svg, drawGraph(picture));
  io.note(`wrote ${options.svg}`);
}
