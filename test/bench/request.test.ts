import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NerwinError } from '../../src/error.js';
import { parts } from './parts.js';
import { requestOf } from './request.js';

const names = (args: string[]) => requestOf(args).parts.map(({ name }) => name);

describe('the arguments of npm run bench', () => {
  test('every part has a file and a unique name', () => {
    for (const { file } of parts) expect(existsSync(new URL(file, import.meta.url)), file).toBe(true);
    expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  });

  test('all parts by default; named parts in the order of the results, each once', () => {
    expect(names([])).toEqual(parts.map(({ name }) => name));
    expect(names(['run', 'graph', 'run'])).toEqual(['graph', 'run']);
  });

  test('options, before and after the parts', () => {
    expect(requestOf([])).toMatchObject({ list: false, peers: false, large: false, keep: false });
    expect(requestOf(['--keep']).keep).toBe(true);
    expect(requestOf(['--peers', 'graph', '--large'])).toMatchObject({ peers: true, large: true });
    expect(requestOf(['--list']).list).toBe(true);
  });

  test.each([
    [['kernel'], "no part 'kernel'", 'kernels, threads, graph'],
    [['graph', 'constructor'], "no part 'constructor'", 'kernels, threads, graph'],
    [['--lage'], "Unknown option '--lage'", '--large'],
    [['--peers=yes'], "Option '--peers' does not take an argument", '--list'],
  ])('%j is a usage error that lists what exists', (args, message, hint) => {
    let fault: unknown;
    try {
      requestOf(args);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(NerwinError);
    expect(fault).toMatchObject({ code: 'usage', message });
    expect((fault as NerwinError).hint).toContain(hint);
  });

  test('as a command: the parts on standard output, an error on standard error with exit code 2', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['--import', './bin/register.js', 'test/bench/bench.ts', ...args], {
        encoding: 'utf8',
      });
    const listed = run('--list');
    expect([listed.status, listed.stderr]).toEqual([0, '']);
    for (const { name, what } of parts) expect(listed.stdout).toContain(`${name.padEnd(10)}${what}\n`);
    const unknown = run('everything');
    expect([unknown.status, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toMatch(/^bench: no part 'everything'\n {2}hint: the parts are kernels, .*run\n$/);
  });
});
