/** @file A report as text for a terminal: headings, tables in columns, and pictures as lines of characters. */
import { maximum } from '../extremes.js';
import { curveTable } from './curve-table.js';
import { broken } from './narrow-table.js';
import { significant } from './number-format.js';
import {
  type Inline,
  inlines,
  type PictureBlock,
  type Report,
  type ReportBlock,
  type Text,
} from './report.js';
import { plainTable } from './table.js';
import { printable, textWidth } from './text-width.js';

export interface ReportTextOptions {
  /** Width of the terminal, if there is one. Commands are not fitted to it: whoever prints them knows how they are continued. */
  readonly columns?: number | undefined;
  /** Emphasizes a text, for example in bold; must not change its width. What is marked has a `*`, too. */
  readonly strong?: (text: string) => string;
}

/** Returns the report as text. */
export function reportText({ title, blocks }: Report, options: ReportTextOptions = {}): string {
  return [underlined(title, '═', options), ...blocksText(blocks, options)].join('\n');
}

/** Returns the text of each block that has one; every text ends with a line feed. */
export const blocksText = (blocks: readonly ReportBlock[], options: ReportTextOptions): string[] =>
  blocks.map((block) => blockText(block, options)).filter((text) => text !== '');

function blockText(block: ReportBlock, options: ReportTextOptions): string {
  const { columns, strong = plain } = options;
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? underlined(block.text, '─', options) : lines(block.text, options, strong);
    case 'paragraph':
      return lines(textOf(block.text), options);
    case 'figures': {
      const width = maximum(block.figures.map(({ label }) => textWidth(printable(label))));
      return block.figures
        .map(({ label, value }) => {
          const name = printable(label);
          return `${name}${' '.repeat(width - textWidth(name))}  ${strong(printable(value))}\n`;
        })
        .join('');
    }
    case 'table': {
      const { header, rows, align, marked } = block;
      const cells = rows.map((row, k) =>
        row.map((cell, column) => (k === marked && column === 0 ? '* ' : '') + textOf(cell)),
      );
      const style = (text: string, row: number): string =>
        row === -1 || row === marked ? strong(text) : text;
      return plainTable(header, cells, { columns, align, style });
    }
    case 'commands':
      return block.lines.map((line) => `  ${printable(line)}\n`).join('');
    case 'picture':
      return pictureText(block, options);
  }
}

const plain = (text: string): string => text;

/** Returns a text as lines that are at most as wide as the terminal, if their words allow that. */
const lines = (text: string, { columns }: ReportTextOptions, style = plain): string =>
  broken(printable(text), columns ?? Number.POSITIVE_INFINITY)
    .map((line) => `${style(line)}\n`)
    .join('');

/** Returns a picture's curves or histograms; nothing for a picture without numbers. */
function pictureText({ alt, chart }: PictureBlock, options: ReportTextOptions): string {
  if (!chart) return '';
  const { names, readout } = chart;
  const { x, at, texts, values } = readout;
  if (at.length === 0) return '';
  const isHistogram = texts !== undefined;
  const [first, last] = isHistogram
    ? [texts[0].split(' to ')[0], texts[texts.length - 1].split(' to ')[1]]
    : [at[0], at[at.length - 1]].map((value) => significant(value, 4));
  const curves = values.slice(0, names.length).map((line) => ({ name: line.name, values: line.at }));
  const table = curveTable('', curves, { axis: '', isHistogram, columns: options.columns });
  return lines(`${alt} (${x}: ${first} to ${last})`, options, options.strong) + table;
}

/** Returns a heading above a line of its width. */
function underlined(text: string, line: string, options: ReportTextOptions): string {
  const width = Math.min(textWidth(printable(text)), options.columns ?? Number.POSITIVE_INFINITY);
  return `${lines(text, options, options.strong)}${line.repeat(width)}\n`;
}

const textOf = (text: Text): string => printable(inlines(text).map(inlineText).join(''));

/** Words that a page emphasizes are in brackets. */
function inlineText(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if ('code' in inline) return inline.code;
  if ('strong' in inline) return `[${inline.strong}]`;
  return `[${inline.text}] ${inline.sign}`;
}
