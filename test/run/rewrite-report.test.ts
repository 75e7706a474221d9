/** Reports whose JSON is damaged are refused, whatever part is missing or of another kind. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reportText } from '../../src/document/report-text.js';
import { NerwinError } from '../../src/error.js';
import { findReport, rewriteReport } from '../../src/run/rewrite-report.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-rewrite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const scores = { precision: 0.5, recall: 0.25, f1: 1 / 3, tp: 1, fp: 1, fn: 3 };
const both = { token: scores, entity: scores };
const spread = { mean: 0.5, sd: 0.1 };
const reports = {
  folds: {
    runs: [1].map((k) => ({ run: `r/fold-${k}`, epochs: 2, bestEpoch: 1, dev: both, test: both })),
    token: spread,
    entity: spread,
    pooled: both,
  },
  'learning-curve': {
    points: [0.5, 1].map((share) => ({
      share,
      sentences: 60 * share,
      dev: share / 2,
      test: share / 3,
      run: 'r',
    })),
    fit: { a: 1, b: 0.1, residual: 0, expected: [{ sentences: 120, f1: 0.5 }] },
  },
  'sweep-report': {
    folder: 'r',
    metric: 'dev.entity.f1',
    runs: [3, 4].map((hidden) => ({
      ...{ name: `run-00${hidden}`, settings: { 'model.hidden': hidden }, state: 'done' },
      ...{ value: 0.5, dev: 0.5, test: 0.25, bestEpoch: 1 },
    })),
    effects: [{ setting: 'model.hidden', share: 0.5, values: [{ value: '3', runs: 1, mean: 0.5 }] }],
  },
};

/** Returns copies of a value with one part replaced by `other`, or removed if that is undefined. */
function* damaged(value: unknown, other: unknown): Generator<unknown> {
  if (!(value instanceof Object)) return;
  for (const [key, part] of Object.entries(value)) {
    const replaced = (by: unknown): unknown => {
      const copy: Record<string, unknown> = { ...value, [key]: by };
      if (by === undefined) delete copy[key];
      return Array.isArray(value) ? Object.values(copy) : copy;
    };
    yield replaced(other);
    for (const inner of damaged(part, other)) yield replaced(inner);
  }
}

test.each(Object.entries(reports))('%s: a damaged part is named, and nothing is written', (name, report) => {
  const [source, target] = [join(folder, name), join(folder, `${name}-again`)];
  mkdirSync(source);
  mkdirSync(target);
  const write = (value: unknown): string => {
    writeFileSync(join(source, `${name}.json`), JSON.stringify(value));
    const found = findReport(source);
    if (found.kind === 'evaluation') throw new Error('no report of a series');
    rewriteReport(found, source, target);
    const text = reportText(found.document, { columns: 80, strong: (one: string) => one });
    return `${text}${readFileSync(join(target, `${name}.md`), 'utf8')}`;
  };
  expect(write(report)).toContain('50');
  let refused = 0;
  for (const other of [undefined, null, {}])
    for (const value of damaged(report, other)) {
      for (const file of readdirSync(target)) rmSync(join(target, file));
      try {
        expect(write(value)).not.toMatch(/NaN|undefined/);
      } catch (error) {
        expect(error).toBeInstanceOf(NerwinError);
        expect(error).toMatchObject({ code: 'file', message: expect.stringContaining(`${name}.json`) });
        expect(readdirSync(target)).toEqual([]);
        refused++;
      }
    }
  expect(refused).toBeGreaterThan(20);
});
