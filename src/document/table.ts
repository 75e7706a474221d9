/** @file Tables in aligned plain text for terminals and in Markdown for reports. */
import { type Alignment, textLayout } from './narrow-table.js';
import { printable } from './text-width.js';

export type { Alignment };

/** A cell; null, a value that does not exist, is printed as –. */
export type Cell = string | number | null;

export interface TextTableOptions {
  /** Alignment of each column; by default, columns of numbers are right-aligned and all others left-aligned. */
  readonly align?: readonly Alignment[];
  /**
   * Styles a cell, for example with color; must not change its width. `row` and `column` are 0-based; `row`
   * is −1 for the header.
   */
  readonly style?: (text: string, row: number, column: number) => string;
  /** Width of the terminal; undefined if the table may have any width. See {@link textLayout}. */
  readonly columns?: number | undefined;
}

const absent = '–';
const number = /^[-+−]?[\d,]*\.?\d+(e[-+−]?\d+)?\s?(%|‰|s)?$/i;

/**
 * Returns the table as plain text: two spaces between columns, one line per row if `columns` allows it, each ending with a line
 * feed. Wide characters count as two columns; line breaks and control characters inside cells are replaced.
 */
export function plainTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  options: TextTableOptions = {},
): string {
  const lines = [header, ...rows].map((cells) => header.map((_, column) => printed(cells[column])));
  const style = options.style ?? ((text: string) => text);
  const table = {
    lines,
    align: options.align ?? alignments(header, rows),
    style: (text: string, line: number, column: number) => style(text, line - 1, column),
  };
  return textLayout(table, options.columns);
}

/**
 * Returns the table as Markdown (GitHub flavor). Cells must already be Markdown: escape other text with
 * `markdownText` first.
 */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  align: readonly Alignment[] = alignments(header, rows),
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return [
    line(header.map(printed)),
    line(header.map((_, column) => (align[column] === 'right' ? '---:' : '---'))),
    ...rows.map((cells) => line(header.map((_, column) => printed(cells[column])))),
  ].join('');
}

/**
 * Returns 'right' for each column with at least one number and otherwise only numbers, empty cells and nulls;
 * 'left' for all others.
 */
export function alignments(header: readonly string[], rows: readonly (readonly Cell[])[]): Alignment[] {
  return header.map((_, column) => {
    const texts = rows
      .map((cells) => printed(cells[column]))
      .filter((text) => text !== '' && text !== absent);
    return texts.length > 0 && texts.every((text) => number.test(text)) ? 'right' : 'left';
  });
}

const printed = (cell: Cell | undefined): string => (cell === null ? absent : printable(String(cell ?? '')));
