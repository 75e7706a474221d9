import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { captured } from './captured.js';

/** Runs `nerwin graph …` in this process. */
const run = (args: string[], input = '') => captured(['graph', ...args], input);

const folder = mkdtempSync(join(tmpdir(), 'nerwin-graph-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lecture = ['(x+y)*max(y,z)', '--at', 'x=1,y=2,z=0'];

describe("the lecture's example", () => {
  test('as a table', async () => {
    const { code, out } = await run(lecture);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'node  gate       value  ∂f/∂node',
      'x     input          1         2',
      'y     input          2         5',
      'z     input          0         0',
      'a     x + y          3         2',
      'b     max(y, z)      2         3',
      'f     a × b          6         1',
      '',
    ]);
  });

  test('as JSON', async () => {
    const { out } = await run([...lecture, '--json']);
    const leaf = (name: string, value: number, gradient: number) => ({
      name,
      gate: 'input',
      value,
      gradient,
    });
    expect(JSON.parse(out)).toEqual({
      value: 6,
      gradients: { x: 2, y: 5, z: 0 },
      nodes: [
        leaf('x', 1, 2),
        leaf('y', 2, 5),
        leaf('z', 0, 0),
        { name: 'a', gate: 'add', value: 3, gradient: 2 },
        { name: 'b', gate: 'max', value: 2, gradient: 3 },
        { name: 'f', gate: 'multiply', value: 6, gradient: 1 },
      ],
    });
  });

  test('step by step (--steps)', async () => {
    const { out } = await run([...lecture, '--steps']);
    for (const line of [
      '  b = max(y, z) = max(2, 0) = 2',
      '  f = a × b = 3 × 2 = 6',
      '    to b: 1 × 3 = 3',
      '    to z: 3 × 0 = 0',
      '  ∂f/∂y = 3 + 2 = 5   (branches sum)',
    ]) {
      expect(out.split('\n')).toContain(line);
    }
    expect(out.indexOf('f = a × b   (× switches')).toBeLessThan(out.indexOf('a = x + y   (+ distributes'));
  });

  test('--wrt selects gradients, also of named inner nodes', async () => {
    const { out } = await run([...lecture, '--wrt', 'y,a', '--json']);
    expect(JSON.parse(out).gradients).toEqual({ y: 5, a: 2 });
    expect((await run([...lecture, '--wrt', 'y'])).out.split('\n')).toHaveLength(3);
  });

  test('checked against numeric gradients', async () => {
    const { code, out } = await run([...lecture, '--check', '--json']);
    expect(code).toBe(0);
    const { check } = JSON.parse(out);
    expect(check.y).toEqual({
      numeric: expect.closeTo(5, 10),
      error: expect.closeTo(0, 10),
      kinks: 0,
      unchecked: 0,
      ok: true,
    });
    const unknown = await run(['max(x,y)', '--at', 'x=1,y=1.0000000000000002', '--check']);
    expect([unknown.code, unknown.out]).toEqual([4, expect.stringContaining('cannot be checked here ✗')]);
    expect(unknown.notes).toContain('the gradient of x, y cannot be checked here');
    const json = await run(['max(x,y)', '--at', 'x=1,y=1.0000000000000002', '--check', '--json']);
    expect(JSON.parse(json.out).check.x).toEqual({
      numeric: null,
      error: null,
      kinks: 0,
      unchecked: 1,
      ok: false,
    });
    expect((await run([...lecture, '--check'])).out).toMatch(/^node .* numeric {2}relative error\n/);
  });

  test('drawn, for three tools', async () => {
    const path = join(folder, 'lecture.svg');
    const { code, notes } = await run([...lecture, '--svg', path]);
    expect([code, notes]).toEqual([0, `wrote ${path}\n`]);
    expect(readFileSync(path, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    expect(readdirSync(folder)).toEqual(['lecture.svg']); // no temporary file is left
    expect((await run([...lecture, '--dot'])).out).toMatch(/^digraph /);
    expect((await run([...lecture, '--mermaid'])).out).toMatch(/^flowchart LR\n/);
  });

  test('from standard input', async () => {
    const { out } = await run(['-', '--at', 'x=1', '--at', 'y=2,z=0', '--json'], '(x+y)*max(y,z)\n');
    expect(JSON.parse(out).value).toBe(6);
  });
});

test('vectors, matrices and constants', async () => {
  const { out } = await run(['sum(W @ x) * 2', '--at', 'W=[[1,2],[3,4]],x=[1,-1]', '--json']);
  const { value, gradients, nodes } = JSON.parse(out);
  expect(value).toBe(-4);
  expect(gradients).toEqual({
    W: [
      [2, -2],
      [2, -2],
    ],
    x: [8, 12],
  });
  expect(nodes.find(({ gate }: { gate: string }) => gate === 'constant')).toEqual({
    name: '2',
    gate: 'constant',
    value: 2,
    gradient: null,
  });
});

describe('faults', () => {
  test.each<[string, string[], string]>([
    ['syntax', ['(x+', '--at', 'x=1'], 'nerwin: column 4: expected expression after +\n  (x+\n     ^\n'],
    ['missing values, all at once', ['x+y+z', '--at', 'y=1'], 'no value for x, z\n  hint: add --at x=…,z=…'],
    [
      'unknown variables',
      ['x+y', '--at', 'x=1,y=2,w=3'],
      '--at: the expression has no w\n  hint: the known names are x, y',
    ],
    ['a near miss', ['alpha*2', '--at', 'alpa=3'], 'did you mean alpha?'],
    ['unknown --wrt', ['x', '--at', 'x=1', '--wrt', 'q'], '--wrt: the expression has no q'],
    ['empty --wrt', ['x', '--at', 'x=1', '--wrt', ','], '--wrt needs at least one name'],
    ['twice', ['x', '--at', 'x=1,x=2'], 'x is given twice'],
    ['not a number', ['x', '--at', 'x=NaN'], "x: 'NaN' is not a number"],
    ['nothing', ['x', '--at', 'x='], 'x: a number is missing'],
    ['too large', ['x', '--at', 'x=1e999'], 'x: 1e999 is too large'],
    ['no sign', ['x', '--at', 'x'], "cannot read 'x'"],
    ['ragged', ['x', '--at', 'x=[[1,2],[3]]'], 'rows of 2 and 1 numbers'],
    ['unclosed', ['x', '--at', 'x=[1,'], 'is neither a vector'],
    ['shapes', ['x+y', '--at', 'x=[1,2],y=[1,2,3]'], 'add: the shapes (2) and (3) do not fit'],
    ['log', ['log(x-3)', '--at', 'x=1'], 'f = log(a): logarithm of a negative number at a = -2'],
    ['division', ['1/(x-1)', '--at', 'x=1'], 'f = 1 / a: division by zero at a = 0'],
    ['cycle', ['a=b+x; b=a; b', '--at', 'x=1'], 'a cycle: a → b → a'],
    ['two forms', ['x', '--at', 'x=1', '--dot', '--json'], '--dot and --json cannot be combined'],
    ['escapes', ['x', '--at', 'x=\u001b[31m1'], "'\ufffd"],
  ])('%s', async (_fault, args, message) => {
    const { code, out, notes } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(notes).toContain(message);
    expect(notes).not.toMatch(/\u001b/);
  });

  test('an output path that cannot be written is a file error', async () => {
    const { code, notes } = await run(['x', '--at', 'x=1', '--svg', join(folder, 'none', 'x.svg')]);
    expect(code).toBe(3);
    expect(notes).toContain('no such file or directory');
  });
});
