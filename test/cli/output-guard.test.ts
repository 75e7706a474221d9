import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { plain, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-apart-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const [model, corpus, vectors] = [at('model.safetensors'), at('corpus.conll'), at('vectors.txt')];
const [points, metrics] = [at('points.csv'), at('metrics.jsonl')];
writeToyModel(model, { features: plain });
writeFileSync(corpus, 'We O\nlike O\nParis B-LOC\n. O\n');
writeFileSync(vectors, 'paris 1 2\nin 3 4\n');
writeFileSync(points, '0,0,a\n1,1,b\n');
writeFileSync(metrics, '{"epoch":1,"loss":1}\n');
symlinkSync('corpus.conll', at('link'));
linkSync(model, at('other-name'));

describe('inputs are never overwritten', () => {
  const read = [model, corpus, vectors, points, metrics];
  const before = read.map((path) => readFileSync(path));

  test.each<[args: string[], message: string]>([
    [
      ['eval', '--model', model, '--corpus', corpus, '--predictions', corpus],
      `--predictions ${corpus}: would overwrite an input file`,
    ],
    [
      ['eval', '--model', model, '--corpus', corpus, '--predictions', at('link')],
      `--predictions ${at('link')}: would overwrite ${corpus}, which is an input file`,
    ],
    [['eval', '--model', model, '--corpus', corpus, '--predictions', model], 'would overwrite an input file'],
    [
      ['merge', model, model, '--output', at('other-name')],
      `would overwrite ${model}, which is an input file`,
    ],
    [['merge', model, model, '--dev', corpus, '--output', corpus], 'would overwrite an input file'],
    [
      ['vectors', 'prune', vectors, vectors, '--words', '1'],
      `<out> ${vectors}: would overwrite an input file`,
    ],
    [['explain', 'Paris', '--model', model, '--html', model], `--html ${model}: would overwrite`],
    [
      ['explain', 'Paris', '--model', model, '--graph', at('other-name')],
      `would overwrite ${model}, which is an input file`,
    ],
    [['boundary', points, '--svg', points, '--epochs', '1'], `--svg ${points}: would overwrite`],
    [
      ['boundary', '--model', model, '--corpus', corpus, '--html', at('link')],
      `would overwrite ${corpus}, which is an input file`,
    ],
    [['compare', folder, metrics, '--svg', metrics], `--svg ${metrics}: would overwrite`],
    [
      ['explain', 'Paris', '--model', model, '--html', at('new'), '--graph', `${folder}/./new`],
      `--html and --graph are the same file: ${folder}/./new`,
    ],
    [['boundary', points, '--svg', at('new'), '--html', at('new')], '--svg and --html are the same file'],
  ])('%j', async (args, message) => {
    const { code, out, notes } = await captured(args);
    expect([code, out]).toEqual([2, '']);
    expect(notes).toContain(message);
    expect(read.map((path) => readFileSync(path))).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('an existing file that is not an input is overwritten', async () => {
    writeFileSync(at('predictions'), 'old');
    const args = ['eval', '--model', model, '--corpus', corpus, '--predictions', at('predictions')];
    expect((await captured(args)).code).toBe(0);
    expect(readFileSync(at('predictions'), 'utf8')).toMatch(
      /^We O .*\nlike O .*\nParis B-LOC .*\n\. O .*\n\n$/,
    );
  });
});

describe('eval: errors name options, not config settings', () => {
  const fault = async (...args: string[]) => {
    const { code, notes } = await captured(['eval', '--model', model, ...args]);
    return { code, notes };
  };

  test.each<[args: string[], code: number, said: string]>([
    [['--corpus', at('none')], 3, ': check the path\n'],
    [['--corpus', corpus, '--locations', 'LOC,'], 2, 'expected types of entities, separated by commas'],
    [['--corpus', corpus, '--threshold', '1', '--operating-point', 'balanced'], 2, 'cannot be used with'],
  ])('%j', async (args, code, said) => {
    const found = await fault(...args);
    expect(found.code).toBe(code);
    expect(found.notes).toContain(said);
    expect(found.notes).not.toContain('corpus.root');
  });

  test('a file of one column', async () => {
    writeFileSync(at('one.txt'), 'Paris\nin\n');
    const { code, notes } = await fault('--corpus', at('one.txt'));
    expect(code).toBe(3);
    expect(notes).not.toContain('corpus.columns');
  });
});

describe('boundary and gradcheck: hints never name config settings', () => {
  const one = at('one-column.txt');
  const mixed = at('mixed.conll');
  writeFileSync(one, 'Paris\nin\n');
  writeFileSync(mixed, 'Paris B-LOC\nin O\nRome X-LOC\n');

  const commands = [['boundary'], ['gradcheck', '--size', 'full']];
  const faults: [file: string, hint: string][] = [
    [at('none'), ': check the path\n'],
    [one, 'hint: expected a token and a tag on each line, separated by spaces or tabs\n'],
    [mixed, 'hint: fix the tags: write X-LOC as O or with a letter, such as B-LOC\n'],
  ];
  test.each(commands.flatMap((command) => faults.map((fault) => [command, ...fault] as const)))(
    '%j %s',
    async (command, file, hint) => {
      const { code, notes } = await captured([...command, '--model', model, '--corpus', file]);
      expect(code).toBe(3);
      expect(notes).toContain(hint);
    },
  );
});
