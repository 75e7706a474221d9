import { spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Chalk } from 'chalk';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import type { Terminal } from '../../src/cli/terminal.js';
import { packagePath } from '../../src/package.js';
import { titleIf } from '../skip-reporter.js';
import { everything, randomSentences, writeToyModel } from '../tagging/toy-model.js';
import { binary, nerwin } from './binary.js';
import { type Captured, captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-tag-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'model.safetensors');
writeToyModel(model, { features: { ...everything, documentMean: false }, gazetteers: true });

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly note: string;
  readonly pieces: number;
}

/** Runs `nerwin tag` with the toy model in this process. */
async function tag(
  args: readonly string[],
  { input = [], color = 0 }: { input?: Iterable<string | Uint8Array>; color?: 0 | 1 } = {},
): Promise<Ran> {
  let out = '';
  let note = '';
  let pieces = 0;
  const io: Terminal = {
    out: async (text) => {
      await new Promise(setImmediate);
      out += typeof text === 'string' ? text : Buffer.from(text).toString('utf8');
      pieces++;
    },
    note: (line) => {
      note += `${line}\n`;
    },
    color: new Chalk({ level: color }),
    noteColor: new Chalk({ level: 0 }),
    noteIsTerminal: false,
    input: Readable.from([...input].map((chunk) => Buffer.from(chunk))),
  };
  const code = await main(['tag', '--model', model, ...args], io);
  return { code, out, note, pieces };
}

