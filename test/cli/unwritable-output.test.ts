import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { demandWritable } from '../../src/file.js';
import { captured } from './captured.js';

const root = mkdtempSync(join(tmpdir(), 'nerwin-unwritable-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (...names: string[]): string => join(root, ...names);
mkdirSync(at('folder'));
writeFileSync(at('faulty.conll'), 'Paris B-LOC\nis\n');
writeFileSync(at('faulty.safetensors'), 'no model');
writeFileSync(at('faulty.txt'), 'no\nvectors 1 x\n');
const [corpus, model, text] = ['faulty.conll', 'faulty.safetensors', 'faulty.txt'].map((name) => at(name));

/** Every command that writes a file, with an input whose fault would be found first if it were read first. */
const commands: Record<string, (output: string) => string[]> = {
  'eval --html': (output) => ['eval', '--corpus', corpus, '--html', output],
  'eval --markdown': (output) => ['eval', '--corpus', corpus, '--markdown', output],
  'eval --predictions': (output) => ['eval', '--corpus', corpus, '--predictions', output],
  'eval --save': (output) => ['eval', '--corpus', corpus, corpus, '--shard', '1/2', '--save', output],
  merge: (output) => ['merge', model, model, '-o', output],
  'export --onnx': (output) => ['export', '-m', model, '--onnx', output],
  'export --npz': (output) => ['export', '-m', model, '--npz', output],
  'export --word2vec': (output) => ['export', '-m', model, '--word2vec', output],
  threshold: (output) => ['threshold', '--corpus', corpus, '--precision', '0.9', '-o', output],
  'explain --html': (output) => ['explain', '-m', model, 'in Paris', '--html', output],
  'explain --graph': (output) => ['explain', '-m', model, 'in Paris', '--graph', output],
  'graph --svg': (output) => ['graph', 'x*', '--svg', output],
  'boundary --svg': (output) => ['boundary', text, '--svg', output],
  'boundary --html': (output) => ['boundary', text, '--html', output],
  'vectors convert': (output) => ['vectors', 'convert', text, output, '--to', 'nerwin'],
  'vectors prune': (output) => ['vectors', 'prune', text, output, '--words', '3'],
  'model strip': (output) => ['model', 'strip', model, '-o', output],
  'model card': (output) => ['model', 'card', model, '-o', output],
  'corpus convert': (output) => ['corpus', 'convert', corpus, '--to', 'jsonl', '-o', output],
  'corpus sample': (output) => ['corpus', 'sample', corpus, '--size', '1', '-o', output],
  'corpus dedupe': (output) => ['corpus', 'dedupe', corpus, '-o', output],
  'compare --golden': (output) => ['compare', text, '--golden', output, '--update'],
};

describe('an output that cannot be written is found before any input is read', () => {
  for (const [name, args] of Object.entries(commands)) {
    test(name, async () => {
      const output = at('missing', 'output');
      const { code, notes } = await captured(args(output));
      expect(notes).toContain(`${output}: no such file or directory`);
      expect(code).toBe(3);
    });
  }
  test('a folder in place of the file', async () => {
    const { code, notes } = await captured(commands['eval --html'](at('folder')));
    expect(notes).toContain(`${at('folder')}: is a directory, expected a file`);
    expect(code).toBe(3);
  });
});

describe('folders that cannot be created are found before the corpora are read', () => {
  const faulty = at('faulty.yaml');
  writeFileSync(
    faulty,
    'corpus: { root: ., train: faulty.conll, dev: faulty.conll }\nvectors: { file: shipped }\n',
  );
  const train = ['train', '-c', faulty];
  for (const args of [
    train,
    [...train, '--folds', '2'],
    [...train, '--sizes', '50%'],
    [...train, '--repeat', '2'],
    ['corpus', 'split', corpus],
  ]) {
    test(args.join(' ').replace(faulty, 'FILE').replace(corpus, 'FILE'), async () => {
      const { code, notes } = await captured([...args, '-o', at('faulty.txt', 'below')]);
      expect(notes).toContain('faulty.txt');
      expect(notes).not.toContain('faulty.conll:');
      expect(code).toBe(3);
    });
  }
});

describe('demandWritable', () => {
  test('leaves no file, and the file that is there as it was', () => {
    writeFileSync(at('old.txt'), 'old');
    demandWritable(at('old.txt'));
    demandWritable(at('new.txt'));
    expect(readFileSync(at('old.txt'), 'utf8')).toBe('old');
    expect(readdirSync(root).filter((name) => /new\.txt|\.tmp$/.test(name))).toEqual([]);
  });
  test('refuses a file that its owner protects, unless root writes it', () => {
    writeFileSync(at('protected.txt'), 'mine');
    chmodSync(at('protected.txt'), 0o444);
    const write = (): void => demandWritable(at('protected.txt'));
    if (process.getuid?.() === 0) expect(write).not.toThrow();
    else expect(write).toThrow('permission denied');
    expect(readFileSync(at('protected.txt'), 'utf8')).toBe('mine');
  });
});
