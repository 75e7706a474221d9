/** The parts of examples/cluster that need no engine; `examples/cluster/test.sh` runs the rest. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = fileURLToPath(new URL('../examples/cluster/', import.meta.url));
const run = (file: string, args: readonly string[], path = process.env.PATH) =>
  spawnSync(file, args, { encoding: 'utf8', env: { ...process.env, PATH: path } });

test('the table of the page is what the simulation prints', () => {
  const { stdout, status } = run(process.execPath, [`${folder}simulate.mjs`]);
  expect(status).toBe(0);
  expect(stdout.split('\n')).toHaveLength(13);
  expect(readFileSync(`${folder}README.md`, 'utf8')).toContain(stdout);
});

test('without stragglers and failures, one core takes tokens / rate', () => {
  const { stdout } = run(process.execPath, [`${folder}simulate.mjs`, '--rate', '1000000', '--price', '1']);
  const [, , first] = stdout.split('\n');
  // 10⁹ tokens in ten shards on one core of 0.95 … 1.05 of the speed: 1005 s / 3600 at speed 1
  const hours = Number(first.split('|')[5]);
  expect(hours).toBeGreaterThan(1000 / 3600 / 1.06);
  expect(hours).toBeLessThan(1005 / 3600 / 0.94);
});

test('every script is on the page, and those for bash are well-formed', () => {
  const page = readFileSync(`${folder}README.md`, 'utf8');
  for (const name of readdirSync(folder).filter((name) => /\.(?:sh|sbatch|py|mjs)$/.test(name))) {
    expect(page).toContain(`(${name})`);
    if (/\.(?:sh|sbatch)$/.test(name)) expect(run('bash', ['-n', folder + name]).status).toBe(0);
  }
});

test.each([
  ['parallel.sh', ['a', 'b'], 'apt-get install parallel'],
  ['slurm-cluster.sh', ['start', '/nowhere'], 'apt-get install slurm-wlm'],
] as const)('%s says how to install what is missing', (name, args, hint) => {
  const { status, stderr } = run('/bin/bash', [folder + name, ...args], '');
  expect(status).toBe(2);
  expect(stderr).toContain(hint);
});