const everywhere = ['--threshold', '-1000000'];
const nowhere = ['--threshold', '1000000'];
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('one sentence', () => {
  const sentence = 'We are in Paris.';

  test('locations in brackets, or in color', async () => {
    expect(await tag([sentence, ...everywhere])).toMatchObject({
      code: 0,
      out: '[We are in Paris.]\n',
      note: '',
    });
    expect((await tag([sentence, ...nowhere])).out).toBe('We are in Paris.\n');
    const { out } = await tag([sentence, ...everywhere], { color: 1 });
    expect(out).toBe('\u001b[1m\u001b[36mWe are in Paris.\u001b[39m\u001b[22m\n');
  });

  test('as JSON: offsets in UTF-16 code units, scores with 4 decimals, a location has the score of its best token', async () => {
    const record = JSON.parse((await tag(['--json', '😀 in Zürich', ...everywhere])).out);
    expect(record).toMatchObject({
      text: '😀 in Zürich',
      tokens: [
        { text: '😀', start: 0, end: 2 },
        { text: 'in', start: 3, end: 5 },
        { text: 'Zürich', start: 6, end: 12 },
      ],
      locations: [{ text: '😀 in Zürich', start: 0, end: 12 }],
    });
    const scores = record.tokens.map(({ score }: { score: number }) => score);
    expect(record.locations[0].score).toBe(Math.max(...scores));
    for (const score of scores) expect(score).toBe(Number(score.toFixed(4)));
  });

  test('every token and location has a probability, and the record fits its schema', async () => {
    const schema = JSON.parse(readFileSync(packagePath('configs/tag-record.schema.json'), 'utf8'));
    const fits = new Ajv2020().compile(schema);
    const record = JSON.parse((await tag(['--json', '😀 in Zürich', ...everywhere])).out);
    expect(fits(record) ? [] : fits.errors).toEqual([]);
    const spans = [...record.tokens, ...record.locations];
    expect(spans).toHaveLength(4);
    for (const { score, probability } of spans)
      expect(probability).toBeCloseTo(1 / (1 + Math.exp(0.25 - 1.5 * score)), 3);
    const full = JSON.parse((await tag(['--json', '--scores', 'full', '😀 in Zürich', ...everywhere])).out);
    expect(fits(full)).toBe(true);
    expect(full.tokens[2].score).not.toBe(record.tokens[2].score);
    expect(full.tokens[2].score).toBeCloseTo(record.tokens[2].score, 4);
    expect(fits({ ...record, tokens: [{ text: 'a', start: 0, end: 1, score: 1 }] })).toBe(false);
  });

  test('--offsets: after an emoji, a Python user is right with codepoint', async () => {
    const places = async (...args: string[]): Promise<number[]> => {
      const { tokens } = JSON.parse((await tag(['--json', '😀 in Zürich', ...args])).out);
      return [tokens[2].start, tokens[2].end];
    };
    expect(await places()).toEqual([6, 12]);
    expect(await places('--offsets', 'utf16')).toEqual([6, 12]);
    expect(await places('--offsets', 'codepoint')).toEqual([5, 11]);
    expect(await places('--offsets', 'byte')).toEqual([8, 15]);
    const { code, note } = await tag(['Paris', '--offsets', 'byte']);
    expect([code, note]).toEqual([2, expect.stringContaining('--offsets applies to JSON records only')]);
  });

  test('--min-probability leaves out locations, in every format', async () => {
    const { locations } = JSON.parse(
      (await tag(['--json', '--scores', 'full', sentence, ...everywhere])).out,
    );
    const p = locations[0].probability;
    const marked = async (min: number): Promise<string> =>
      (await tag([sentence, ...everywhere, '--min-probability', String(min)])).out;
    expect(await marked(p)).toBe('[We are in Paris.]\n');
    expect(await marked(p + 1e-9)).toBe('We are in Paris.\n');
    const record = JSON.parse((await tag(['--json', sentence, ...everywhere, '--min-probability', '1'])).out);
    expect([record.locations, record.tokens.length]).toEqual([[], 5]);
    expect((await tag([sentence, '--min-probability', '2'])).note).toContain('expected a number from 0 to 1');
  });

  test('as columns and as HTML', async () => {
    const two = 'We are in Paris. <b>Nice!</b>';
    expect((await tag(['--format', 'conll', 'In Paris. We are.', ...everywhere])).out).toBe(
      'In\tB-LOC\nParis\tI-LOC\n.\tI-LOC\n\nWe\tB-LOC\nare\tI-LOC\n.\tI-LOC\n\n',
    );
    expect((await tag(['--format', 'html', two, ...nowhere])).out).toBe(
      '<p>We are in Paris. &lt;b&gt;Nice!&lt;/b&gt;</p>\n',
    );
    expect((await tag(['--format', 'html', 'A & B', ...everywhere])).out).toBe(
      '<p><mark>A &amp; B</mark></p>\n',
    );
  });

  test('--tokenized splits at spaces only', async () => {
    const texts = async (...args: string[]): Promise<string[]> =>
      JSON.parse((await tag(['--json', sentence, ...args])).out).tokens.map(
        ({ text }: { text: string }) => text,
      );
    expect(await texts()).toEqual(['We', 'are', 'in', 'Paris', '.']);
    expect(await texts('--tokenized')).toEqual(['We', 'are', 'in', 'Paris.']);
    const given = ['10\u00a0000', '1\u202f000', 'a\u3000b', '\u200b', 'c\u2060\ufeff', '\u0085', 'x\ty', '.'];
    const out = (await tag(['--tokenized', '--json', given.join(' ')])).out;
    expect(JSON.parse(out).tokens.map(({ text }: { text: string }) => text)).toEqual(given);
    const columns = (await tag(['--tokenized', '--format', 'conll', given.join(' '), ...nowhere])).out;
    const escaped = given.with(5, '\\u0085').with(6, 'x\\ty');
    expect(columns).toBe(`${escaped.map((token) => `${token}\tO\n`).join('')}\n`);
  });

  test('--operating-point takes thresholds of the model', async () => {
    const marked = async (...args: string[]): Promise<string> => (await tag([sentence, ...args])).out;
    expect(await marked('--operating-point', 'careful')).toBe(await marked('--threshold', '1'));
    expect(await marked('--operating-point', 'balanced')).toBe(await marked());
    expect(await tag([sentence, '--operating-point', 'bold'])).toMatchObject({
      code: 2,
      note: "nerwin: the model has no operating point 'bold'\n  hint: available: balanced, careful\n",
    });
  });

  test('usage errors', async () => {
    const fault = async (...args: string[]): Promise<string> => {
      const { code, note, out } = await tag(args);
      expect([code, out]).toEqual([2, '']);
      return note;
    };
    expect(await fault('')).toContain('the sentence is empty');
    expect(await fault(' \n ')).toContain('the sentence is empty');
    expect(await fault('Not', 'all', 'museums', 'in')).toContain(
      'put the sentence in quotes: nerwin tag "Not all museums …"',
    );
    expect(await fault('Paris', '--input', model)).toContain('a sentence and --input cannot be combined');
    expect(await fault('-', '--input', '-')).toContain('a sentence and --input cannot be combined');
    expect(await fault('Paris', '--threshold', 'high')).toContain('expected a number');
    expect(await fault('Paris', '--threshold', '1', '--operating-point', 'careful')).toContain(
      'cannot be used with',
    );
    expect(await fault('Paris', '--json', '--format', 'text')).toContain('cannot be used with');
    expect(await fault('Paris', '--format', 'pdf')).toContain('Allowed choices are text, jsonl, conll, html');
    expect(await fault('Paris', '--table-memory', '0')).toContain('expected a whole number from 1 to 2048');
  });

  test('a file that is not a model, and a missing file', async () => {
    const other = file('other.txt', 'a text that is not a model');
    expect(await tag(['Paris', '--model', other])).toMatchObject({ code: 3, out: '' });
    expect((await tag(['Paris', '--model', join(folder, 'none')])).note).toContain('no such file');
  });
});

