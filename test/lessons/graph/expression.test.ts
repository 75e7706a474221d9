import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NerwinError } from '../../../src/error.js';
import { assignmentsOf } from '../../../src/lessons/graph/assignment.js';
import { formulaOf, variablesOf } from '../../../src/lessons/graph/expression.js';

/** Value and gradients of `source` at `at`. */
function evaluate(
  source: string,
  at = '',
): { value: number; gradients: Record<string, number[]>; equations: string[] } {
  const { graph, output, variables } = formulaOf(source, assignmentsOf(at ? [at] : []));
  graph.forward();
  graph.backward(output);
  return {
    value: output.scalar,
    gradients: Object.fromEntries([...variables].map(([name, node]) => [name, [...node.gradient]])),
    equations: graph
      .nodes()
      .filter(({ gate }) => gate.arity !== 0)
      .map(({ equation }) => equation),
  };
}

function fault(source: string, at = ''): string {
  try {
    evaluate(source, at);
  } catch (error) {
    if (error instanceof NerwinError && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error(`no fault in ${source}`);
}

describe('the lecture', () => {
  test('f = (x + y) max(y, z): values, gradients and names', () => {
    const { value, gradients, equations } = evaluate('(x+y)*max(y,z)', 'x=1,y=2,z=0');
    expect(value).toBe(6);
    expect(gradients).toEqual({ x: [2], y: [5], z: [0] });
    expect(equations).toEqual(['a = x + y', 'b = max(y, z)', 'f = a × b']);
  });

  test('as definitions, in any order', () => {
    const { gradients } = evaluate('b = max(y, z); a = x + y; f = a * b', 'x=1,y=2,z=0');
    expect(gradients).toEqual({ y: [5], z: [0], x: [2] });
    expect(evaluate('b = a; a = 2*x; b', 'x=3').value).toBe(6);
  });

  test('the score u · tanh(W x + b)', () => {
    const { value, gradients } = evaluate(
      'u @ tanh(W @ x + b)',
      'W=[[1,2],[0,1]],x=[0.5,-1],b=[0,0.1],u=[1,2]',
    );
    const h = [Math.tanh(-1.5), Math.tanh(-0.9)];
    const delta = [1 - h[0] ** 2, 2 * (1 - h[1] ** 2)];
    expect(value).toBeCloseTo(h[0] + 2 * h[1], 14);
    expect(gradients.b[0]).toBeCloseTo(delta[0], 14);
    expect(gradients.W[3]).toBeCloseTo(-delta[1], 14); // δ xᵀ
    expect(gradients.x[1]).toBeCloseTo(2 * delta[0] + delta[1], 14); // Wᵀ δ
  });
});

describe('precedence', () => {
  test.each([
    ['-x^2', -9],
    ['(-x)^2', 9],
    ['2^-x', 0.125],
    ['-x^2*2', -18],
    ['2^3^2', 512],
    ['2**3', 8],
    ['10-4-3', 3],
    ['24/4/2', 3],
    ['2+3*4', 14],
    ['x − 2 × 2', -1],
    ['--x', 3],
    ['[1,x,5][1] + [7,8][0]', 10],
    ['sum([[1,2],[3,4]] @ [1,x])', 22],
    ['[1,2] @ [3,4]', 11],
    ['max(1,x,2) + min(4,x,5)', 6],
    ['hinge(0.5, x) + hinge(x, 1, 2)', 3.5],
    ['sum(concat(x, [1,2]))', 6],
    ['cross_entropy([x,x], [0,1])', Math.log(2)],
    ['.5e1 + 1e-1*10', 6],
  ])('%s = %d at x = 3', (source, expected) => {
    expect(evaluate(source, variablesOf(source).length ? 'x=3' : '').value).toBeCloseTo(expected, 14);
  });

  test('sums and products agree with the arithmetic of this language', () => {
    const part = fc.tuple(fc.constantFrom(' + ', ' - ', '*', '/'), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.array(part, { maxLength: 8 }), (first, rest) => {
        // × and ÷ first, from the left; then + and −.
        const terms = [first];
        for (const [sign, n] of rest) {
          if (sign === '*') terms.push(Number(terms.pop()) * n);
          else if (sign === '/') terms.push(Number(terms.pop()) / n);
          else terms.push(sign === ' - ' ? -n : n);
        }
        const expected = terms.reduce((total, term) => total + term, 0);
        expect(evaluate(first + rest.map(([sign, n]) => sign + n).join('')).value).toBeCloseTo(expected, 10);
      }),
    );
  });
});

describe('names', () => {
  test('those of variables are skipped; f is the output unless it is taken', () => {
    expect(evaluate('(a+f)*(b+1)', 'a=1,b=2,f=3').equations).toEqual(['c = a + f', 'd = b + 1', 'g = c × d']);
  });

  test('hostile ones are only names', () => {
    expect(evaluate('__proto__ + constructor', '__proto__=1,constructor=2').value).toBe(3);
  });
});

describe('faults point at their column', () => {
  test.each([
    ['(x+y', 'column 5: a ) is missing\n  (x+y\n      ^'],
    ['x+', 'column 3: expected expression after +'],
    ['x y', 'column 3: an operator is expected here'],
    ['x,,y', 'column 2: unexpected comma outside brackets'],
    ['', 'column 1: an expression is expected'],
    [' ; ', 'column 1: an expression is expected'],
    ['1+foo(x)', 'column 3: no function foo'],
    ['2*max', 'column 3: max is a function; write max(…)'],
    ['max(x)', 'column 1: max takes 2 inputs or more, not 1\n  max(x)\n  ^'],
    ['1+tanh(x,y)', 'column 3: tanh takes 1 input, found 2'],
    ['x.y', 'column 1: this is not allowed in an expression'],
    ["1+'text'", 'column 3: this is not allowed in an expression'],
    ['1+[[x]]', 'column 3: a vector needs at least one element'],
    ['[1,2] + [1,2,3]', 'column 7: add: the shapes (2) and (3) do not fit'],
    ['[[1,2]] @ [1]', 'column 9: matvec: the shapes (1, 2) and (1) do not fit'],
    ['a=b; b=c+1; c=a; a', 'column 1: a cycle: a → b → c → a'],
    ['y = y + 1', 'column 1: a cycle: y → y'],
    ['a = 1; a = 2; a', 'column 8: a is defined twice'],
    ['exp = 1; 2', 'column 1: exp is a function'],
    ['x+1; y', 'column 1: all statements but the last'],
    ['x == 1', 'column 4: unexpected "="'],
    ['max(x,)', 'column 7: unexpected token )'],
    ['1 + 💥', "column 5: '💥' is not a name"],
    ['[1,2][2]', 'column 1: row: the shapes (2) do not fit'],
  ])('%s', (source, message) => {
    expect(fault(source, 'x=1,y=1')).toContain(message);
  });

  test('deep nesting is an error, length is not', () => {
    expect(fault(`${'('.repeat(20_000)}x`, 'x=1')).toContain('the expression is nested more than 300');
    expect(evaluate(`x${'+x'.repeat(20_000)}`, 'x=1').gradients.x).toEqual([20_001]);
  });

  test('a vector has no gradient; a variable needs a value', () => {
    expect(fault('[x,y]', 'x=1,y=2')).toContain('f has the shape (2)');
    expect(fault('x+y', 'x=1')).toBe('no value for y');
  });

  test('any text is either an expression or a usage error', () => {
    const unit = fc.constantFrom(
      ...'xy12.+-*/^@=;,()[] \'"\u001b\u{1f4a5}π',
      'max(',
      'log(',
      '__proto__',
      '−',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (source) => {
        try {
          const values = new Map(
            variablesOf(source).map((name) => [name, { shape: [], data: Float64Array.of(2) }]),
          );
          const { graph } = formulaOf(source, values);
          graph.forward();
        } catch (error) {
          if (!(error instanceof NerwinError)) throw error;
          expect(error.exitCode).toBe(2);
          expect(error.message).not.toMatch(/\u001b/);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
