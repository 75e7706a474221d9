/** @file Explanations as text for the terminal and as an object for JSON. */
import { plainTable } from '../../document/table.js';
import { printable } from '../../document/text-width.js';
import type { ModelHeader } from '../../model/model.js';
import type { Thresholds } from '../../model/thresholds.js';
import type { Rung } from '../../vectors/ladder.js';
import type { Location, ScoredText } from './explained-text.js';
import type { Explanation, SlotShare } from './explanation.js';
import { featuresOf, fixed, labelOf, nameOf, signed, verdictOf, wayOf } from './labels.js';
import type { Unit } from './output-view.js';

/** Terminal colors. */
type Palette = Readonly<
  Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>
>;

/** Number of units and features shown. */
const maxUnits = 5;
const maxFeatures = 10;

/** Returns the text for a terminal of this width, if it has one: the sentence, then each explanation. */
export function explanationPage(
  text: ScoredText,
  explanations: readonly Explanation[],
  color: Palette,
  columns?: number,
): string {
  return [
    sentenceLine(text, color),
    ...explanations.map((explanation) => section(text, explanation, color, columns)),
    '',
    color.dim('gradient × input: a first-order estimate, δᵀ(W x + ΣS) for the slot, with δ = ∂s/∂z.'),
    color.dim('leave-one-out: exact, s minus the score with the word replaced by the unknown word.'),
    '',
  ].join('\n');
}

/** Returns the words, with locations in brackets. */
function sentenceLine({ words, locations }: ScoredText, color: Palette): string {
  return words
    .map((word, t) => {
      const within = locations.find(({ start, end }) => start <= t && t < end);
      if (!within) return printable(word);
      const [open, close] = [t === within.start ? '[' : '', t === within.end - 1 ? ']' : ''];
      return color.bold(`${open}${printable(word)}${close}`);
    })
    .join(' ');
}

function section(text: ScoredText, explanation: Explanation, color: Palette, columns?: number): string {
  const { isLocation, slots } = explanation;
  const verdict = verdictOf(explanation, text);
  const header = ['slot', 'word', 'lookup', '‖x‖', 'features', 'gradient × input', 'leave-one-out'];
  const rows = slots.map((slot) => [
    slot.slot,
    slot.word === undefined && !slot.isPadding ? null : labelOf(slot),
    slot.rung ?? null,
    slot.norm > 0 ? slot.norm.toFixed(2) : null,
    slot.features.length || null,
    signed(slot.gradient),
    signed(slot.leaveOneOut),
  ]);
  const style = (cell: string, row: number, column: number): string =>
    row < 0 ? color.bold(cell) : column > 4 ? shaded(cell, color) : cell;
  return [
    '',
    `${color.bold(color.cyan(nameOf(explanation)))}  ${isLocation ? color.green(verdict) : color.yellow(verdict)}`,
    wayOf(explanation, text),
    '',
    plainTable(header, rows, {
      align: ['left', 'left', 'left', 'right', 'right', 'right', 'right'],
      style,
      columns,
    }),
    ...featureTable(explanation, style, columns),
    unitTable(text, explanation, color, columns).trimEnd(),
  ].join('\n');
}

const shaded = (cell: string, color: Palette): string =>
  cell.startsWith('−') ? color.red(cell) : color.green(cell);

function featureTable(
  explanation: Explanation,
  style: (cell: string, row: number, column: number) => string,
  columns?: number,
): string[] {
  const features = featuresOf(explanation);
  if (features.length === 0) return [];
  const shown = features.slice(0, maxFeatures);
  const table = plainTable(
    ['feature', 'word', 'slot', 'gradient × input', 'leave-one-out'],
    shown.map(({ name, of, slot, gradient, leaveOneOut }) => [
      name,
      of,
      slot,
      signed(gradient),
      signed(leaveOneOut),
    ]),
    {
      align: ['left', 'left', 'left', 'right', 'right'],
      style: (cell, row, column) => style(cell, row, column > 2 ? 5 : 0),
      columns,
    },
  );
  const more = features.length - shown.length;
  return [`${table}${more > 0 ? `and ${more} smaller contributions\n` : ''}`];
}

function unitTable({ model }: ScoredText, { units }: Explanation, color: Palette, columns?: number): string {
  const isSoftmax = model.header.kind === 'softmax';
  const header = isSoftmax ? ['class', 'z', 'p'] : ['strongest unit', 'z', 'h', 'u', 'u · h'];
  const rows = units
    .slice(0, isSoftmax ? units.length : maxUnits)
    .map(({ name, z, h, u, share }) =>
      isSoftmax ? [name, fixed(z), fixed(h, 4)] : [name, fixed(z), fixed(h), fixed(u), signed(share)],
    );
  return plainTable(header, rows, {
    align: ['left', 'right', 'right', 'right', 'right'],
    style: (cell, row) => (row < 0 ? color.bold(cell) : cell),
    columns,
  });
}

/** A slot of a window, and what it contributes to the score. */
export interface SlotRecord extends Omit<SlotShare, 'word' | 'token' | 'rung'> {
  /** The word of the slot, its number, and the lookup step that found it; null for padding and contexts. */
  readonly word: string | null;
  readonly token: number | null;
  readonly rung: Rung | null;
}

/** The explanation of one word. */
export interface WordRecord extends Omit<Explanation, 'slots' | 'units'> {
  readonly slots: readonly SlotRecord[];
  readonly units: readonly Unit[];
}

/** What `nerwin explain --json` prints. */
export interface ExplanationRecord {
  readonly kind: ModelHeader['kind'];
  readonly words: readonly string[];
  /** The score of each word. */
  readonly scores: readonly number[];
  readonly thresholds: Thresholds;
  /** Locations, by their words. */
  readonly locations: readonly Location[];
  readonly explanations: readonly WordRecord[];
}

/** Returns what `nerwin explain --json` prints. */
export function explanationJson(text: ScoredText, explanations: readonly Explanation[]): ExplanationRecord {
  const { words, scores, thresholds, locations, model } = text;
  return {
    kind: model.header.kind,
    words,
    scores: [...scores],
    thresholds,
    locations,
    explanations: explanations.map(({ slots, units, ...rest }) => ({
      ...rest,
      slots: slots.map(({ word = null, token = null, rung = null, ...slot }) => ({
        ...slot,
        word,
        token,
        rung,
      })),
      units: units.map(({ name, z, h, u, share }) => ({ name, z, h, u, share })),
    })),
  };
}
