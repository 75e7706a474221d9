import { expect, test } from 'vitest';
import { textWidth } from '../../src/document/text-width.js';
import { nerwin } from './binary.js';

const corpus = ['--corpus', 'data/corpus/test.conll'];

/** Every line of a command for people, with this value of COLUMNS. */
async function linesOf(args: readonly string[], columns: string): Promise<string[]> {
  const { out, err } = await nerwin(args, { env: { ...process.env, NO_COLOR: '1', COLUMNS: columns } });
  return `${out}${err}`.trimEnd().split('\n');
}

const calls = [
  ['--help'],
  ['tag', '--help'],
  ['config', 'list'],
  ['model', 'info'],
  ['vectors', 'nearest', 'shipped', 'Paris'],
  ['graph', 'x*y + tanh(z)', '--at', 'x=1,y=2,z=0.5', '--check'],
  ['explain', 'I live in Paris.', '--word', 'Paris'],
  ['eval', ...corpus, '--mistakes', '2'],
  ['eval', ...corpus, '--threshold', 'none of these'],
];

test.each(calls)('COLUMNS=40 nerwin %s %s: a line is wider only if it is one word', async (...args) => {
  const lines = await linesOf(args, '40');
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines)
    if (textWidth(line) > 40) expect(line.trim().replace(/ \\$/, '')).not.toContain(' ');
});

test('data is not broken, and what is no width is ignored', async () => {
  const json = await linesOf(['model', 'info', '--json'], '40');
  expect(json).toHaveLength(1);
  const text = await linesOf(['config', 'list'], '');
  for (const columns of ['0', '-1', 'wide', '40.5'])
    expect(await linesOf(['config', 'list'], columns)).toEqual(text);
});
