/** @file Runs on a corpus of a few sentences, each in a folder of its own that is removed when the tests of a file are done. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { RunOptions } from '../../src/run/run-options.js';
import { TrainingRun } from '../../src/run/training-run.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-bag-'));
afterAll(() => rmSync(folder, { recursive: true }));
export const at = (...names: string[]): string => join(folder, ...names);

const conll = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line
        .split(' ')
        .map((word) => (word.startsWith('*') ? `${word.slice(1)} B-LOC\n` : `${word} O\n`))
        .join(''),
    )
    .join('\n');

const lines = [
  'we saw *Paris today',
  'Anna saw the river in *Rome',
  '*York , *Paris',
  'the river .',
  'in *Rome we saw Anna',
];

writeFileSync(at('a.conll'), conll([...lines, ...lines, ...lines].join('\n')));
writeFileSync(at('b.conll'), conll(lines.slice(1).join('\n')));
const words = ['we', 'saw', 'Paris', 'Anna', 'the', 'river', 'in', 'Rome', 'York', ','];
const vectors = words.map((word, k) => `${word} ${Math.sin(k).toFixed(4)} ${Math.cos(3 * k).toFixed(4)}\n`);
writeFileSync(at('v.txt'), vectors.join(''));
writeFileSync(
  at('c.yaml'),
  `corpus: { train: a.conll, dev: b.conll }
vectors: { file: v.txt, keep: all }
features: { shape: true }
corruption: { strategy: hard, perTrue: 3 }
model: { hidden: 5 }
training: { epochs: 3, batch: 1, dropout: 0.2 }
decision: { thresholds: two }
kernel: loops
`,
);

export interface Told {
  readonly members: number[];
  readonly model: Buffer;
}

/** Trains; with `events`, stops after so many as Ctrl-C does. */
export async function train(
  name: string,
  options: Partial<RunOptions>,
  events = Number.POSITIVE_INFINITY,
): Promise<Told> {
  const run = TrainingRun.open({ config: at('c.yaml'), set: [], output: at(name), ...options });
  await run.prepare(() => {});
  const members: number[] = [];
  let left = events;
  for await (const event of run.train()) {
    if (event.kind === 'begin') members.push(event.seed);
    if (--left <= 0) run.bag.stop();
  }
  run.close();
  if (run.bag.isStopped) return { members, model: Buffer.alloc(0) };
  await run.finish();
  return { members, model: readFileSync(at(name, 'model.safetensors')) };
}