describe('files', () => {
  test('a model can be named by its run folder, and by NERWIN_MODEL', async () => {
    const run = join(folder, 'run');
    mkdirSync(run);
    expect((await tag(['Paris', '--model', run])).note).toContain('no model.safetensors in this folder');
    copyFileSync(model, join(run, 'model.safetensors'));
    const { out } = await tag(['--json', 'In Paris.']);
    expect((await tag(['--json', 'In Paris.', '--model', run])).out).toBe(out);
    const named = async (value: string): Promise<Captured> => {
      vi.stubEnv('NERWIN_MODEL', value);
      return captured(['tag', '--json', 'In Paris.']).finally(() => vi.unstubAllEnvs());
    };
    expect((await named(run)).out).toBe(out);
    expect((await named(model)).out).toBe(out);
    expect((await named('')).out).not.toBe(out);
    const missing = await named(join(folder, 'nothing'));
    expect([missing.code, missing.notes]).toEqual([
      3,
      expect.stringMatching(/NERWIN_MODEL: .*nothing does not exist/),
    ]);
  });

  test('several inputs, one after another; a missing one is found before anything is tagged', async () => {
    const [a, b] = [file('a.txt', 'Paris\n'), file('b.txt', 'Nice')];
    expect((await tag(['--input', a, '--input', b, ...nowhere])).out).toBe('Paris\nNice\n');
    expect((await tag(['-i', b, a, ...nowhere])).out).toBe('Nice\nParis\n'); // as the shell expands *.txt
    const piped = await tag(['-i', a, '-i', '-', '-i', b, ...nowhere], { input: ['Rome\n'] });
    expect(piped.out).toBe('Paris\nRome\nNice\n');
    expect(await tag(['-i', a, '-i', join(folder, 'c.txt')])).toMatchObject({ code: 3, out: '' });
    expect((await tag(['-i', '-', '-i', '-'])).code).toBe(2);
  });

  test('a sentence that is the name of a file', async () => {
    const path = file('obvious.txt', 'Paris\n');
    const { code, out, note } = await tag([path]);
    expect([code, out]).toEqual([2, '']);
    expect(note).toContain(`hint: to tag its lines: nerwin tag --input ${path}`);
    expect((await tag(['Dr.Smith', ...nowhere])).out).toBe('Dr.Smith\n');
  });

  test('-o writes a file completely or not at all, without color', async () => {
    const [input, output] = [file('in.txt', 'In Paris.\n'), join(folder, 'out.txt')];
    const done = await tag(['-i', input, '-o', output, ...everywhere], { color: 1 });
    expect([done.code, done.out, readFileSync(output, 'utf8')]).toEqual([0, '', '[In Paris.]\n']);
    const damaged = file('half.txt', Buffer.from('Nice\n\xff\n', 'latin1'));
    expect((await tag(['-i', damaged, '-o', output])).code).toBe(3);
    expect(readFileSync(output, 'utf8')).toBe('[In Paris.]\n');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect((await tag(['-i', input, '-o', input])).note).toContain('would overwrite an input file');
    expect((await tag(['Paris', '-o', model])).note).toContain('would overwrite an input file');
    expect((await tag(['Paris', '-o', '-', ...nowhere])).out).toBe('Paris\n');
  });
});

