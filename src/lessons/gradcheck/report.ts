/** @file A gradient check as a table for the terminal and as an object for JSON. */

import { type Cell, plainTable } from '../../document/table.js';
import { maximum } from '../../extremes.js';
import { bounds, type Check, type Other } from './check.js';
import type { GradientCheck, Planted } from './gradient-check.js';
import { notOnPage } from './page-gradient.js';
import type { Situations } from './situations.js';

/** Terminal colors. */
type Palette = Readonly<Record<'bold' | 'dim' | 'red' | 'green', (text: string) => string>>;

const others: readonly Other[] = ['page', 'graph', 'numeric', 'fast', 'zero'];
const maxFailures = 12;

/** What `nerwin gradcheck --json` prints. */
export interface GradientCheckRecord extends Omit<GradientCheck, 'planted'> {
  /** What is checked in other ways only. */
  readonly notOnPage: readonly string[];
  readonly planted?: Planted;
}

/** Returns what `nerwin gradcheck --json` prints. */
export function gradientCheckJson(check: GradientCheck): GradientCheckRecord {
  const { ok, checks, problems, situations, planted } = check;
  return { ok, checks, notOnPage, problems, situations, ...(planted && { planted }) };
}

/**
 * Returns the report: one row per size and parameter with the largest errors over all activations and
 * losses, or one row per comparison. `columns` is the width of the terminal, if there is one.
 */
export function gradientCheckPage(
  check: GradientCheck,
  color: Palette,
  all: boolean,
  columns?: number,
): string {
  return [
    (all ? everyCheck : summary)(check.checks, color, columns),
    color.dim('errors ‖a − b‖ / (‖a‖ + ‖b‖), the largest over all activations, losses and inputs; bounds: ') +
      color.dim(
        others
          .slice(0, 4)
          .map((other) => `${other} ${boundText(bounds[other].norm)}`)
          .join(', '),
      ),
    color.dim(`page: src/lecture/window.ts, pair by pair; not on it: ${notOnPage.join(', ')}`),
    color.dim('zero: the largest entry of dθ when every pair satisfies its margin; it must be exactly 0'),
    '',
    ...situationLines(check),
    ...plantedLines(check),
    ...failures(check.checks, color),
    '',
  ].join('\n');
}

