/** Control characters in what a command is given never reach a terminal, a page or a picture. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Chalk } from 'chalk';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-escapes-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** One of each kind: C0 (a title, a carriage return), DEL, C1 (the 8-bit CSI), and every bidi control. */
const hostile =
  '\x1b]0;x\x07\r\x7f\x9b31m\x85\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';
// written by code points, so that it shares no expression with the source
const isControl = (unit: number): boolean =>
  (unit < 0x20 && unit !== 9 && unit !== 10) ||
  (unit >= 0x7f && unit <= 0x9f) ||
  [0x61c, 0x200e, 0x200f].includes(unit) ||
  (unit >= 0x202a && unit <= 0x202e) ||
  (unit >= 0x2066 && unit <= 0x2069);
const controlsIn = (text: string): string[] =>
  [...text].filter((character) => isControl(character.codePointAt(0) ?? 0));

async function run(
  args: readonly string[],
  options: { level?: 0 | 1; outIsTerminal?: boolean; input?: string } = {},
) {
  const { level = 0, outIsTerminal = false, input = '' } = options;
  const chalk = new Chalk({ level });
  const said = { out: '', notes: '' };
  await main(args, {
    out: (text) => {
      said.out += typeof text === 'string' ? text : Buffer.from(text).toString();
    },
    note: (line) => {
      said.notes += `${line}\n`;
    },
    color: chalk,
    noteColor: chalk,
    noteIsTerminal: false,
    outIsTerminal,
    input: Readable.from([Buffer.from(input)]),
  });
  return said;
}

const corpus = join(folder, 'a.conll');
writeFileSync(corpus, `In O\nRome B-LOC\nwe O\n\nx${hostile.replace('\r', '')}y B-LOC\nsaw O\nit O\n`);
writeFileSync(join(folder, 'points.csv'), `1,2,a\x1b[31m\n2,3,b\u202e\n0,0,a\x1b[31m\n4,4,b\u202e\n`);
writeFileSync(
  join(folder, 'c.yaml'),
  `corpus: { train: "a\\u202e.conll", dev: b }\nlocations: ["\\x1b[31m"]\nvectors: { file: v }\n`,
);

describe('reaches neither standard output nor standard error', () => {
  test.each([
    ['a command', [hostile]],
    ['an option', ['tag', `--${hostile}`]],
    ['an option of commander', ['eval', `--${hostile}`]],
    ['a file name', ['tag', '--input', hostile]],
    ['a model', ['tag', '-m', hostile, 'x']],
    ['a config', ['train', '--config', hostile]],
    ['a setting', ['train', '--config', join(folder, 'c.yaml'), '--set', `${hostile}=1`]],
    ['a value', ['train', '--config', join(folder, 'c.yaml'), '--set', `seed=${hostile}`]],
    ['a shown config', ['config', 'show', join(folder, 'c.yaml')]],
    ['a shown config as JSON', ['config', 'show', '--json', join(folder, 'c.yaml')]],
    ['a token of a corpus', ['eval', '--corpus', corpus]],
    ['a label', ['boundary', join(folder, 'points.csv'), '--epochs', '2']],
    ['an explained word', ['explain', `Rome ${hostile}`]],
    ['an expression', ['graph', hostile]],
    ['metrics', ['compare', hostile, hostile]],
  ])('%s', async (_, args) => {
    const { out, notes } = await run(args);
    expect(out + notes).not.toBe('');
    expect(controlsIn(out + notes)).toEqual([]);
  });
});

test('with colors, the only escapes are those of the colors', async () => {
  const { notes } = await run(['tag', '--input', `${hostile}\x1b[31m`], { level: 1 });
  expect(notes.match(/\x1b\[\d+m/g)).toEqual(['\x1b[31m', '\x1b[39m', '\x1b[2m', '\x1b[22m']);
  expect(controlsIn(notes.replaceAll(/\x1b\[\d+m/g, ''))).toEqual([]);
});

describe('tag', () => {
  const text = `In Rome ${hostile.replace('\r', '')}\n`;
  test('to a pipe, text stays as it is, with colors too', async () => {
    expect((await run(['tag', '-'], { input: text })).out).toBe(text.replace('Rome', '[Rome]'));
    expect((await run(['tag', '-'], { input: text, level: 1 })).out).toBe(
      text.replace('Rome', '\x1b[1m\x1b[36mRome\x1b[39m\x1b[22m'),
    );
  });

  test('to a terminal, in every format, and in HTML everywhere, it is neutralized', async () => {
    for (const format of ['text', 'jsonl', 'conll', 'html']) {
      const { out } = await run(['tag', '-', '--format', format], { input: text, outIsTerminal: true });
      expect(out).toContain('Rome');
      expect(controlsIn(out)).toEqual([]);
    }
    expect(controlsIn((await run(['tag', '-', '--format', 'html'], { input: text })).out)).toEqual([]);
  });

  test('JSON on a terminal is the same value', async () => {
    const [line] = (await run(['tag', '-', '--json'], { input: text, outIsTerminal: true })).out.split('\n');
    expect(JSON.parse(line).text).toBe(text.slice(0, -1));
  });
});

test('a shown config loads to the same settings', async () => {
  writeFileSync(join(folder, 'shown.yaml'), (await run(['config', 'show', join(folder, 'c.yaml')])).out);
  const [one, other] = await Promise.all(
    ['c.yaml', 'shown.yaml'].map((name) => run(['config', 'show', '--json', join(folder, name)])),
  );
  expect(JSON.parse(other.out)).toEqual(JSON.parse(one.out));
  expect(JSON.parse(one.out).corpus.train).toEqual(['a\u202e.conll']);
});

test('pages and pictures', async () => {
  const [svg, html] = [join(folder, 'a.svg'), join(folder, 'a.html')];
  await run(['explain', `In Rome ${hostile}`, '--html', html, '--graph', svg]);
  for (const file of [svg, html]) expect(controlsIn(readFileSync(file, 'utf8'))).toEqual([]);
  await run(['boundary', join(folder, 'points.csv'), '--epochs', '2', '--svg', svg, '--html', html]);
  for (const file of [svg, html]) expect(controlsIn(readFileSync(file, 'utf8'))).toEqual([]);
});
