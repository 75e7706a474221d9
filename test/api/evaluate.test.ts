import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { compare, evaluate } from '../../src/index.js';
import { captured } from '../cli/captured.js';
import { errorOf } from './error-of.js';
import { root } from './sentences.js';

vi.setConfig({ testTimeout: 300_000 });

const corpus = `${root}data/corpus/test.conll`;

describe('evaluate', () => {
  test('gives the numbers of nerwin eval --json', async () => {
    const cases = [
      [{ corpus }, []],
      [{ corpus: [corpus], threshold: 0.5 }, ['--threshold', '0.5']],
      [
        { corpus, operatingPoint: 'precise', locations: ['LOC'] },
        ['--operating-point', 'precise', '--locations', 'LOC'],
      ],
    ] as const;
    for (const [options, flags] of cases) {
      const { out } = await captured(['eval', '--json', '--corpus', corpus, ...flags]);
      expect(`${JSON.stringify(await evaluate(options))}\n`).toBe(out);
    }
  });

  test('sentences in memory: one location found, one missed, none wrong', async () => {
    const { entity, sentences, tokens } = await evaluate({
      corpus: [
        { tokens: ['She', 'lives', 'in', 'Paris', '.'], tags: ['O', 'O', 'O', 'B-LOC', 'O'] },
        { tokens: ['Xyzzy', 'sat', 'down', '.'], spans: [{ type: 'LOC', start: 1, end: 2 }] },
      ],
    });
    expect({ tp: entity.tp, fp: entity.fp, fn: entity.fn, sentences, tokens }).toEqual({
      ...{ tp: 1, fp: 0, fn: 1 },
      ...{ sentences: 2, tokens: 9 },
    });
  });

  test.each([
    [{}, /^options\.corpus: expected files, globs or sentences, found undefined/],
    [{ corpus: 5 }, /^options\.corpus: /],
    [{ corpus: [] }, /^options\.corpus: /],
    [{ corpus, model: 5 }, /^model: /],
    [{ corpus, threshold: '1' }, /^options\.threshold: /],
    [{ corpus, locations: 'LOC' }, /^options\.locations: expected a list of one or more strings/],
    [{ corpus, scheme: 'IOB9' }, /^options\.scheme: expected one of auto, /],
    [{ corpus, tokenColumn: 0 }, /^options\.tokenColumn: /],
    [{ corpus: '/missing.conll' }, /no such file/],
    [{ corpus: [{ tokens: 'a' }] }, /^options\.corpus\[0\]\.tokens: expected a list of strings, found "a"/],
  ])('%j is an error', async (options, message) => {
    expect((await errorOf(evaluate(options as never))).message).toMatch(message);
  });
});

describe('compare', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-'));
  const write = (name: string, losses: readonly number[]): string => {
    const path = join(folder, name);
    writeFileSync(path, losses.map((loss, k) => `${JSON.stringify({ epoch: k + 1, loss })}\n`).join(''));
    return path;
  };
  const runs = [write('a.jsonl', [1, 0.5]), write('b.jsonl', [1, 0.75])];

  test('gives what nerwin compare --json prints', async () => {
    const { out } = await captured(['compare', '--json', ...runs]);
    const [comparison] = await compare({ runs });
    expect(JSON.parse(out)).toMatchObject(comparison);
    expect(comparison).toMatchObject({
      equal: false,
      metric: 'loss',
      firstDifference: { epoch: 2, values: [0.5, 0.75], difference: 0.25 },
    });
    expect((await compare({ runs, atol: 0.25 }))[0].equal).toBe(true);
    expect((await compare({ runs, rtol: 0.4 }))[0].equal).toBe(false); // 0.25 > 0.4 · 0.5
    expect((await compare({ runs, rtol: 0.5 }))[0].equal).toBe(true);
    const worse = async (order: readonly string[]) =>
      (await compare({ runs: order, failOn: 'worse' }))[0].passed;
    expect([await worse(runs), await worse([...runs].reverse())]).toEqual([false, true]);
  });

  test('gates, golden files and baselines give what the command prints', async () => {
    const gates = join(folder, 'gates.yaml');
    writeFileSync(
      gates,
      'gates:\n  - { metric: loss, at: last, at-most: 0.6 }\n  - { metric: loss, at: last, at-least: 0.7 }\n',
    );
    const golden = join(folder, 'golden.json');
    await captured(['compare', runs[0], '--golden', golden, '--update']);
    const c = write('c.jsonl', [1, 0.5]);
    const d = write('d.jsonl', [1, 0.625]);
    const cases: [Parameters<typeof compare>[0], string[]][] = [
      [{ runs: [runs[0]], gates }, [runs[0], '--gates', gates]],
      [{ runs: [runs[1]], golden }, [runs[1], '--golden', golden]],
      [{ runs: [d], baselines: [...runs, c] }, [d, '--baseline', ...runs, c]],
    ];
    for (const [options, args] of cases) {
      const { out } = await captured(['compare', ...args, '--json']);
      const printed = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      expect(JSON.parse(JSON.stringify(await compare(options)))).toEqual(printed);
    }
    expect((await compare({ runs: [runs[0]], gates })).map(({ passed }) => passed)).toEqual([true, false]);
  });

  test.each([
    [{ runs, gates: 'g.yaml', rtol: 1 }, /^options\.rtol: cannot be combined with options\.gates/],
    [{ runs, golden: 'g', baselines: runs }, /^options\.golden: cannot be combined/],
    [{}, /^options\.runs: expected a list of one or more run folders/],
    [{ runs: 'a' }, /^options\.runs: /],
    [{ runs: ['a'] }, /^options\.runs: /],
    [{ runs, metrics: ['los'] }, /unknown metric 'los'/],
    [{ runs, rtol: -1 }, /^options\.rtol: expected a number, 0 or more/],
    [{ runs: ['/missing', '/missing'] }, /\/missing: no such file/],
  ])('%j is an error', async (options, message) => {
    expect((await errorOf(compare(options as never))).message).toMatch(message);
  });
});
