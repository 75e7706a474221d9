/** @file A computed graph as a table for the terminal and as an object for JSON. */
import { plainTable, type TextTableOptions } from '../../document/table.js';
import type { Check } from './check.js';
import type { Formula } from './expression.js';
import type { Node } from './graph.js';
import { type Nested, nestedJson, numberText, valueText } from './text.js';

/**
 * Returns a table with one row per node: node, gate, value, gradient; with checks, the
 * numerical gradient.
 */
export function tableOf(
  { output }: Formula,
  nodes: readonly Node[],
  checks: readonly Check[] = [],
  options: Pick<TextTableOptions, 'columns' | 'style'> = {},
): string {
  const heading = ['node', 'gate', 'value', `∂${output.name}/∂node`];
  if (checks.length) heading.push('numeric', 'relative error');
  const rows = nodes.map((node) => {
    const gradient = node.isConstant ? '–' : valueText(node.gradient, node.shape);
    const cells = [node.name, operationText(node), valueText(node.value, node.shape), gradient];
    return checks.length
      ? [...cells, ...checkCells(checks.find((check) => check.node.id === node.id))]
      : cells;
  });
  const align = heading.map((_, column) => (column < 2 ? 'left' : 'right'));
  return plainTable(heading, rows, { align, ...options });
}

/** Returns `x + y` for a gate; `input` or `constant` for a node without inputs. */
function operationText({ gate, inputs }: Node): string {
  return gate.write(inputs.map(({ name }) => name));
}

function checkCells(check: Check | undefined): string[] {
  if (!check) return ['', ''];
  const { node, numeric, error, kinks, unchecked, ok } = check;
  if (kinks === numeric.length) return ['at a kink', 'skipped'];
  if (kinks + unchecked === numeric.length) return ['', 'cannot be checked here ✗'];
  const asides = [
    ...(kinks ? [`${kinks} at a kink skipped`] : []),
    ...(unchecked ? [`${unchecked} cannot be checked here`] : []),
  ];
  const aside = asides.length > 0 ? ` (${asides.join(', ')})` : '';
  const shown = kinks + unchecked > 0 ? '' : valueText(numeric, node.shape);
  return [shown, `${numberText(error, 2)}${ok ? '' : ' ✗'}${aside}`];
}

/** Numbers of a node; NaN and infinity are null. */
export type Numbers = Nested<number | null>;

/** A check; numbers that do not exist, at a kink or where nothing can be checked, are null. */
export interface CheckRecord {
  readonly numeric: Numbers;
  readonly error: number | null;
  readonly kinks: number;
  readonly unchecked: number;
  readonly ok: boolean;
}

/** A node of the graph; the gradient is ∂output/∂node. */
export interface NodeRecord {
  readonly name: string;
  readonly gate: string;
  readonly value: Numbers;
  readonly gradient: Numbers | null;
}

/**
 * The object that `--json` prints. Vectors are lists, matrices lists of rows; the
 * gradient of a constant is null, and so are NaN and infinity.
 */
export interface GraphRecord {
  readonly value: Numbers;
  readonly gradients: Readonly<Record<string, Numbers | null>>;
  readonly nodes: readonly NodeRecord[];
  readonly check?: Readonly<Record<string, CheckRecord>>;
}

/**
 * Returns the object for `formula` with the gradients of `asked`, and with their `checks` if there are any.
 */
export function recordOf(
  formula: Formula,
  asked: readonly Node[],
  checks: readonly Check[] = [],
): GraphRecord {
  const gradientOf = (node: Node): Numbers | null =>
    node.isConstant ? null : nestedJson(node.gradient, node.shape);
  const { graph, output } = formula;
  return {
    value: nestedJson(output.value, output.shape),
    gradients: Object.fromEntries(asked.map((node) => [node.name, gradientOf(node)])),
    nodes: graph.nodes().map((node) => ({
      name: node.name,
      gate: node.gate.name,
      value: nestedJson(node.value, node.shape),
      gradient: gradientOf(node),
    })),
    ...(checks.length > 0 && {
      check: Object.fromEntries(
        checks.map(({ node, numeric, error, kinks, unchecked, ok }) => [
          node.name,
          {
            numeric: nestedJson(numeric, node.shape),
            error: Number.isFinite(error) ? error : null,
            kinks,
            unchecked,
            ok,
          },
        ]),
      ),
    }),
  };
}
