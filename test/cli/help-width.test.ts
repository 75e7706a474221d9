import { expect, test } from 'vitest';
import { shownCommands } from '../../src/cli/commands.js';
import { main } from '../../src/cli/main.js';
import { plainColors } from '../../src/cli/terminal.js';
import { textWidth } from '../../src/document/text-width.js';

/** The help of a command; `columns` is the width of the terminal, undefined for a pipe. */
async function helpOf(args: readonly string[], columns?: number): Promise<string> {
  let text = '';
  await main(args, {
    out: (piece) => {
      text += piece;
    },
    note: () => {},
    color: plainColors,
    noteColor: plainColors,
    noteIsTerminal: false,
    outColumns: columns,
    input: process.stdin,
  });
  return text;
}

const calls = [['--help'], ...shownCommands.map(({ name }) => [name, '--help'])];

test.each(calls)('no line of %s %s is wider than 80 columns, also in a pipe', async (...args) => {
  const lines = (await helpOf(args)).split('\n');
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) expect(textWidth(line), line).toBeLessThanOrEqual(80);
});

test.each(calls)('at 40 columns, a line of %s %s is wider only if it is one word', async (...args) => {
  for (const line of (await helpOf(args, 40)).split('\n'))
    if (textWidth(line) > 40) expect(line.trim().replace(/ \\$/, '')).not.toContain(' ');
});
