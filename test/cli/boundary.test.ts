import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from './captured.js';

const run = (...args: string[]) => captured(['boundary', ...args]);

const folder = mkdtempSync(join(tmpdir(), 'nerwin-boundary-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const few = ['--points', '80', '--epochs', '60', '--hidden', '12'];

test('JSON: accuracies, counts and boundaries of both', async () => {
  const { code, out } = await run('--set', 'circles', ...few, '--json');
  expect(code).toBe(0);
  const result = JSON.parse(out);
  expect(result).toMatchObject({
    title: 'Two circles',
    points: 80,
    classes: { 'class 0': 40, 'class 1': 40 },
    seed: 1,
    epochs: 60,
    hidden: 12,
    activation: 'tanh',
    softmax: { boundary: { straight: true, pieces: 1 } },
    network: { accuracy: 1, wrong: 0, boundary: { straight: false, line: null } },
  });
  expect(result.softmax.accuracy).toBeLessThan(0.7);
  expect(result.softmax.correct + result.softmax.wrong).toBe(80);
});

test('identity activation: the decision boundary of the network is a straight line', async () => {
  const { out } = await run('--set', 'xor', ...few, '--activation', 'identity', '--json');
  expect(JSON.parse(out).network.boundary.straight).toBe(true);
  expect((await run('--set', 'xor', ...few, '--activation', 'identity')).out).toMatch(
    /identity units .* a straight line/,
  );
});

test('pictures: same seed, same bytes; another seed, other bytes; no temporary files remain', async () => {
  const draw = async (name: string, seed: string) => {
    const { code } = await run(
      '--set',
      'spiral',
      ...few,
      '--seed',
      seed,
      '--svg',
      path(`${name}.svg`),
      '--html',
      path(`${name}.html`),
    );
    expect(code).toBe(0);
    return [readFileSync(path(`${name}.svg`), 'utf8'), readFileSync(path(`${name}.html`), 'utf8')];
  };
  const [first, again, other] = [await draw('a', '1'), await draw('b', '1'), await draw('c', '2')];
  expect(again).toEqual(first);
  expect(other[0]).not.toBe(first[0]);
  expect(first[0]).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  expect(first[0]).not.toContain('NaN');
  expect([...first[0].matchAll(/<circle class="nb-other/g)].length).toBe(40 * 2 + 2); // both panels and the legend
  expect(first[1]).toContain('--set spiral');
  expect(first[1]).not.toMatch(/(?:src|href)="(?!#)/); // nothing from elsewhere
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('points of a file, whose text is escaped', async () => {
  const lines = Array.from({ length: 20 }, (_, k) => `${k},${k % 3},${k < 10 ? 'low' : '<high>'}`);
  writeFileSync(path('p.csv'), `"a<b",height,kind\n${lines.join('\n')}\n`);
  const { code, out } = await run(
    path('p.csv'),
    '--positive',
    'low',
    '--epochs',
    '60',
    '--json',
    '--svg',
    path('p.svg'),
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    title: 'p.csv',
    classes: { '<high>': 10, low: 10 },
    network: { accuracy: 1 },
  });
  const svg = readFileSync(path('p.svg'), 'utf8');
  expect(svg).toContain('a&lt;b');
  expect(svg).not.toContain('<high>');
});

describe('faults', () => {
  test.each<[string, string[], number, string]>([
    ['two sources', ['x.csv', '--set', 'xor'], 2, 'a file and --set cannot be combined'],
    [
      'a model without corpus',
      ['--model', 'm'],
      2,
      '--model needs --corpus to tell which words are locations',
    ],
    ['a corpus without model', ['--corpus', 'c'], 2, '--corpus can only be used with --model'],
    ['noise on a file', ['x.csv', '--noise', '1'], 2, '--noise can only be used with --set'],
    ['an unknown set', ['--set', 'moons'], 2, 'Allowed choices are gaussians, circles, spiral, xor'],
    ['too few points', ['--points', '1'], 2, 'expected a whole number from 4 to 100000'],
    ['a rate of 0', ['--rate', '0'], 2, 'expected a number from 1e-9 to 100'],
    ['no such file', ['none.csv'], 3, 'none.csv: no such file or directory'],
    ['no such model', ['--model', 'none.safetensors', '--corpus', 'c'], 3, 'none.safetensors: no such file'],
    ['divergence', ['--rate', '100', '--activation', 'identity'], 5, 'the network diverged'],
  ])('%s', async (_what, args, exit, message) => {
    const { code, out, notes } = await run(...args);
    expect([code, out]).toEqual([exit, '']);
    expect(notes).toContain(message);
  });
});
