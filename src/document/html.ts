/** @file A report as one self-contained HTML page. */
import { createHash } from 'node:crypto';
import { markupText } from '../markup.js';
import { chartMarkup, chartPageStyle, chartScript } from './page-chart.js';
import { pageStyle } from './page-style.js';
import {
  type Inline,
  inlines,
  type PictureBlock,
  type Report,
  type ReportBlock,
  type TableBlock,
  type Text,
} from './report.js';
import { cardStyle, shapeOf } from './table-width.js';
import { printable } from './text-width.js';

/** Returns the page. Its content policy allows nothing but its own styles, and the script that reads values in charts. */
export function htmlPage({ title, blocks }: Report): string {
  const shapes = blocks.flatMap((block) => (block.kind === 'table' ? [shapeOf(block).needs] : []));
  const script = blocks.some(isChart) ? `\n${chartScript}\n` : undefined;
  const style = `\n${pageStyle}\n${script === undefined ? '' : `${chartPageStyle}\n`}${cardStyle(shapes)}\n`;
  const body = withStylesOnce([`<h1>${breakable(title)}</h1>`, ...groups(blocks)].join('\n'));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, body, script)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${plain(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<main>',
    body,
    '</main>',
    ...(script === undefined ? [] : [`<script>${script}</script>`]),
    '</body>',
    '</html>\n',
  ].join('\n');
}

/** Returns a policy that allows the style of the page, those of its pictures, and its script, by their SHA-256, and nothing else. */
function contentPolicy(style: string, body: string, script: string | undefined): string {
  const styles = [style, ...[...body.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text)];
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const allowed = script === undefined ? '' : ` script-src ${hash(script)};`;
  return `default-src 'none'; style-src ${[...new Set(styles.map(hash))].join(' ')};${allowed} base-uri 'none'; form-action 'none'`;
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
      return pictureMarkup(block);
  }
}

const pictureMarkup = ({ svg, chart }: PictureBlock): string =>
  chart ? chartMarkup(chart) : `<figure>${svg.trimEnd()}</figure>`;

/** Puts pictures that follow each other side by side. */
function groups(blocks: readonly ReportBlock[]): string[] {
  const out: string[] = [];
  for (let k = 0; k < blocks.length; k++) {
    const first = k;
    while (isChart(blocks[k + 1]) && isChart(blocks[first])) k++;
    const markup = blocks.slice(first, k + 1).map(blockMarkup);
    out.push(k > first ? `<div class="pictures">\n${markup.join('\n')}\n</div>` : markup[0]);
  }
  return out;
}

const isChart = (block: ReportBlock | undefined): boolean =>
  block?.kind === 'picture' && block.chart !== undefined;

/** Keeps the first of equal styles of pictures. */
function withStylesOnce(markup: string): string {
  const seen = new Set<string>();
  return markup.replace(/<style>[\s\S]*?<\/style>\n?/g, (style) => {
    if (seen.has(style)) return '';
    seen.add(style);
    return style;
  });
}

function tableMarkup(block: TableBlock): string {
  const { header, rows, align, marked } = block;
  const { long, needs } = shapeOf(block);
  const attributes = (column: number): string => {
    const classes = [...(align[column] === 'right' ? ['right'] : []), ...(long[column] ? ['text'] : [])];
    return classes.length > 0 ? ` class="${classes.join(' ')}"` : '';
  };
  // The roles keep the meaning of a table that is shown as cards.
  const head = header.map(
    (name, column) => `<th scope="col" role="columnheader"${attributes(column)}>${plain(name)}</th>`,
  );
  const names = header.map((name) => (name === '' ? '' : ` data-name="${plain(name)}"`));
  const body = rows.map((row, index) => {
    const cells = row.map(
      (cell, column) => `<td role="cell"${attributes(column)}${names[column]}>${markupOf(cell)}</td>`,
    );
    return `<tr role="row"${index === marked ? ' class="marked"' : ''}>${cells.join('')}</tr>`;
  });
  return [
    `<div class="table"><table role="table" class="fit-${needs}">`,
    `<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>`,
    `<tbody role="rowgroup">\n${body.join('\n')}\n</tbody>`,
    '</table></div>',
  ].join('\n');
}

const markupOf = (text: Text): string => inlines(text).map(inlineMarkup).join('');

function inlineMarkup(inline: Inline): string {
  if (typeof inline === 'string') return breakable(inline);
  if ('mark' in inline) {
    const said = inline.meaning === undefined ? '' : `<span class="said"> (${plain(inline.meaning)})</span>`;
    return `<mark class="${inline.mark}">${breakable(inline.text)}<span aria-hidden="true"> ${plain(inline.sign)}</span>${said}</mark>`;
  }
  return 'strong' in inline
    ? `<strong>${breakable(inline.strong)}</strong>`
    : `<code>${breakable(inline.code)}</code>`;
}

/** Long paths and dotted names may be broken after their separators. */
const breakable = (text: string): string =>
  printable(text).replace(/\S{17,}|[\s\S]/gu, (word) =>
    word.length < 17
      ? markupText(word)
      : word
          .split(/(?<=[./_:=-])(?![./_:=-])/)
          .map(markupText)
          .join('<wbr>'),
  );

const plain = (text: string): string => markupText(printable(text));
