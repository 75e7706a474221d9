/** @file The layout of a table in aligned text: in one line per row, in cells of several lines, or as a list of records. */
import { textWidth } from './text-width.js';

export type Alignment = 'left' | 'right';

/** A table of printable texts. Line 0 is the header. */
export interface TextTable {
  readonly lines: readonly (readonly string[])[];
  readonly align: readonly Alignment[];
  /** Styles a text; line 0 is the header. */
  readonly style: (text: string, line: number, column: number) => string;
}

/** Spaces between columns, if possible. */
const wideGap = 2;
/** A column of text is not made narrower than this. */
const minText = 12;

const wordsOf = (text: string): string[] => text.split(' ');
const largest = (numbers: readonly number[]): number => numbers.reduce((most, one) => Math.max(most, one), 0);
const widthOf = (widths: readonly number[], gap: number): number =>
  widths.reduce((sum, width) => sum + width, gap * (widths.length - 1));

/**
 * Returns the text of the table, at most `columns` wide if its words allow that: with one line per row; or with text and headers, but
 * never numbers, continued on further lines; or a table of numbers with rows and columns exchanged; or a list of names and values for
 * each row. The first of these that fits.
 */
export function textLayout(table: TextTable, columns = Number.POSITIVE_INFINITY): string {
  const widths = widthsOf(table);
  if (widthOf(widths, wideGap) <= columns) return aligned(table, widths, wideGap);
  return continued(table, widths, columns) ?? exchanged(table, columns) ?? records(table);
}

const widthsOf = ({ lines }: TextTable): number[] =>
  lines[0].map((_, column) => largest(lines.map((cells) => textWidth(cells[column]))));

/** Returns the table with long headers and text broken between words; undefined if that does not fit. */
function continued(table: TextTable, widest: readonly number[], columns: number): string | undefined {
  const { lines, align } = table;
  const [header, ...rows] = lines;
  const least = header.map((name, column) => {
    const cells = rows.map((row) => row[column]);
    const number = largest([...wordsOf(name), ...cells].map(textWidth));
    if (align[column] === 'right') return number;
    const words = largest([name, ...cells].flatMap(wordsOf).map(textWidth));
    return Math.max(words, Math.min(minText, largest(cells.map(textWidth))));
  });
  const gap = [wideGap, 1].find((spaces) => widthOf(least, spaces) <= columns);
  if (gap === undefined) return undefined;
  const widths = [...widest];
  // Headers of numbers first, then text.
  for (const side of ['right', 'left'] as const)
    while (widthOf(widths, gap) > columns) {
      const column = widestOf(widths, (index) => align[index] === side && widths[index] > least[index]);
      if (column < 0) break;
      widths[column]--;
    }
  return aligned(table, widths, gap);
}

/** Returns a table of numbers with rows and columns exchanged; undefined if it has other text or does not fit. */
function exchanged({ lines, align, style }: TextTable, columns: number): string | undefined {
  if (align.slice(1).includes('left')) return undefined;
  const table: TextTable = {
    lines: lines[0].map((_, column) => lines.map((cells) => cells[column])),
    align: lines.map((_, line) => (line === 0 ? 'left' : 'right')),
    style: (text, line, column) => style(text, column, line),
  };
  const widths = widthsOf(table);
  return widthOf(widths, wideGap) <= columns ? aligned(table, widths, wideGap) : undefined;
}

/** Returns the index of the widest column that fulfills a condition, or −1. */
const widestOf = (widths: readonly number[], condition: (index: number) => boolean): number =>
  widths.reduce(
    (best, width, index) => (condition(index) && (best < 0 || width > widths[best]) ? index : best),
    -1,
  );

function aligned({ lines, align, style }: TextTable, widths: readonly number[], gap: number): string {
  const out: string[] = [];
  for (const [line, cells] of lines.entries()) {
    const parts = cells.map((text, column) => broken(text, widths[column]));
    const height = largest(parts.map(({ length }) => length));
    for (let k = 0; k < height; k++) {
      const pieces = parts.map((part, column) => {
        // The header stands directly above the first row.
        const text = part[line === 0 ? k - (height - part.length) : k] ?? '';
        const padding = ' '.repeat(widths[column] - textWidth(text));
        const styled = text === '' ? '' : style(text, line, column);
        if (align[column] === 'right') return padding + styled;
        return column === parts.length - 1 ? styled : styled + padding;
      });
      out.push(`${pieces.join(' '.repeat(gap)).replace(/ +$/, '')}\n`);
    }
  }
  return out.join('');
}

/** Breaks a text between words into lines of at most `width` columns; a longer word stays whole. */
export function broken(text: string, width: number): string[] {
  if (textWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of wordsOf(text)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** One paragraph per row: the first cell and those of columns without a name, then a line for each other column. */
function records({ lines: [header, ...rows], style }: TextTable): string {
  const names = largest(header.slice(1).map(textWidth));
  const paragraphs = rows.map((cells, row) => {
    const shown = cells.map((text, column) => (text === '' ? '' : style(text, row + 1, column)));
    const title = [header[0], ...shown.filter((_, column) => column === 0 || header[column] === '')];
    const list = header.flatMap((name, column) =>
      column === 0 || name === '' || shown[column] === ''
        ? []
        : [`  ${style(name, 0, column)}${' '.repeat(names - textWidth(name) + wideGap)}${shown[column]}\n`],
    );
    return `${title.filter((text) => text !== '').join(' ')}\n${list.join('')}`;
  });
  return paragraphs.join('\n');
}
