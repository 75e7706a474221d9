import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { binary } from './binary.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-node-version-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the command as if Node had another version. */
function runOn(version: string): string {
  const preload = join(folder, 'preload.cjs');
  writeFileSync(
    preload,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  const args = ['--require', preload, binary, '--version'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return `${status} ${stdout}${stderr}`;
}

test.each(['8.17.0', '18.20.4', '20.18.3', '21.7.3', '22.12.0'])(
  'Node %s is refused in one sentence',
  (version) => {
    expect(runOn(version)).toBe(
      `2 nerwin: needs Node 20.19 or newer, or Node 22.13 or newer, and this is Node ${version}\n`,
    );
  },
);

test.each(['20.19.0', '22.13.0', '24.1.0'])('Node %s runs nerwin', (version) => {
  expect(runOn(version)).toMatch(/^0 \d+\.\d+\.\d+\n$/);
});
