/**
 * @file The syntax of expressions, parsed by jsep and never evaluated as code. `name = expression; …;
 * expression`: the statements can be in any order; the last one is the output.
 *
 *   + − * / ^ (or **), unary −; W @ x (matrix times vector, or the dot product of two vectors); f(x, y);
 *   [1, 2] and [[1, 2], [3, 4]]; x[0].   ^ binds tightest and to the right: −x^2 is −(x²).
 */
import jsep from 'jsep';
import { NerwinError } from '../../error.js';
import { harmless } from './text.js';

/** A node of the syntax tree; `start` is its position in the source, from 0, in UTF-16 code units. */
export type Syntax = jsep.CoreExpression & { readonly start: number };

/** `name = body`; only the output can have no name. */
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

let entered = -1; // position of the token that the hook is reading
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

/** True if `name` can name a variable: a letter or _, then letters, digits or _, of any script. */
export function isName(name: string): boolean {
  return namePattern.test(name);
}

/** Returns the statements of `source`. A syntax error shows the source with a caret below the column. */
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
  // Everything before is replaced by spaces, so that the parser's positions are positions in the source.
  const text = ' '.repeat(skipped) + part.slice(skipped - offset);
  return { name: definition?.[2], body: bodyOf(source, text, skipped), start };
}

function bodyOf(source: string, text: string, skipped: number): Syntax {
  const comma = strayComma(text);
  if (comma >= 0) throw syntaxFault(source, comma, 'unexpected comma outside brackets');
  if (isTooDeep(text))
    throw new NerwinError(
      'usage',
      `the expression is nested more than ${maxDepth} deep`,
      'name its parts: "a = (x+y)*z; b = a*a; …"',
    );
  entered = -1;
  let body: Syntax;
  try {
    body = jsep(text) as Syntax;
  } catch (error) {
    if (!(error instanceof Error && 'index' in error && 'description' in error)) throw error;
    const description = String(error.description);
    const past = description.startsWith('Unexpected token') ? 1 : 0; // the library is already past it
    throw syntaxFault(source, Number(error.index) - past, sentence(description));
  }
  if (body.type !== 'Compound') return body;
  const second = body.body[1];
  if (!second) throw syntaxFault(source, skipped, 'an expression is expected');
  throw syntaxFault(source, startOf(second as Syntax), 'an operator is expected here');
}

const maxDepth = 300;

/** True if brackets and minus signs are nested so deeply that the library, which recurs, could overflow the stack. */
function isTooDeep(text: string): boolean {
  const outer: number[] = [];
  let inside = 0; // the depth after the last open bracket
  let depth = 0; // that and the minus signs since
  for (const character of text) {
    if (character === '-' || '(['.includes(character)) {
      if (++depth > maxDepth) return true;
      if (character === '-') continue;
      outer.push(inside);
      inside = depth;
    } else if (character.trim() !== '') {
      if (')]'.includes(character)) inside = outer.pop() ?? 0;
      depth = inside; // an operand ends a run of minus signs
    }
  }
  return false;
}

/**
 * Returns the position of the first comma outside brackets, which the library
 * would ignore; −1 if there is none.
 */
function strayComma(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if ('(['.includes(text[index])) depth++;
    else if (')]'.includes(text[index])) depth--;
    else if (text[index] === ',' && depth <= 0) return index;
  }
  return -1;
}

/**
 * Rewrites the library's description in the style of this project: lowercase
 * first letter, no period at the end.
 */
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

/** Returns the start of `syntax`; for an operation, the start of its leftmost operand. */
export function startOf(syntax: Syntax): number {
  let leftmost = syntax;
  while (leftmost.start === undefined && leftmost.type === 'BinaryExpression')
    leftmost = leftmost.left as Syntax;
  return leftmost.start ?? 0;
}

const usualHint = 'correct the expression at the mark; `nerwin graph --help` shows examples';

/** Returns the 'usage' error `problem` at position `index` (from 0) of `source`, shown with a caret. */
export function syntaxFault(source: string, index: number, problem: string, hint = usualHint): NerwinError {
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
