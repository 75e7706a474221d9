/**
 * @file The syntax of expressions, read by jsep and never evaluated as code. `name = expression; …; expression`:
 * the statements may stand in any order, the last is the output.
 *
 *   + − * / ^ (or **), unary −; W @ x (matrix times vector, or the dot product of two vectors); f(x, y);
 *   [1, 2] and [[1, 2], [3, 4]]; x[0].   ^ binds tightest and to the right: −x^2 is −(x²).
 */
import jsep from 'jsep';
import { NerwinError } from '../../error.js';
import { harmless } from './text.js';

/** A node of the syntax tree; `start` is its place in the source, from 0, in UTF-16 units. */
export type Syntax = jsep.CoreExpression & { readonly start: number };

/** `name = body`; only the output may lack a name. */
export interface Statement {
  readonly name: string | undefined;
  readonly body: Syntax;
  readonly start: number;
}

const operators: Readonly<Record<string, number>> = {
  '+': 1,
  '-': 1,
  '*': 2,
  '/': 2,
  '@': 2,
  '^': 3,
  '**': 3,
};

jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
jsep.addUnaryOp('-');
for (const [sign, precedence] of Object.entries(operators))
  jsep.addBinaryOp(sign, precedence, precedence === 3);

let entered = -1; // the place of the token that is being read by the call from within the hook
jsep.hooks.add('gobble-token', function (environment) {
  if (this.index === entered) {
    entered = -1;
    return;
  }
  const start = this.index;
  entered = start;
  const token = this.gobbleToken();
  entered = -1;
  if (token) environment.node = Object.assign(token, { start });
});

const namePattern = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Whether `name` may name a variable: a letter or _, then letters, digits or _, of any script. */
export function isName(name: string): boolean {
  return namePattern.test(name);
}

/** The statements of `source`. A syntax error shows the source with a caret under the column. */
export function parse(source: string): Statement[] {
  const statements: Statement[] = [];
  let offset = 0;
  for (const part of source.replaceAll('−', '-').replaceAll(/[×·]/g, '*').split(';')) {
    if (part.trim()) statements.push(statementOf(source, part, offset));
    offset += part.length + 1;
  }
  if (statements.length === 0) throw syntaxFault(source, 0, 'an expression is expected');
  for (const { name, start } of statements.slice(0, -1)) {
    if (name === undefined)
      throw syntaxFault(source, start, 'all statements but the last are `name = expression`');
  }
  return statements;
}

function statementOf(source: string, part: string, offset: number): Statement {
  const definition = /^(\s*)([\p{L}_][\p{L}\p{N}_]*)\s*=/u.exec(part);
  const skipped = offset + (definition?.[0].length ?? 0);
  const start = offset + (definition?.[1].length ?? part.length - part.trimStart().length);
  // What stands before is replaced by spaces, so that the parser's places are those of the source.
  const text = ' '.repeat(skipped) + part.slice(skipped - offset);
  return { name: definition?.[2], body: bodyOf(source, text, skipped), start };
}

function bodyOf(source: string, text: string, skipped: number): Syntax {
  const comma = strayComma(text);
  if (comma >= 0) throw syntaxFault(source, comma, 'unexpected comma outside brackets');
  entered = -1;
  let body: Syntax;
  try {
    body = jsep(text) as Syntax;
  } catch (error) {
    if (error instanceof RangeError) throw new NerwinError('usage', 'the expression is nested too deeply');
    if (!(error instanceof Error && 'index' in error && 'description' in error)) throw error;
    const description = String(error.description);
    const past = description.startsWith('Unexpected token') ? 1 : 0; // the library has stepped over it by then
    throw syntaxFault(source, Number(error.index) - past, sentence(description));
  }
  if (body.type !== 'Compound') return body;
  const second = body.body[1];
  if (!second) throw syntaxFault(source, skipped, 'an expression is expected');
  throw syntaxFault(source, startOf(second as Syntax), 'an operator is expected here');
}

/** The place of the first comma outside brackets, which the library would skip; −1 if there is none. */
function strayComma(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if ('(['.includes(text[index])) depth++;
    else if (')]'.includes(text[index])) depth--;
    else if (text[index] === ',' && depth <= 0) return index;
  }
  return -1;
}

/** The library's description in this project's words: small first letter, no full stop. */
function sentence(description: string): string {
  const known: Readonly<Record<string, string>> = {
    'Unclosed (': 'a ) is missing',
    'Unclosed [': 'a ] is missing',
    'Expected )': 'a ) is missing',
    'Expected ]': 'a ] is missing',
    'missing unaryOp argument': 'an expression is expected after -',
  };
  return known[description] ?? description.charAt(0).toLowerCase() + description.slice(1);
}

/** The place where `syntax` starts; for an operation, where its left-most operand does. */
export function startOf(syntax: Syntax): number {
  let leftmost = syntax;
  while (leftmost.start === undefined && leftmost.type === 'BinaryExpression')
    leftmost = leftmost.left as Syntax;
  return leftmost.start ?? 0;
}

/** The usage fault `problem` at place `index` (from 0) of `source`, shown with a caret. */
export function syntaxFault(source: string, index: number, problem: string, hint = ''): NerwinError {
  const width = 100;
  const from = Math.max(0, index - width / 2);
  const shown = source.slice(from, from + width).replaceAll(/[\p{C}\s]/gu, ' ');
  const column = `column ${index + 1}`;
  return new NerwinError(
    'usage',
    `${column}: ${harmless(problem)}\n  ${shown}\n  ${' '.repeat(index - from)}^`,
    hint,
  );
}
