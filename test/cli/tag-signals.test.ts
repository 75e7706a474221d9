import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { binary } from './binary.js';

test.each([
  ['SIGINT', 130, '1'],
  ['SIGTERM', 143, '1'],
  ['SIGTERM', 143, '2'],
] as const)(
  '%s while the input is silent ends tag with %d after a whole record (%s threads)',
  async (signal, code, threads) => {
    const child = spawn(process.execPath, [binary, 'tag', '--json', '--threads', threads, '-']);
    let out = '';
    child.stdout.on('data', (piece) => {
      out += piece;
    });
    child.stdin.write('We flew to Paris .\nUnfinished');
    while (!out.includes('\n')) await once(child.stdout, 'data');
    child.kill(signal);
    const [exit] = await once(child, 'close');
    expect(exit).toBe(code);
    expect(JSON.parse(out)).toMatchObject({ text: 'We flew to Paris .' });
  },
);
