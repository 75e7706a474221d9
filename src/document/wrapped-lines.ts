/** @file Breaks lines that are wider than a terminal, between words. */
import { textWidth } from './text-width.js';

/** Escape sequences of colors, or the mark that `safeTerminal` writes in place of the escape character. */
const color = /(?:\x1b|\ufdd0[^\ufdd1]*\ufdd1)\[[\d;]*m/g;
/** Words; a command in backticks and a text in quotes each count as one. */
const units = /(?:`[^`]*`|"[^"]*"|[^\s`"]+|[`"])+/g;
/** A command on a line of its own, as an example or as the next thing to do. */
const command = /^(?:next)? +(?:nerwin|npx nerwin|npm run nerwin --|node \S+) /;
/** The first column of a list and the space after it. */
const firstColumn = /^\s*\S+(?: \S+)*? {2,}(?=\S)/;

const shownWidth = (text: string): number => textWidth(text.replace(color, ''));

/**
 * Returns `text` with every line that is wider than `columns` broken between words; a word that is wider stays
 * whole. Continued lines are indented: below the second column of a list if there is room, otherwise by two more
 * spaces. A command that is an example ends in `\` where it is broken, so that it can still be copied.
 */
export const wrappedLines = (text: string, columns: number | undefined): string =>
  columns === undefined || columns < 1
    ? text
    : text
        .split('\n')
        .map((line) => (line.length <= columns && !/[^\x20-\x7e]/.test(line) ? line : wrapped(line, columns)))
        .join('\n');

/**
 * Like {@link wrappedLines}, but also fills paragraphs, which are blocks of lines without indentation. So help can be written with line
 * breaks wherever they are convenient.
 */
export const filledText = (text: string, columns: number): string =>
  text
    .split('\n\n')
    .map((block) => (isParagraph(block) ? filled(block, columns) : wrappedLines(block, columns)))
    .join('\n\n');

/** True for a block of text without an indented line. */
export const isParagraph = (block: string): boolean => /^\S/.test(block) && !/\n[^\S\n]/.test(block);

const filled = (block: string, columns: number): string =>
  wrapped(block.trimEnd().replaceAll('\n', ' '), columns, 0) + (block.endsWith('\n') ? '\n' : '');

function wrapped(line: string, columns: number, indentation = indentOf(line, columns)): string {
  if (shownWidth(line) <= columns) return line;
  const continuation = command.test(line) ? ' \\' : '';
  const room = columns - continuation.length;
  const indent = ' '.repeat(indentation);
  const lines: string[] = [];
  let current = '';
  let width = 0;
  let end = 0;
  const add = (unit: string, gap: string): void => {
    const size = shownWidth(unit);
    if (current.trim() !== '' && width + gap.length + size > room) {
      lines.push(current + continuation);
      current = indent.slice(0, Math.max(0, room - size)) + unit; // a long word is indented less
      width = shownWidth(current);
    } else {
      current += gap + unit;
      width += gap.length + size;
    }
  };
  for (const { 0: unit, index } of line.matchAll(units)) {
    const gap = line.slice(end, index);
    end = index + unit.length;
    if (shownWidth(unit) <= room) add(unit, gap);
    else for (const [at, word] of unit.split(' ').entries()) add(word, at === 0 ? gap : ' ');
  }
  return [...lines, current].join('\n');
}

function indentOf(line: string, columns: number): number {
  const plain = line.replace(color, '');
  const column = shownWidth(firstColumn.exec(plain)?.[0] ?? '');
  const leading = plain.length - plain.trimStart().length;
  return column > 0 && column <= columns / 2 ? column : Math.min(leading + 2, Math.floor(columns / 4));
}
