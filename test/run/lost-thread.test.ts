import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { trainAtOnce } from '../../src/run/network-threads.js';
import { RunFolder } from '../../src/run/run-folder.js';
import type { TrainingData } from '../../src/training/training-session.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-lost-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'worker.mjs'), 'process.exit(7);\n');
vi.mock('../../src/built.js', () => ({ builtPath: () => join(folder, 'worker.mjs') }));

test('a thread that exits without a message is an error', async () => {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const bag = { folder: new RunFolder(folder), fingerprint: '', size: 2, stop };
  const data = { inputs: {} } as TrainingData;
  const drain = async (): Promise<void> => {
    for await (const event of trainAtOnce(data, bag, [0, 1], 2)) expect(event).toBeUndefined();
  };
  await expect(drain()).rejects.toThrow(/^the thread of network [12] ended with code 7$/);
  expect(Atomics.load(bag.stop, 0)).toBe(1);
});
