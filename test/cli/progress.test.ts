import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { ProgressDisplay, timeLeft } from '../../src/cli/progress.js';
import type { Terminal } from '../../src/cli/terminal.js';
import type { EpochMetrics } from '../../src/training/metrics.js';

test('the remaining time is extrapolated from the work done', () => {
  expect(timeLeft(10, 20, 40)).toBe('20 s left');
  expect(timeLeft(0.1, 100, 150)).toBe('1 s left');
  expect(timeLeft(60, 1, 2)).toBe('2 min 0 s left');
  expect(timeLeft(3600, 2, 5)).toBe('2 h 30 min left');
});

test('the remaining time is empty before anything is done, and 0 s at the end', () => {
  expect(timeLeft(0.5, 0, 100)).toBe('');
  expect(timeLeft(0.5, 100, 0)).toBe('0 s left');
});

const scores = { precision: 1, recall: 0.5, f1: 2 / 3, tp: 1, fp: 0, fn: 1 };
const metrics: EpochMetrics = {
  epoch: 2,
  loss: 0.25,
  insideMargin: 0.5,
  rate: 0.1,
  gradientNorm: { W: 1, b: 1, u: 1, S: 1 },
  dev: { token: scores, entity: scores, averagePrecision: 0.75, threshold: 0 },
  best: true,
};
const timing = { epoch: 2, seconds: 1, windowsPerSecond: 12_000 };
const legend =
  'inside: pairs inside the margin, %; rate: learning rate; on dev, %: token F1, entity P, R and F1, average precision (AP); win/s: windows per second; *: best epoch so far';
const header = 'epoch     loss inside   rate  token      P      R     F1     AP  win/s';
const row = '    2   0.2500  50.00 0.1000  66.67 100.00  50.00  66.67  75.00    12k *';

/** The lines of two networks of a bag. */
function linesOf(networks: number, parallelNetworks: number): string[] {
  const lines: string[] = [];
  const io = { note: (text: string) => lines.push(text), noteColor: new Chalk({ level: 0 }) };
  const display = new ProgressDisplay('text', io as unknown as Terminal, {
    epochs: 10,
    networks,
    parallelNetworks,
    share: 'pairs inside the margin',
  });
  for (let network = 0; network < Math.min(2, networks); network++)
    display.show({ kind: 'begin', network, seed: 7 + network, epochs: 1 });
  for (let network = 0; network < Math.min(2, networks); network++) {
    display.show({ kind: 'batch', network, epoch: 2, done: 8, centers: 100 });
    display.show({ kind: 'epoch', network, metrics, timing });
    display.show({ kind: 'end', network, spent: { mining: 0, steps: 1, judging: 0 } });
  }
  return lines;
}

test('a header row and one row per epoch; with networks trained in parallel it names the network', () => {
  expect(linesOf(1, 1)).toEqual([legend, header, row]);
  const begins = ['network 1 of 12, seed 7', 'network 2 of 12, seed 8'];
  expect(linesOf(12, 1)).toEqual([...begins, legend, header, row, row]);
  expect(linesOf(12, 2)).toEqual([...begins, legend, `net ${header}`, `  1 ${row}`, `  2 ${row}`]);
});

test('a terminal that changes its width gets a table of the new width, with its own legend and header', () => {
  const lines: string[] = [];
  let noteColumns = 80;
  const io = {
    note: (text: string) => lines.push(text),
    noteColor: new Chalk({ level: 0 }),
    get noteColumns() {
      return noteColumns;
    },
  };
  const scale = { epochs: 3, networks: 1, parallelNetworks: 1, share: 'pairs inside the margin' } as const;
  const display = new ProgressDisplay('text', io as unknown as Terminal, scale);
  display.show({ kind: 'epoch', network: 0, metrics, timing });
  noteColumns = 40;
  display.show({ kind: 'epoch', network: 0, metrics, timing });
  display.show({ kind: 'epoch', network: 0, metrics, timing });
  expect(lines.slice(0, 3)).toEqual([legend, header, row]);
  expect(lines).toHaveLength(7);
  expect(lines[4]).toBe('epoch     loss  token     F1');
  expect(lines[5]).toBe(lines[6]);
});

test('one network after another: each has its own header', () => {
  const lines: string[] = [];
  const io = { note: (text: string) => lines.push(text), noteColor: new Chalk({ level: 0 }) };
  const scale = { epochs: 1, networks: 2, parallelNetworks: 1, share: 'pairs inside the margin' } as const;
  const display = new ProgressDisplay('text', io as unknown as Terminal, scale);
  for (const network of [0, 1]) {
    display.show({ kind: 'begin', network, seed: network, epochs: 0 });
    display.show({ kind: 'epoch', network, metrics, timing });
  }
  const begins = ['network 1 of 2, seed 0', 'network 2 of 2, seed 1'];
  expect(lines).toEqual([begins[0], legend, header, row, begins[1], header, row]);
});
