/** @file How wide a table of a page must be, so that it becomes a list of cards where there is less room. */
import { inlines, shownText, type TableBlock, type Text } from './report.js';
import { textWidth } from './text-width.js';

/** Widths of the page, in rem, below which a table can become cards; the last one means always. */
const steps = [16, 20, 24, 28, 32, 36, 40, 46, 52, 58, 64, 999] as const;

/** Width of a character and of the space at both sides of a cell, in rem, at the font size of tables and in the widest usual font. */
const character = 0.58;
const padding = 1.25;
/** Longer words, and texts of more characters, may be broken anywhere, in columns of at least `brokenWidth` characters. */
const longWord = 16;
const longText = 28;
const brokenWidth = 15;

/** The shape of a table: which of its columns hold long text, and the width in rem that it needs. */
export interface TableShape {
  readonly long: readonly boolean[];
  readonly needs: number;
}

export function shapeOf({ header, rows, align }: TableBlock): TableShape {
  const columns = header.map((name, column) => {
    const cells = rows.map((row) => plainText(row[column] ?? ''));
    const words = [name, ...(align[column] === 'right' ? [] : cells)].flatMap((text) => text.split(/\s+/));
    const word = widest(words);
    const cell = widest(cells);
    if (word > longWord || (align[column] === 'left' && cell > longText))
      return { isLong: true, width: brokenWidth };
    return { isLong: false, width: align[column] === 'right' ? Math.max(word, cell) : word };
  });
  const width = columns.reduce((sum, column) => sum + character * column.width + padding, 0);
  return {
    long: columns.map(({ isLong }) => isLong),
    needs: steps.find((step) => width <= step) ?? steps[steps.length - 1],
  };
}

const widest = (texts: readonly string[]): number =>
  texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);

const plainText = (text: Text): string => inlines(text).map(shownText).join('');

/** CSS that makes tables of class `fit-N` cards where they have less room than N rem, but not on paper. */
export const cardStyle = (needs: Iterable<number>): string =>
  [...new Set(needs)]
    .sort((a, b) => a - b)
    .map(cardRules)
    .join('\n');

function cardRules(step: number): string {
  const table = `.fit-${step}`;
  const of = (...parts: string[]): string => parts.map((part) => `${table} ${part}`).join(',');
  return [
    `@media screen{@container (max-width:${step}rem){`,
    `${table},${of('tbody')}{display:block}`,
    `${of('thead')}{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}`,
    `${of('tr')}{display:grid;grid-template-columns:repeat(auto-fill,minmax(6.2rem,1fr));gap:.3rem .9rem;padding:.6rem .8rem;border-top:1px solid var(--rule)}`,
    `${of('tbody tr:first-child')}{border-top:0}`,
    `${of('td')}{display:block;padding:0;border:0;text-align:left;min-width:0;white-space:normal;overflow-wrap:anywhere}`,
    `${of('td:empty')}{display:none}`,
    `${of('td.text')}{grid-column:1/-1}`,
    `${of('td:first-child')}{grid-column:1/-1;font-weight:650}`,
    `${of('td[data-name]::before')}{content:attr(data-name);display:block;color:var(--soft);font-size:.78rem;font-weight:400}`,
    `${of('td:first-child::before')}{display:inline;margin-right:.5em}`,
    `${of('tr.marked')}{background:var(--tint)}`,
    '}}',
  ].join('');
}
