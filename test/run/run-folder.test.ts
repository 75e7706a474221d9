import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { RunFolder } from '../../src/run/run-folder.js';

let path: string;
let folder: RunFolder;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'nerwin-folder-'));
  folder = new RunFolder(path);
});
afterEach(() => rmSync(path, { recursive: true }));

const put = (...names: string[]): void => {
  for (const name of names) writeFileSync(join(path, name), name);
};

test('a run with a model moves aside whole, other files stay, and a second failure does not lose it', () => {
  put('model.safetensors', 'config.yaml', 'report.md', 'loss.svg', 'notes.txt');
  expect(folder.clear()).toBe(join(path, 'earlier'));
  expect(readdirSync(path).sort()).toEqual(['earlier', 'notes.txt']);
  put('config.yaml', 'checkpoint.safetensors'); // the new run came to no model
  expect(folder.clear()).toBeUndefined();
  expect(readdirSync(path).sort()).toEqual(['earlier', 'notes.txt']);
  expect(readFileSync(join(path, 'earlier', 'model.safetensors'), 'utf8')).toBe('model.safetensors');
  expect(readdirSync(join(path, 'earlier')).length).toBe(4);
  folder.forgetEarlier();
  expect(readdirSync(path)).toEqual(['notes.txt']);
});

test('a damaged line of metrics is reported with file and line', () => {
  writeFileSync(join(path, 'metrics.jsonl'), '{"epoch":1}\n{"epo\n');
  expect(() => folder.readMetrics(0)).toThrow(NerwinError);
  expect(() => folder.readMetrics(0)).toThrow(/metrics\.jsonl:2: not valid JSON/);
});

test('insideMargin is read under its old name violating', () => {
  writeFileSync(join(path, 'metrics.jsonl'), '{"epoch":1,"violating":0.25}\n');
  expect(folder.readMetrics(0)).toEqual([{ epoch: 1, insideMargin: 0.25 }]);
});

test('metrics with repeated or missing epochs, or too few, are rejected', () => {
  expect(folder.readMetrics(0)).toEqual([]);
  expect(() => folder.readMetrics(0, 1)).toThrow('metrics for 0 epochs, but the checkpoint has completed 1');
  for (const [text, fault] of [
    ['null\n', ':1: expected a JSON object'],
    ['7\n', ':1: expected a JSON object'],
    ['{"epoch":2}\n', ':1: expected the metrics of epoch 1'],
    ['{"epoch":1}\n{"epoch":1}\n', ':2: epoch 1 already appears on line 1'],
    ['{"epoch":1}\n{"epoch":2}\n', 'metrics for 2 epochs, but the checkpoint has completed 3'],
  ] as const) {
    writeFileSync(join(path, 'metrics.jsonl'), text);
    expect(() => folder.readMetrics(0, 3)).toThrow(
      `metrics.jsonl${fault.startsWith(':') ? '' : ': '}${fault}`,
    );
  }
});
