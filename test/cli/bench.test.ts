import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readTensors, writeTensors } from '../../src/model/safetensors.js';
import type { SpeedReport } from '../../src/speed/speed.js';
import { removeFolder, sampleModel } from '../lessons/explain/fixtures.js';
import { captured } from './captured.js';

const run = (...args: string[]) => captured(['bench', ...args]);

const folder = mkdtempSync(join(tmpdir(), 'nerwin-bench-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
  removeFolder();
});

const words = ['hilton', 'is', 'in', 'paris', '.', 'museums', 'are', 'rome'];
writeFileSync(
  join(folder, 'vectors.txt'),
  words
    .map((word, k) => `${word} ${[1, 2, 3].map((j) => Math.sin(7 * k + j).toFixed(3)).join(' ')}\n`)
    .join(''),
);
writeFileSync(
  join(folder, 'corpus.conll'),
  'Hilton O\nis O\nin O\nParis LOC\n. O\n\nmuseums O\nin O\nRome LOC\nare O\n\n'.repeat(20),
);
function configWith(settings: string): string {
  const path = join(folder, 'config.yaml');
  const data =
    'corpus: { train: corpus.conll, dev: corpus.conll, scheme: IO }\nvectors: { file: vectors.txt }\n';
  writeFileSync(path, `${data}${settings}\n`);
  return path;
}

const names = [
  'training step, loops',
  'training step, simd',
  'training step, simd, 2 threads',
  'scoring, loops',
  'scoring, simd',
  'tagging, text to locations',
  'tagging, text to records',
  'opening the model, first sentence',
];

describe('nerwin bench', () => {
  test('measures every step of a config and verifies that all kernels produce the same bits', async () => {
    const config = configWith('model: { hidden: 12 }\nfeatures: { shape: true, sentenceMean: true }');
    const { code, out } = await run('--config', config, '--seconds', '1', '--json');
    expect(code).toBe(0);
    const { lines, batch, verified, rounds } = JSON.parse(out) as SpeedReport;
    expect(lines.map(({ name }) => name)).toEqual(names);
    expect(batch).toBe(32);
    expect(verified).toBe(true);
    for (const line of lines) {
      expect(line.rounds).toHaveLength(rounds);
      expect(line.minimum).toBeGreaterThan(0);
      expect(line.minimum).toBeLessThanOrEqual(line.median);
      expect(line.median).toBeLessThanOrEqual(line.maximum);
    }
    expect(lines[1].windowsPerSecond).toBeCloseTo(1.1 * lines[1].median); // 10 corrupt windows for a true one
  });

  test('a softmax classifier, as a table', async () => {
    const { code, out } = await run('--config', configWith('model: { kind: softmax }'), '--seconds', '1');
    expect(code).toBe(0);
    for (const name of names) expect(out).toContain(name);
    expect(out).toMatch(/training step, simd\s+[\d,]+\s+[\d,]+\s+[\d,]+\s+tokens\/s\s+[\d.]+×/);
  });

  test('a model, on the shipped corpus', async () => {
    const { path } = sampleModel('bench', { features: true });
    const { code, out } = await run('--model', path, '--seconds', '1', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as SpeedReport).subject).toBe(`${path} on the shipped corpus`);
  });

  test('a model whose header lacks valid training settings', async () => {
    const { path } = sampleModel('settings', {});
    const { metadata, tensors } = readTensors(path, 'model');
    const header = { ...JSON.parse(metadata.nerwin), config: { training: 7 } };
    writeTensors(path, { nerwin: JSON.stringify(header) }, tensors);
    const { code, notes } = await run('--model', path);
    expect(code).toBe(3);
    expect(notes).toContain('its header does not contain the settings that it was trained with');
  });

  test('a duration out of range, and both a model and a config', async () => {
    expect(await run('--seconds', '0')).toMatchObject({
      code: 2,
      notes: expect.stringContaining('expected a number from 1 to 3600'),
    });
    expect((await run('--model', 'a', '--config', 'b')).code).toBe(2);
  });
});
