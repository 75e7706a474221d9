import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { prepare } from '../../src/dataset/prepared-run.js';
import { sharesOf, trainAtOnce } from '../../src/run/network-threads.js';
import { RunFolder } from '../../src/run/run-folder.js';
import { TrainingRun } from '../../src/run/training-run.js';
import { at, train } from './sample.js';

const threads = (count: number, ...more: string[]): string[] => [`threads=${count}`, ...more];

/** A JSON text without what differs from run to run: times, speeds, and on how many threads it was made. */
const lasting = (path: string): string =>
  readFileSync(path, 'utf8')
    .replace(/"(seconds|windowsPerSecond|threads)": ?[\d.]+/g, '"$1":0')
    .replaceAll(/threads-\d/g, 'threads');

test('every network gets one thread first; spare threads are shared equally', () => {
  expect(sharesOf(3, 1)).toEqual([1, 1, 1]);
  expect(sharesOf(3, 2)).toEqual([1, 1, 2]);
  expect(sharesOf(3, 3)).toEqual([1, 1, 1]);
  expect(sharesOf(3, 8)).toEqual([2, 2, 2]);
  expect(sharesOf(5, 4)).toEqual([1, 1, 1, 1, 4]);
  expect(sharesOf(6, 4)).toEqual([1, 1, 1, 1, 2, 2]);
});

test.each(['loops', 'auto'])('kernel %s: 1, 2, 3 and 7 threads write the same bytes', async (kernel) => {
  const set = (count: number): string[] => threads(count, `kernel=${kernel}`);
  const alone = await train('threads-1', { bag: 3, set: set(1), overwrite: true });
  for (const count of [2, 3, 7]) {
    const name = `threads-${count}`;
    const { members, model } = await train(name, { bag: 3, set: set(count), overwrite: true });
    expect(members.sort()).toEqual([1, 2, 3]);
    expect(model.equals(alone.model), name).toBe(true);
    for (const folder of ['', 'members/2', 'members/3'])
      for (const file of ['metrics.jsonl', 'checkpoint.safetensors'])
        expect(readFileSync(at(name, folder, file)).equals(readFileSync(at('threads-1', folder, file)))).toBe(
          true,
        );
    expect(lasting(at(name, 'report.json'))).toBe(lasting(at('threads-1', 'report.json')));
  }
});

test('a bag on 2 threads, interrupted after any number of events and resumed on any number, gives the same bytes', async () => {
  const { model } = await train('whole', { bag: 3 });
  const cases = [
    [1, 1],
    [2, 2],
    [4, 1],
    [7, 3],
    [11, 2],
  ] as const;
  for (const [events, last] of cases) {
    await train('parts', { bag: 3, set: threads(2), overwrite: true }, events);
    await train('parts', { bag: 3, set: threads(3), resume: true }, 3);
    const resumed = await train('parts', { bag: 3, set: threads(last), resume: true });
    expect(resumed.model.equals(model), `after ${events} events`).toBe(true);
  }
});

test('finished networks are not trained again', async () => {
  const run = TrainingRun.open({ config: at('c.yaml'), set: [], output: at('rest'), bag: 3 });
  await run.prepare(() => {});
  for await (const { kind } of run.train()) if (kind === 'end') run.bag.stop();
  expect(run.bag.progress).toBe('in epoch 1 of network 2');
  const { members, model } = await train('rest', { bag: 3, set: threads(2), resume: true });
  expect(members.sort()).toEqual([2, 3]);
  expect(model.equals((await train('unbroken', { bag: 3 })).model)).toBe(true);
  const again = await train('rest', { bag: 3, set: threads(2), resume: true });
  expect(again.members).toEqual([]);
  expect(again.model.equals(model)).toBe(true);
});

test('a resumed run reports the progress of each network', async () => {
  await train('said', { bag: 2, set: threads(2, 'training.epochs=3000') }, 2);
  const said: string[] = [];
  const run = TrainingRun.open({ set: [], output: at('said'), resume: true });
  await run.prepare((line) => said.push(line));
  run.close();
  expect(said.at(-1)).toMatch(/^resuming in epoch \d+ of network 1, epoch \d+ of network 2$/);
});

test('a network that diverges is named once, and the others stop with a checkpoint', async () => {
  const set = [
    'training.rate={ schedule: constant, start: 10 }',
    'training.epochs=3000',
    'loss.reduction=sum',
  ];
  const wild = threads(2, ...set, 'model.activation=relu', 'corruption.perTrue=10', 'training.sparseScale=1');
  await expect(train('wild', { bag: 2, seed: 5, set: wild })).rejects.toMatchObject({
    code: 'diverged',
    message:
      'network 2: training diverged in epoch 2, after 13 true windows: the loss is not a finite number',
    hint: expect.stringContaining('the checkpoint after epoch 1 is kept'),
  });
  expect(existsSync(at('wild', 'checkpoint.safetensors'))).toBe(true);
  expect(existsSync(at('wild', 'model.safetensors'))).toBe(false);
  const epochsOf = (file: string): number =>
    existsSync(at('wild', file)) ? readFileSync(at('wild', file), 'utf8').trim().split('\n').length : 0;
  expect(epochsOf('members/2/metrics.jsonl')).toBe(1);
  expect(epochsOf('metrics.jsonl')).toBeLessThan(3000); // none if the other was quicker
});

test('a bug in a thread keeps its stack', async () => {
  const loaded = TrainingRun.open({ config: at('c.yaml'), set: [], output: at('bug') }).loaded;
  const data = { ...(await prepare(loaded)), parts: [{ end: 0, weight: 2 }] }; // a corpus goes on after its parts
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const bag = { folder: new RunFolder(at('bug')), fingerprint: '', size: 2, stop };
  const drain = async (): Promise<void> => {
    for await (const event of trainAtOnce(data, bag, [0, 1], 2)) expect(event).toBeUndefined();
  };
  await expect(drain()).rejects.toMatchObject({
    name: 'TypeError',
    stack: expect.stringMatching(/windows\/weights\.js.*run\/network-training\.js/s),
  });
});
