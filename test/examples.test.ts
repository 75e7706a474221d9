import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.ts'));

/** Runs an example as its first lines say; throws if it fails. */
function outputOf(example: string): string {
  const args = ['--import', './bin/register.js', join('examples', example)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`examples/${example} ended with ${status}: ${stderr}`);
  return stdout;
}

describe.each(examples)('examples/%s', (example) => {
  test('runs, and prints something', () => {
    expect(outputOf(example).trim()).not.toBe('');
  });

  test('says how to run it, and has a line in examples/README.md', () => {
    expect(readFileSync(join(root, 'examples', example), 'utf8')).toContain(
      `node --import ./bin/register.js examples/${example}`,
    );
    expect(readFileSync(join(root, 'examples/README.md'), 'utf8')).toContain(`[\`${example}\`](${example})`);
  });
});

test('the lecture: the loss falls to 0, and then the true window outscores each other one by the margin', () => {
  const output = outputOf('lecture.ts');
  const losses = [...output.matchAll(/^ *\d+ {3}(\d+\.\d{4})$/gm)].map(([, loss]) => Number(loss));
  expect(losses.length).toBeGreaterThan(5);
  expect(losses[0]).toBeGreaterThan(1);
  expect(losses.indexOf(0)).toBe(losses.length - 1);
  const windows = [...output.matchAll(/^ *(-?\d+\.\d\d) {3}.*\[(\S+)\]/gm)].map(([, s, word]) => ({
    s: Number(s),
    word,
  }));
  expect(windows.map(({ word }) => word).join(' ')).toBe('Not all museums in Paris are amazing .');
  const paris = windows.find(({ word }) => word === 'Paris')?.s ?? Number.NaN;
  for (const { s, word } of windows) if (word !== 'Paris') expect(paris - s).toBeGreaterThanOrEqual(0.99);
});

test('what the examples of the library print', () => {
  expect(outputOf('tag.ts')).toContain('<p>It rains in <mark>Berlin</mark>.</p>');
  expect(outputOf('worker-pool.ts').match(/London, Berlin$/gm)).toHaveLength(8);
  expect(outputOf('train.ts')).toMatch(/entity F1 on dev: 1\.00\n.*\[Lisbon\]/);
  const server = outputOf('server.ts').split('\n');
  expect(server[0]).toMatch(/^200 .*"locations":\[\{"text":"Paris"/);
  expect(server[1]).toMatch(/^400 .*text: expected a string, found undefined/);
  expect(outputOf('gzip-stream.ts').match(/Chicago$/gm)).toHaveLength(3);
}, 300_000);
