import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plain, randomSentences, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-cli-shards-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string): string => join(folder, name);
const model = file('model.safetensors');
const corpus = ['--model', model, '--corpus', file('part-*.conll')];

/** Five files of sentences; the fourth has no location. */
beforeAll(() => {
  writeToyModel(model, { features: { ...plain, shape: true, sentence: true, documentMean: true } });
  for (let k = 0; k < 5; k++) {
    const blocks = randomSentences(k, 20, 8).map(({ tokens }, n) => {
      const lines = tokens.map((token, t) => `${token}\t${k !== 3 && (t + n) % 5 === 0 ? 'B-LOC' : 'O'}`);
      return `${n % 7 === 0 ? '-DOCSTART-\tO\n\n' : ''}${lines.join('\n')}\n`;
    });
    writeFileSync(file(`part-${k}.conll`), blocks.join('\n'));
  }
});

async function saveShards(name: string, of: number): Promise<string[]> {
  const paths = Array.from({ length: of }, (_, k) => file(`${name}-${k + 1}.jsonl`));
  for (const [k, path] of paths.entries()) {
    const { code, notes } = await captured(['eval', ...corpus, '--shard', `${k + 1}/${of}`, '--save', path]);
    expect([code, notes]).toEqual([0, '']);
  }
  return paths;
}

const merge = (...args: string[]) => captured(['eval', '--model', model, '--merge', ...args]);

