/** @file Numbers, vectors and matrices of a graph as short text. */
import type { Shape } from './tensor.js';

/** Formats `value` with up to `digits` significant digits: `6`, `0.333333`, `1.2e-8`. */
export function numberText(value: number, digits = 6): string {
  return String(Number(value.toPrecision(digits)) + 0); // + 0: −0 becomes 0
}

/**
 * Formats `3`, `[1, 2]` or `[[1, 2], [3, 4]]`; above `longest` elements, shape and norm: `(500) ‖·‖ = 3.1`.
 */
export function valueText(data: ArrayLike<number>, shape: Shape, longest = 6): string {
  const numbers = Array.from(data, (value) => numberText(value, data.length === 1 ? 6 : 4));
  if (shape.length === 0) return numbers[0];
  if (numbers.length > longest) {
    const norm = Math.sqrt(Array.from(data).reduce((total, value) => total + value * value, 0));
    return `(${shape.join(' × ')}) ‖·‖ = ${numberText(norm, 3)}`;
  }
  const rows = shape.length === 1 ? [numbers] : chunks(numbers, shape[1]);
  const lists = rows.map((row) => `[${row.join(', ')}]`);
  return shape.length === 1 ? lists[0] : `[${lists.join(', ')}]`;
}

/** One entry, a vector, or a matrix as a list of rows. */
export type Nested<Entry> = Entry | Entry[] | Entry[][];

/** Returns the number, or nested lists of the shape. */
export const nested = (data: ArrayLike<number>, shape: Shape): Nested<number> =>
  inShape(
    Array.from(data, (value) => value + 0),
    shape,
  );

/** The same for JSON, which has no NaN and no infinity: they are null. */
export const nestedJson = (data: ArrayLike<number>, shape: Shape): Nested<number | null> =>
  inShape(
    Array.from(data, (value) => (Number.isFinite(value) ? value + 0 : null)),
    shape,
  );

function inShape<Entry>(entries: Entry[], shape: Shape): Nested<Entry> {
  if (shape.length === 0) return entries[0];
  return shape.length === 1 ? entries : chunks(entries, shape[1]);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: items.length / size }, (_, i) => items.slice(i * size, (i + 1) * size));
}

/** Returns `text` with control characters, which could manipulate a terminal, replaced by �. */
export function harmless(text: string): string {
  return text.replaceAll(/\p{C}/gu, '\ufffd');
}
