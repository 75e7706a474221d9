/** The package as users install it: types for every resolution, nothing missing from the tarball. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from './sentences.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const run = (command: string, args: readonly string[]) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });

const folder = mkdtempSync(join(tmpdir(), 'nerwin-'));
let tarball: string;
beforeAll(() => {
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  tarball = join(folder, readdirSync(folder)[0]);
});

afterAll(() => rmSync(folder, { recursive: true }));

test('publint finds no mistake in the tarball', () => {
  const { status, stdout, stderr } = run('npx', ['publint', 'run', tarball, '--strict']);
  expect(`${stdout}${stderr}`).toContain('All good');
  expect(status).toBe(0);
});

test('are the types wrong? No: ES modules only, so CommonJS needs a dynamic import', () => {
  // The model file is no module, so it has no types.
  const { status, stdout } = run('npx', [
    ...['attw', tarball, '--profile', 'esm-only', '--format', 'ascii'],
    ...['--exclude-entrypoints', './model.safetensors', './package.json'],
  ]);
  for (const entry of ['nerwin', 'nerwin/tools', 'nerwin/browser', 'nerwin/model'])
    expect(stdout).toContain(`"${entry}"`);
  expect(stdout).not.toMatch(/: (❌|💀|⚠️|🐛|🎭)/u); // a problem that is not ignored stands right after its resolution
  expect(status).toBe(0);
});