function summary(checks: readonly Check[], color: Palette, columns?: number): string {
  const groups = new Map<string, Check[]>();
  for (const check of inOrder(checks)) {
    const key = `${check.model}\t${check.size}\t${check.parameter}`;
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  const rows = [...groups].map(([key, group]): Cell[] => {
    const [model = '', size = '', parameter = ''] = key.split('\t');
    const largest = others.map((other) => {
      const errors = group.filter(({ between }) => between[1] === other).map(({ error }) => error);
      if (errors.length === 0) return other === 'page' ? 'not on page' : null;
      return errorText(maximum(errors));
    });
    return [model, size, parameter, ...largest, worstOf(group), verdict(group)];
  });
  const header = [
    'model',
    'size',
    '∂J/∂',
    'page',
    'graph',
    'numeric',
    'fast',
    'zero',
    'worst entry',
    'verdict',
  ];
  return plainTable(header, rows, { style: styleOf(color, header.length - 1), columns });
}

/** Groups by size, then model, then parameter. */
function inOrder(checks: readonly Check[]): Check[] {
  const sizes = [...new Set(checks.map(({ size }) => size.split(' ')[0]))];
  const rank = ({ size, model, parameter }: Check): number =>
    100 * sizes.indexOf(size.split(' ')[0]) + (model === 'softmax' ? 10 : 0) + 'WbuSxa'.indexOf(parameter);
  return [...checks].sort((one, other) => rank(one) - rank(other));
}

/**
 * The worst entry against the graph: the graph is the one comparison that goes
 * entry by entry for every parameter.
 */
function worstOf(group: readonly Check[]): string {
  const compared = group.filter(({ between }) => between[1] === 'graph');
  return compared.reduce((worst, check) => (check.worstError > worst.worstError ? check : worst)).worst;
}

function everyCheck(checks: readonly Check[], color: Palette, columns?: number): string {
  const header = ['model', 'size', 'f', 'loss', 'x', '∂J/∂', 'hand ↔', 'error', 'bound', 'worst', 'verdict'];
  const rows = checks.map((check): Cell[] => [
    check.model,
    check.size,
    check.model === 'softmax' ? null : check.activation,
    check.loss,
    check.inputs,
    check.parameter,
    check.between[1],
    errorText(check.error),
    boundText(check.bound),
    check.worst,
    verdict([check]),
  ]);
  return plainTable(header, rows, { style: styleOf(color, header.length - 1), columns });
}

const verdict = (group: readonly Check[]): string => (group.every(({ ok }) => ok) ? 'ok' : 'WRONG');

const errorText = (error: number): string => (error === 0 ? '0' : error.toExponential(1));

const boundText = (bound: number): string => (bound === 0 ? '0' : bound.toExponential());

const styleOf =
  (color: Palette, last: number) =>
  (text: string, row: number, column: number): string => {
    if (row < 0) return color.bold(text);
    if (column !== last) return text;
    return text === 'ok' ? color.green(text) : color.red(text);
  };

function situationLines({ situations, problems, checks }: GradientCheck): string[] {
  const s = situations;
  const wrong = checks.filter(({ ok }) => !ok).length;
  return [
    `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${checks.length} comparisons, ${wrong === 0 ? 'all within their bounds' : `${wrong} out of bounds`}`,
    `pairs: ${s.insideMargin} inside the margin, ${s.pairs - s.insideMargin} outside it, ${s.aside} within 0.01 of the kink were skipped; ${s.stepsAside} steps across a kink of f were skipped`,
    `windows: ${s.windows}, including ${covered(s)}`,
  ];
}

const covered = (s: Situations): string =>
  [
    `${s.repeatedWord} with a repeated word`,
    `${s.sharedContext} corrupt windows that share a context word with their true window`,
    `${s.severalCorrupt} true windows with several corrupt windows`,
    `${s.sparse} with sparse features`,
    `${s.sentence} with a sentence or document slot`,
    `${s.dropout} with dropout`,
  ].join(', ');

function plantedLines({ planted }: GradientCheck): string[] {
  if (!planted) return [];
  const none =
    planted.zero > 0 ? `; the entry is 0 in ${planted.zero} of them, so the error cannot be found there` : '';
  return [`planted: ${planted.place} × 1.0001 in ${planted.problems} problems${none}`];
}

function failures(checks: readonly Check[], color: Palette): string[] {
  const wrong = checks.filter(({ ok }) => !ok);
  if (wrong.length === 0) return [];
  const lines = wrong.slice(0, maxFailures).map((check) => {
    const { model, size, activation, loss, inputs, between, error, bound, worst, worstError } = check;
    const where = `${model} ${size}, ${model === 'softmax' ? '' : `${activation}, `}${loss}, ${inputs}`;
    const entry = `${errorText(worstError)} (bound ${boundText(bounds[between[1]].entry)})`;
    const far = `${errorText(error)} (bound ${boundText(bound)}), at this entry ${entry}`;
    return `${color.red('✗')} ${color.bold(worst)}  ${where}: ${between.join(' ↔ ')} ${far}`;
  });
  const more = wrong.length - lines.length;
  return ['', ...lines, ...(more > 0 ? [`  and ${more} more; --all shows every comparison`] : [])];
}

/** Returns the wrong entries, the most frequent first. */
export function wrongPlaces(checks: readonly Check[]): string[] {
  const counts = new Map<string, number>();
  for (const { ok, worst } of checks) {
    if (!ok && !worst.includes('direction')) counts.set(worst, (counts.get(worst) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([place]) => place);
}
