import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { docstringExamples, pageExamples } from '../documented-code.js';
import { root } from './sentences.js';

vi.setConfig({ testTimeout: 300_000 });

const examples = [...docstringExamples(), ...pageExamples()];

/** A project in which nerwin is installed. */
let project: string;
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'nerwin-'));
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules/nerwin'));
});

describe('the examples in the documentation', () => {
  test.each(examples)('$name', ({ code, promised }) => {
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const file = join(project, 'example.mjs');
    writeFileSync(file, outputText);
    const { stdout, stderr } = spawnSync(process.execPath, [file], { cwd: project, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trimEnd().split('\n')).toEqual(promised);
    expect(promised.length).toBeGreaterThan(0);
  });

  test('every function and class that the package exports has one', () => {
    const names = ['Tagger', 'train', 'evaluate', 'compare', 'NerwinError', 'modelUrl'];
    for (const name of names)
      expect(
        examples.some(({ code }) => new RegExp(`\\b${name}\\b`).test(code)),
        name,
      ).toBe(true);
  });
});
