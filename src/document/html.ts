/** @file A report as one self-contained HTML page. */

import { markupText } from '../markup.js';
import { pageStyle } from './page-style.js';
import { type Inline, inlines, type Report, type ReportBlock, type TableBlock, type Text } from './report.js';
import { printable } from './text-width.js';

export function htmlPage({ title, blocks }: Report): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${plain(title)}</title>`,
    `<style>\n${pageStyle}\n</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${plain(title)}</h1>`,
    ...blocks.map(blockMarkup),
    '</main>',
    '</body>',
    '</html>\n',
  ].join('\n');
}

function blockMarkup(block: ReportBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${plain(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${markupOf(block.text)}</p>`;
    case 'figures':
      return `<dl class="figures">${block.figures
        .map(({ label, value }) => `<div><dt>${plain(label)}</dt><dd>${plain(value)}</dd></div>`)
        .join('')}</dl>`;
    case 'table':
      return tableMarkup(block);
    case 'commands':
      return `<pre><code>${block.lines.map(plain).join('\n')}</code></pre>`;
    case 'picture':
      return `<figure>${block.svg.trimEnd()}</figure>`;
  }
}

function tableMarkup({ header, rows, align, marked }: TableBlock): string {
  const side = (column: number): string => (align[column] === 'right' ? ' class="right"' : '');
  const head = header.map((name, column) => `<th scope="col"${side(column)}>${plain(name)}</th>`).join('');
  const body = rows.map((row, index) => {
    const cells = row.map((cell, column) => `<td${side(column)}>${markupOf(cell)}</td>`).join('');
    return `<tr${index === marked ? ' class="marked"' : ''}>${cells}</tr>`;
  });
  return [
    '<div class="table" tabindex="0"><table>',
    `<thead><tr>${head}</tr></thead>`,
    `<tbody>\n${body.join('\n')}\n</tbody>`,
    '</table></div>',
  ].join('\n');
}

const markupOf = (text: Text): string => inlines(text).map(inlineMarkup).join('');

function inlineMarkup(inline: Inline): string {
  if (typeof inline === 'string') return plain(inline);
  return 'strong' in inline
    ? `<strong>${plain(inline.strong)}</strong>`
    : `<code>${plain(inline.code)}</code>`;
}

const plain = (text: string): string => markupText(printable(text));
