import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Run } from '../../src/api/train.js';
import * as browser from '../../src/browser.js';
import * as index from '../../src/index.js';
import * as tools from '../../src/tools.js';
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

afterAll(() => rmSync(project, { recursive: true }));

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

  test.each([
    ['nerwin', index],
    ['nerwin/tools', tools],
    ['nerwin/model', { modelUrl: '' }],
  ])('every value that %s exports has one, and so has every member of its classes', (entry, exported) => {
    expect(Object.keys(exported).length).toBeGreaterThan(0);
    const own = examples.filter(({ code }) => code.includes(`from '${entry}'`));
    const without = Object.entries(exported).flatMap(([name, value]) => {
      const used = own.filter(({ code }) => new RegExp(`\\b${name}\\b`).test(code));
      if (used.length === 0) return [name];
      const unused = membersOf(name === 'train' ? Run : value).filter(
        (member) => !used.some(({ code }) => new RegExp(`\\.${member}\\b`).test(code)),
      );
      return unused.map((member) => `${name}.${member}`);
    });
    expect(without).toEqual([]);
  });

  test('the entry for browsers exports nothing else', () => {
    expect(Object.keys(browser).filter((name) => !(name in index))).toEqual([]);
  });
});

/** The public members of a class, static or not; none for a function. */
function membersOf(value: unknown): string[] {
  if (typeof value !== 'function' || !/^class\b/.test(String(value))) return [];
  const inherited = ['length', 'name', 'prototype', 'constructor'];
  return [value, value.prototype as object]
    .flatMap((object) => Object.getOwnPropertyNames(object))
    .filter((name) => !inherited.includes(name));
}
