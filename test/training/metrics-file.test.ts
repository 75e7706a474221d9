import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { readMetricsLines } from '../../src/training/metrics-file.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-metrics-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'metrics.jsonl');

const read = (content: string | Uint8Array) => {
  writeFileSync(file, content);
  return readMetricsLines(file, 'a hint');
};

test('each line is an object with its line number and epoch, in the order of the file; empty lines are skipped', () => {
  expect(read('{"epoch":2,"loss":0.5}\n\n  \n{"epoch":1}\n')).toEqual([
    { line: 1, epoch: 2, record: { epoch: 2, loss: 0.5 } },
    { line: 4, epoch: 1, record: { epoch: 1 } },
  ]);
  expect(read('')).toEqual([]);
});

test.each([
  ['{"epoch":1}\n{"epoch":', ':2: not valid JSON'],
  ['[1]', ':1: expected a JSON object'],
  ['null', ':1: expected a JSON object'],
  ['7', ':1: expected a JSON object'],
  ['{}', ":1: no 'epoch'"],
  ['{"epoch":1.5}', ':1: epoch is 1.5, expected a whole number'],
  ['{"epoch":"1"}', ':1: epoch is "1", expected a whole number'],
  ['{"epoch":3}\n\n{"epoch":3}', ':3: epoch 3 already appears on line 1'],
  [Uint8Array.of(0xff), ': not UTF-8 text'],
])('%j is refused with file, line and hint', (content, message) => {
  try {
    read(content);
  } catch (error) {
    expect(error).toBeInstanceOf(NerwinError);
    expect(error).toMatchObject({
      code: 'file',
      hint: 'a hint',
      message: expect.stringContaining(file + message),
    });
    return;
  }
  throw new Error('the file was taken');
});

test('a file that is missing is named', () => {
  expect(() => readMetricsLines(join(folder, 'none'), '')).toThrow(join(folder, 'none'));
});
