/** @file A report as Markdown (GitHub's). */
import { maximum } from '../extremes.js';
import { type Inline, inlines, type Report, type ReportBlock, type Text } from './report.js';
import { markdownTable } from './table.js';
import { printable } from './text-width.js';

export function markdownDocument({ title, blocks }: Report): string {
  return `${[`# ${markdownText(title)}`, ...blocks.map(blockText)].join('\n\n')}\n`;
}

function blockText(block: ReportBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${markdownText(block.text)}`;
    case 'paragraph':
      return textOf(block.text);
    case 'figures': {
      const { figures } = block;
      const labels = figures.map(({ label }) => markdownText(label));
      return markdownTable(labels, [figures.map(({ value }) => `**${markdownText(value)}**`)]).trimEnd();
    }
    case 'table': {
      const { header, rows, align, marked } = block;
      const cells = rows.map((row, index) => row.map((cell) => cellText(cell, index === marked)));
      return markdownTable(header.map(markdownText), cells, align).trimEnd();
    }
    case 'commands':
      return ['```sh', ...block.lines.map(printable), '```'].join('\n');
    case 'picture':
      return `![${markdownText(block.alt)}](${encodeURI(block.file)})`;
  }
}

const textOf = (text: Text): string => inlines(text).map(inlineText).join('');

/** In a table, `|` is escaped even inside code. */
function cellText(text: Text, marked: boolean): string {
  const cell = textOf(text).replace(/(?<!\\)\|/g, '\\|');
  return marked && cell !== '' ? `**${cell}**` : cell;
}

function inlineText(inline: Inline): string {
  if (typeof inline === 'string') return markdownText(inline);
  if ('mark' in inline) {
    const edge = inline.mark === 'missed' ? '*' : '**';
    return `${edge}${markdownText(inline.text)}${edge} ${inline.sign}`;
  }
  if ('strong' in inline) return `**${markdownText(inline.strong)}**`;
  return codeText(printable(inline.code));
}

/** Code, delimited by one more backtick than its longest run of backticks. */
function codeText(code: string): string {
  if (code === '') return '';
  const longest = maximum([0, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length)]);
  const fence = '`'.repeat(longest + 1);
  const padding = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${code}${padding}${fence}`;
}

/** Escapes `text` so that Markdown shows it literally, on one line. */
export function markdownText(text: string): string {
  return printable(text)
    .replace(/[\\`*_[\]<>|#~&]/g, '\\$&')
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(\s*)([-+=])(?=[-+=\s]|$)/, '$1\\$2');
}