describe('lines', () => {
  const lines = randomSentences(3, 400).map(({ tokens }) => tokens.join(' '));
  const text = `${lines.join('\n')}\n`;

  test('one record per line, in order, the same as for single sentences', async () => {
    const { code, out } = await tag(['-', '--json'], { input: [text] });
    expect(code).toBe(0);
    const records = out.trimEnd().split('\n');
    expect(records).toHaveLength(lines.length);
    for (const k of [0, 1, 57, 399]) {
      expect(`${records[k]}\n`).toBe((await tag([lines[k], '--json'])).out);
    }
  });

  test('a file and standard input give the same records, plain or gzip, in chunks of any size', async () => {
    const { out } = await tag(['-', '--json'], { input: [text] });
    expect((await tag(['--input', file('plain.txt', text), '--json'])).out).toBe(out);
    expect((await tag(['--input', file('packed', gzipSync(text)), '--json'])).out).toBe(out);
    expect((await tag(['-', '--json', '--table-memory', '1'], { input: [gzipSync(text)] })).out).toBe(out);
    expect((await tag(['--input', '-', '--json'], { input: [text] })).out).toBe(out);
    expect((await tag(['-i-', '--json', '--threads', '1'], { input: [text] })).out).toBe(out);
    const bytes = Buffer.from(text);
    const chunks = Array.from(bytes, (_, k) => bytes.subarray(k, k + 1));
    expect((await tag(['-', '--json'], { input: chunks })).out).toBe(out);
    const packed = gzipSync(text);
    const crumbs = Array.from(packed, (_, k) => packed.subarray(k, k + 1));
    expect((await tag(['--json'], { input: crumbs })).out).toBe(out);
  });

  test('an empty line gives an empty record; CRLF and a byte-order mark are not part of the text, and the last line feed can be missing', async () => {
    const { out } = await tag(['-', '--json'], { input: ['\ufeffParis\r\n\r\n  \r\nNice'] });
    const records = out.trimEnd().split('\n');
    expect(records.map((record) => JSON.parse(record).text)).toEqual(['Paris', '', '  ', 'Nice']);
    expect(records[1]).toBe('{"text":"","tokens":[],"locations":[]}');
    expect((await tag(['-'], { input: ['\n\n'] })).out).toBe('\n\n');
    expect((await tag(['-'], { input: [] })).out).toBe('');
  });

  test('records are written as soon as their lines arrive', async () => {
    const { pieces } = await tag(['-'], { input: ['Paris\n', 'Nice\n', 'Turkey\n'] });
    expect(pieces).toBe(3);
  });

  test('a line of a megabyte', async () => {
    const long = 'Not all museums in Paris are amazing '.repeat(30_000);
    const { code, out } = await tag(['-', '--json'], { input: [`${long}\nParis\n`] });
    const [first, second] = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(JSON.parse(first).tokens).toHaveLength(7 * 30_000);
    expect(JSON.parse(second).tokens).toHaveLength(1);
  });

  test('a word of a megabyte', async () => {
    const { out } = await tag(['-'], { input: [`${'x'.repeat(1 << 20)}\n`] });
    expect(out.length).toBeGreaterThanOrEqual((1 << 20) + 1);
  });

  test('invalid UTF-8: the error names file and line', async () => {
    const damaged = file('damaged.txt', Buffer.from('Paris\nNice\nZ\xfcrich\n', 'latin1'));
    const { code, note } = await tag(['--input', damaged]);
    expect([code, note]).toEqual([3, expect.stringContaining(`${damaged}:3: invalid UTF-8: byte 0xFC`)]);
    const piped = await tag(['-'], { input: [Buffer.from('\xff\n', 'latin1')] });
    expect([piped.code, piped.note]).toEqual([3, expect.stringContaining('standard input:1: invalid UTF-8')]);
    expect((await tag(['--input', folder])).note).toContain('is a directory');
  });
});

describe('as a process', () => {
  const long = 'In Paris, London and New York.\n'.repeat(40_000);

  test('is silent when the output pipe is closed', async () => {
    const run = nerwin(['tag', '-', '--model', model], {
      input: long,
      during: (child) => void child.stdout?.once('data', () => child.stdout?.destroy()),
    });
    expect(await run).toMatchObject({ code: 0, err: '' });
  });

  test.skipIf(!existsSync('/dev/full'))(
    titleIf(existsSync('/dev/full'), '/dev/full is missing', 'a full disk is reported with exit code 3'),
    async () => {
      const child = spawn(
        process.execPath,
        [binary, 'tag', '--model', model, '--input', file('long.txt', long)],
        {
          stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
        },
      );
      let said = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect([code, said]).toEqual([3, expect.stringContaining('standard output: no space left')]);
    },
  );

  test('answers each line before the next one comes', async () => {
    const child = spawn(process.execPath, [binary, 'tag', '-', '--model', model, ...nowhere]);
    child.stdout.setEncoding('utf8');
    for (const line of ['Paris\n', 'Nice\n']) {
      const answer = new Promise((resolve) => child.stdout.once('data', resolve));
      child.stdin.write(line);
      expect(await answer).toBe(line);
    }
    child.stdin.end();
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  });
});
