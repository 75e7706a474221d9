import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Check, Contender } from './contender.js';
import { PeerContender } from './peer-contender.js';
import { verified } from './verification.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-peer-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A contender that has computed `check`, or throws it. */
function contender(name: string, check: Check | Error) {
  const made = {
    name,
    isClosed: false,
    check: () => (check instanceof Error ? Promise.reject(check) : Promise.resolve(check)),
    time: () => Promise.resolve(1),
    close: () => {
      made.isClosed = true;
    },
  };
  return made satisfies Contender;
}

/** A peer that runs this program in Node. */
function peer(name: string, program: string): PeerContender {
  const script = join(folder, `${name}.mjs`);
  writeFileSync(script, program);
  return new PeerContender(name, process.execPath, script, folder);
}

async function verify(...all: Contender[]): Promise<{ names: string[]; said: string[] }> {
  const said: string[] = [];
  const kept = await verified(all, (line) => said.push(line));
  return { names: kept.map(({ name }) => name), said };
}

describe('verification before timing', () => {
  const ours = contender('ours', [30, -2, 170, 0.05, 1.5]);

  test('keeps contenders within 1e-4; closes and excludes those that differ by more in any number', async () => {
    const near = contender('near', [30.001, -2.0001, 170.01, 0.050004, 1.4999]);
    const far = contender('far', [30, -2, 170, 0.05001, 1.5]); // Σb differs by a relative 2e-4
    const { names, said } = await verify(ours, near, far);
    expect(names).toEqual(['ours', 'near']);
    expect(said).toEqual(['  far differs by 2.0e-4: skipped']);
    expect([near.isClosed, far.isClosed]).toEqual([false, true]);
  });

  test('excludes NaN, and checks with too few numbers', async () => {
    const { names, said } = await verify(
      ours,
      contender('diverged', [Number.NaN, -2, 170, 0.05, 1.5]),
      contender('short', [30, -2]),
    );
    expect(names).toEqual(['ours']);
    expect(said).toEqual(['  diverged differs by NaN: skipped', '  short differs by NaN: skipped']);
  });

  test('reports why a peer did not run', async () => {
    const gone = peer('gone', 'console.error("a trace"); console.error("no module torch"); process.exit(1);');
    const other = peer('other', 'console.log("hello"); process.stdin.resume();');
    const { names, said } = await verify(ours, gone, other);
    expect(names).toEqual(['ours']);
    expect(said).toEqual([
      '  gone ended: no module torch: skipped',
      '  other: expected "check …", found "hello": skipped',
    ]);
  });

  test('a peer that agrees is asked for its speed', async () => {
    const program = `console.log('check 30 -2 170 0.05 1.5');
process.stdin.setEncoding('utf8').on('data', (line) => console.log(line.split(' ').map(Number).reduce((a, b) => a * b)));`;
    const fast = peer('fast', program);
    expect((await verify(ours, fast)).names).toEqual(['ours', 'fast']);
    expect(await fast.time(32, 2, 100)).toBe(6400);
    fast.close();
  });
});
