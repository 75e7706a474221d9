/** @file An expression typed by the reader, and the values of its variables. */
import { NerwinError } from '../../error.js';
import { assignmentsOf } from '../../lessons/graph/assignment.js';
import { type Formula, formulaOf, variablesOf } from '../../lessons/graph/expression.js';
import { scalar, type Tensor } from '../../lessons/graph/tensor.js';
import { nested } from '../../lessons/graph/text.js';

export const presets = [
  { title: 'The example of the lecture', expression: '(x+y)*max(y,z)', at: 'x=1,y=2,z=0' },
  {
    title: 'The score of a window, s = uᵀ tanh(Wx + b)',
    expression: 's = u @ tanh(W @ x + b)',
    at: 'u=[1,-1],W=[[0.5,-1,2],[1,0.5,-0.5]],x=[1,0.5,-1],b=[0.1,-0.2]',
  },
  {
    title: 'The loss of a pair, max(0, 1 − s + s_c)',
    expression: 's = u * tanh(w * x + b); s_c = u * tanh(w * x_c + b); max(0, 1 - s + s_c)',
    at: 'u=1,w=0.5,x=1,b=0.1,x_c=-0.5',
  },
  { title: 'A logistic unit', expression: '1 / (1 + exp(-(w*x + b)))', at: 'w=2,x=-1,b=0.5' },
] as const;

export type Values = ReadonlyMap<string, Tensor>;

/** The values of all variables of the expression: those of `text`, and 1 for the others. */
export function valuesOf(expression: string, text: string): Values {
  const given = text.trim() === '' ? new Map<string, Tensor>() : assignmentsOf([text]);
  return new Map(variablesOf(expression).map((name) => [name, given.get(name) ?? scalar(1)]));
}

/** The notation that {@link valuesOf} reads. */
export const textOf = (values: Values): string =>
  [...values].map(([name, { data, shape }]) => `${name}=${JSON.stringify(nested(data, shape))}`).join(',');

/** A graph after both passes, or one sentence that says why there is none. */
export type Outcome = { readonly formula: Formula; readonly values: Values } | { readonly fault: string };

export function outcomeOf(expression: string, text: string): Outcome {
  try {
    const values = valuesOf(expression, text);
    const formula = formulaOf(expression, values);
    formula.graph.forward();
    formula.graph.backward(formula.output);
    return { formula, values };
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error;
    const [sentence] = error.message.split('\n'); // without the expression and the mark below it: both are on the page
    return { fault: sentence };
  }
}