describe('eval --merge', () => {
  test.each([1, 2, 3, 5])('%i shards give the output of one run, bit for bit', async (of) => {
    const shards = await saveShards(`s${of}`, of);
    for (const options of [['--json'], [], ['--by', 'document', '--threshold', '0.1']]) {
      const one = await captured(['eval', ...corpus, ...options]);
      const merged = await merge(...[...shards].reverse(), ...options);
      expect(merged.code).toBe(0);
      expect(merged.out).toBe(one.out);
    }
    const [a, b] = [file('a.conll'), file('b.conll')];
    await captured(['eval', ...corpus, '--predictions', a]);
    await merge(...shards, '--predictions', b);
    expect(readFileSync(b, 'utf8')).toBe(readFileSync(a, 'utf8'));
  });

  test.each([2, 4])('%i shards have the warnings of one run', async (of) => {
    const types = ['PER', 'per', 'Per', 'ORG'];
    for (const [k, type] of types.entries())
      writeFileSync(
        file(`odd-${k}.conll`),
        `Paris\tB-LOC\n\n${'a\tI-LOC\n\nb\tO\nc\tI-LOC\n\n'.repeat(k)}x\tB-${type}\n\n${'w\tO\n'.repeat(1001)}`,
      );
    const odd = ['--model', model, '--corpus', file('odd-*.conll')];
    const shards = Array.from({ length: of }, (_, k) => file(`odd-${of}-${k}.jsonl`));
    for (const [k, path] of shards.entries())
      await captured(['eval', ...odd, '--shard', `${k + 1}/${of}`, '--save', path]);
    const one = await captured(['eval', ...odd]);
    expect(one.notes).toMatch(/4 sentences of more than 1,000 tokens/);
    expect(one.notes).toMatch(/1 group of entity types that differ only by case/);
    expect(await merge(...shards)).toEqual(one);
  });

  test('a shard that is missing is named, with the command that writes only it', async () => {
    const [one, , three] = await saveShards('m', 3);
    const { code, notes } = await merge(one, three);
    expect([code, notes.split('\n')[0]]).toEqual([3, 'nerwin: shard 2 of 3 is missing']);
    const hint = /nerwin eval (.*)$/m.exec(notes)?.[1] ?? '';
    expect(hint).toBe(`--model ${model} --corpus '${file('part-*.conll')}' --shard 2/3 --save FILE`);
    const two = file('again.jsonl');
    const args = hint.replaceAll("'", '').replace('FILE', two).split(' ');
    expect((await captured(['eval', ...args])).code).toBe(0);
    expect((await merge(one, two, three)).code).toBe(0);
    expect((await merge(one)).notes).toContain('shards 2, 3 of 3 are missing');
  });

  test('a shard that is there twice, damaged, cut off, of another division or model', async () => {
    const [one, two] = await saveShards('d', 2);
    const fault = async (...paths: string[]): Promise<string> => {
      const { code, notes } = await merge(...paths);
      expect(code).toBe(3);
      return notes;
    };
    const copy = file('copy.jsonl');
    cpSync(two, copy);
    expect(await fault(one, two, copy)).toContain(`shard 2 of 2 is there twice: ${two} and ${copy}`);
    const lines = readFileSync(two, 'utf8').split('\n');
    writeFileSync(copy, `${lines.slice(0, 10).join('\n')}\n`);
    const cut = await fault(one, copy);
    expect(cut).toMatch(/shard 2 is incomplete: 9 of \d+ sentences/);
    expect(cut).toContain(`--shard 2/2 --save ${copy}`);
    appendFileSync(copy, '{"tokens":');
    expect(await fault(one, copy)).toContain('shard 2 is damaged at line 11');
    writeFileSync(copy, [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n'));
    expect(await fault(one, copy)).toContain('has sentence 1 in the place of 0');
    const [three] = await saveShards('e', 3);
    expect(await fault(two, three)).toContain('is one of');
    expect(await fault(file('part-0.conll'))).toContain('is no shard of an evaluation');
    const other = file('other.safetensors');
    writeToyModel(other, { features: plain, hidden: 3 });
    const wrong = await captured(['eval', '--model', other, '--merge', one, two]);
    expect([wrong.code, wrong.notes]).toEqual([
      2,
      expect.stringContaining('the shards are of another model'),
    ]);
  });

  test('a shard whose first line lacks something, or has something else there, is damaged', async () => {
    const [one, two] = await saveShards('h', 2);
    const [first, ...rest] = readFileSync(two, 'utf8').split('\n');
    const header = JSON.parse(first);
    for (const key of Object.keys(header).filter((name) => name !== 'nerwin'))
      for (const value of [undefined, null, 7.5, [null]]) {
        writeFileSync(two, [JSON.stringify({ ...header, [key]: value }), ...rest].join('\n'));
        const { code, notes } = await merge(one, two);
        expect([key, value, code, notes]).toEqual([
          key,
          value,
          3,
          `nerwin: ${two}: its first line is damaged\n  hint: write the shard again with \`nerwin eval --shard K/N --save FILE\`\n`,
        ]);
      }
  });

  test('a shard of another version is named, with the command that writes it again', async () => {
    const [one, two] = await saveShards('v', 2);
    const [first, ...rest] = readFileSync(two, 'utf8').split('\n');
    const { notices: _notices, names: _names, ...header } = JSON.parse(first);
    const old = JSON.stringify({ ...header, nerwin: 'evaluation shard 1', warnings: [] });
    writeFileSync(two, [old, ...rest].join('\n'));
    expect(await merge(one, two)).toMatchObject({
      code: 3,
      notes:
        `nerwin: ${two}: was saved by another version of nerwin\n` +
        `  hint: run only this one: nerwin eval --model ${model} --corpus '${file('part-*.conll')}' --shard 2/2 --save ${two}\n`,
    });
  });

  test('usage', async () => {
    for (const [args, message] of [
      [[...corpus, '--shard', '1/2'], '--shard needs --save'],
      [[...corpus, '--save', 'x'], '--save needs --shard'],
      [[...corpus, '--shard', '3/2', '--save', 'x'], 'expected K/N'],
      [[...corpus, '--shard', '1/6', '--save', 'x'], 'has only 5 files'],
      [[...corpus, '--merge', 'x'], '--merge cannot be combined with --corpus'],
    ] as const) {
      const { code, notes } = await captured(['eval', ...args]);
      expect([code, notes]).toEqual([2, expect.stringContaining(message)]);
    }
  });
});
