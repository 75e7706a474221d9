/**
 * @file Measures how long `nerwin` takes to start: `--help` and one sentence,
 * compared with an empty node script.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { binary, modelFor } from './command.js';
import { median, seconds } from './statistics.js';

const rounds = 25;
const sentence = 'Not all museums in Paris are amazing .';

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const model = modelFor(folder);
  const commands: [name: string, args: string[], expected: RegExp][] = [
    ['node -e 0', ['-e', '0'], /^$/],
    ['nerwin --help', [binary, '--help'], /Usage: nerwin/],
    ['nerwin tag "sentence"', [binary, 'tag', '--model', model, sentence], /museums in \[?Paris/],
  ];
  for (const [, args, expected] of commands) {
    // This also loads the files into the cache.
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(status, 0);
    assert.match(stdout, expected);
  }
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, [, args]] of commands.entries()) {
      const start = seconds();
      spawnSync(process.execPath, args); // its output is read, as in a pipe
      times[k].push(1000 * (seconds() - start));
    }
  }
  console.log(`${rounds} rounds in turn, milliseconds: median (minimum – maximum)`);
  for (const [k, [name]] of commands.entries()) {
    const over = times[k].map((time, round) => time - times[0][round]);
    const difference = k === 0 ? '' : `   over node: ${spread(over)}`;
    console.log(`  ${name.padEnd(22)}  ${spread(times[k]).padEnd(26)}${difference}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function spread(values: readonly number[]): string {
  const print = (value: number): string => value.toFixed(1);
  return `${print(median(values))} (${print(Math.min(...values))} – ${print(Math.max(...values))})`;
}
