/**
 * @file Reads the syntax tree operands first, without recursion, and finds the parts
 * of it that are constant tensors.
 */

import { type Syntax, startOf, syntaxFault } from './syntax.js';
import { sizeOf, type Tensor, tensor } from './tensor.js';

/** One step: `syntax` is applied to the last `operands` results. */
export interface SyntaxStep {
  readonly syntax: Syntax;
  readonly operands: number;
}

/**
 * Returns the parts of `root`, operands before their operation, left before right. Throws
 * 'usage' if the syntax has no meaning.
 */
export function operandsFirst(source: string, root: Syntax): SyntaxStep[] {
  const steps: SyntaxStep[] = [];
  const open = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    const syntax = withPowerFirst(source, next);
    const operands = operandsOf(source, syntax);
    steps.push({ syntax, operands: operands.length });
    for (const operand of operands) open.push(operand);
  }
  return steps.reverse();
}

/** −x^2 is −(x²): the library binds unary minus tighter than any operator, mathematics does not. */
function withPowerFirst(source: string, syntax: Syntax): Syntax {
  if (syntax.type !== 'BinaryExpression' || !(syntax.operator === '^' || syntax.operator === '**'))
    return syntax;
  const left = syntax.left as Syntax;
  if (left.type !== 'UnaryExpression' || source[left.start] === '(') return syntax;
  const power = { ...syntax, left: left.argument, start: startOf(left.argument as Syntax) };
  return { ...left, argument: power };
}

function operandsOf(source: string, syntax: Syntax): Syntax[] {
  if (numbersOf(syntax)) return [];
  switch (syntax.type) {
    case 'Identifier':
      return [];
    case 'UnaryExpression':
      return [syntax.argument as Syntax];
    case 'BinaryExpression':
      return [syntax.left as Syntax, syntax.right as Syntax];
    case 'CallExpression':
      if (syntax.callee.type === 'Identifier') return syntax.arguments as Syntax[];
      break;
    case 'MemberExpression':
      if (syntax.computed) return [syntax.object as Syntax];
      break;
    case 'ArrayExpression': {
      const items = syntax.elements as (Syntax | null)[];
      if (items.length > 0 && items.every((item) => item && item.type !== 'ArrayExpression'))
        return items as Syntax[];
      throw syntaxFault(
        source,
        startOf(syntax),
        'a vector needs at least one element; a matrix needs rows of equal length',
      );
    }
  }
  throw syntaxFault(source, startOf(syntax), 'this is not allowed in an expression');
}

/** Returns the tensor that `syntax` writes with numbers only: `2`, `-2`, `[1, 2]`, `[[1, 2], [3, 4]]`. */
export function numbersOf(syntax: Syntax): Tensor | undefined {
  if (syntax.type !== 'ArrayExpression') {
    const number = numberOf(syntax);
    return number === undefined ? undefined : tensor([], [number]);
  }
  const items = syntax.elements as (Syntax | null)[];
  if (items.some((item) => item === null) || items.length === 0) return undefined;
  const parts = (items as Syntax[]).map((item) => {
    if (item.type === 'ArrayExpression') return rowOf(item);
    const number = numberOf(item);
    return number === undefined ? undefined : [number];
  });
  const nested = (items as Syntax[]).map((item) => item.type === 'ArrayExpression');
  const width = parts[0]?.length ?? 0;
  if (width === 0 || parts.some((part, i) => part?.length !== width || nested[i] !== nested[0]))
    return undefined;
  const shape = nested[0] ? [parts.length, width] : [parts.length];
  return sizeOf(shape) > 0
    ? tensor(
        shape,
        parts.flatMap((part) => part ?? []),
      )
    : undefined;
}

function rowOf(syntax: Syntax): number[] | undefined {
  if (syntax.type !== 'ArrayExpression') return undefined;
  const numbers = (syntax.elements as (Syntax | null)[]).map((item) => (item ? numberOf(item) : undefined));
  return numbers.every((number) => number !== undefined) ? (numbers as number[]) : undefined;
}

function numberOf(syntax: Syntax): number | undefined {
  if (syntax.type === 'Literal') return typeof syntax.value === 'number' ? syntax.value : undefined;
  if (syntax.type !== 'UnaryExpression') return undefined;
  const { argument } = syntax;
  return argument.type === 'Literal' && typeof argument.value === 'number' ? -argument.value : undefined;
}
