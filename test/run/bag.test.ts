import { existsSync, readFileSync, rmSync } from 'node:fs';
import { assert, expect, test, vi } from 'vitest';
import { merge } from '../../src/model/merge.js';
import { loadModel } from '../../src/model/model-file.js';
import { saveModel } from '../../src/model/save-model.js';
import { at, train } from './sample.js';

test('a bag equals the merge of its members, each trained alone', async () => {
  const bag = await train('bag', { bag: 3 });
  expect(bag.members).toEqual([1, 2, 3]);
  const models = [];
  for (const seed of [1, 2, 3]) {
    await train(`seed-${seed}`, { seed });
    models.push({ name: `seed-${seed}`, model: loadModel(at(`seed-${seed}`, 'model.safetensors')) });
  }
  const merged = merge(models);
  const whole = loadModel(at('bag', 'model.safetensors'));
  expect(whole.parameters).toEqual(merged.parameters);
  expect(whole.layout).toEqual(merged.layout);
  expect(whole.header.hidden).toBe(15);
  expect(whole.header.members).toEqual(merged.header.members);
  expect(whole.header.thresholds).toEqual(merged.header.thresholds);
  expect(whole.header.operatingPoints).toEqual(merged.header.operatingPoints);
  const metricsOf = (...path: string[]): unknown[] =>
    readFileSync(at(...path), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  expect(metricsOf('bag', 'metrics.jsonl')).toEqual(metricsOf('seed-1', 'metrics.jsonl'));
  expect(metricsOf('bag', 'members', '3', 'metrics.jsonl')).toEqual(metricsOf('seed-3', 'metrics.jsonl'));
  const { members } = JSON.parse(readFileSync(at('bag', 'report.json'), 'utf8'));
  expect(members.map(({ seed }: { seed: number }) => seed)).toEqual([1, 2, 3]);
});

test('decision.bag: middle is halfway between the mean of the networks and the search on dev', async () => {
  const thresholds = async (bag: string) => {
    await train(`by-${bag}`, { bag: 2, set: [`decision.bag=${bag}`] });
    return loadModel(at(`by-${bag}`, 'model.safetensors')).header;
  };
  const [mean, dev, middle] = [await thresholds('mean'), await thresholds('dev'), await thresholds('middle')];
  expect(mean.thresholds).not.toEqual(dev.thresholds);
  for (const point of [
    (header: typeof mean) => header.thresholds,
    (header: typeof mean) => header.operatingPoints.precise,
  ]) {
    expect(point(middle).start).toBeCloseTo((point(mean).start + point(dev).start) / 2, 6);
    expect(point(middle).extend).toBeCloseTo((point(mean).extend + point(dev).extend) / 2, 6);
  }
});

test('a finished run resumed with another tolerance has the bytes of a run with that tolerance', async () => {
  const set = ['decision.thresholds=edges', 'decision.bag=dev'];
  const before = await train('chosen', { bag: 2, set });
  const whole = await train('tolerant', { bag: 2, set: [...set, 'decision.tolerance=0.1'] });
  const again = await train('chosen', { bag: 2, resume: true, set: [...set, 'decision.tolerance=0.1'] });
  expect(again.model.equals(before.model)).toBe(false);
  expect(again.model.equals(whole.model)).toBe(true);
});

test('a bag interrupted after any number of events and resumed gives the same bytes', async () => {
  const { model } = await train('whole', { bag: 2 });
  for (const events of [1, 3, 5, 8, 11]) {
    await train('parts', { bag: 2, overwrite: true }, events);
    await train('parts', { bag: 2, resume: true }, 3);
    const resumed = await train('parts', { bag: 2, resume: true });
    expect(resumed.model.equals(model), `after ${events} events`).toBe(true);
  }
  await train('parts', { bag: 2, overwrite: true }, 8);
  rmSync(at('parts', 'metrics.jsonl'));
  await expect(train('parts', { bag: 2, resume: true })).rejects.toThrow(
    'metrics for 0 epochs, but the checkpoint has completed 3',
  );
  await train('parts', { overwrite: true });
  expect(existsSync(at('parts', 'members'))).toBe(false);
});

test("weights 1 and 2 give different models, and one can't resume the other's checkpoint", async () => {
  const set = (weight: number): string[] => [`corpus.train=[a.conll, { files: b.conll, weight: ${weight} }]`];
  const once = await train('one', { set: set(1) });
  const twice = await train('two', { set: set(2) });
  expect(twice.model.equals(once.model)).toBe(false);
  await expect(train('two', { set: set(1), resume: true })).rejects.toThrow('a different config');
});

test('merging incompatible models names the difference', async () => {
  await train('other', { set: ['features.shape2=true'] });
  await train('wide', { set: ['windows.radius=1'] });
  const named = (name: string) => ({ name, model: loadModel(at(name, 'model.safetensors')) });
  expect(() => merge([named('seed-1'), named('other')])).toThrow(
    "seed-1 and other can't be merged: features.shape2 differs (false and true)",
  );
  expect(() => merge([named('seed-1'), named('wide')])).toThrow('radius differs (2 and 1)');
  expect(() => merge([named('seed-1')])).toThrow('only one');
});

test('a merged model written and read again is the same', () => {
  const named = (name: string) => ({ name, model: loadModel(at(name, 'model.safetensors')) });
  const merged = merge([named('seed-1'), named('seed-2')]);
  saveModel(at('merged.safetensors'), merged);
  const again = loadModel(at('merged.safetensors'));
  expect(again.parameters).toEqual(merged.parameters);
  expect(again.header).toEqual(merged.header);
  const { thresholds, calibration } = merged.header;
  const [one, two] = [named('seed-1').model.header, named('seed-2').model.header];
  expect(thresholds.start).toBe((one.thresholds.start + two.thresholds.start) / 2);
  assert(one.calibration && two.calibration);
  expect(calibration?.a).toBe((one.calibration.a + two.calibration.a) / 2);
});

test('merging thresholds with and without an edge: a missing edge counts as `extend`', () => {
  const named = (name: string, edge?: number) => {
    const model = loadModel(at(name, 'model.safetensors'));
    const thresholds = { ...model.header.thresholds, ...(edge === undefined ? {} : { edge }) };
    return { name, model: { ...model, header: { ...model.header, thresholds } } };
  };
  const [one, two] = [named('seed-1', 3), named('seed-2')];
  expect(merge([one, two]).header.thresholds.edge).toBe((3 + two.model.header.thresholds.extend) / 2);
  expect(merge([named('seed-1'), two]).header.thresholds.edge).toBeUndefined();
});

test('a finished run goes on for more epochs; with a constant rate it equals a run of that many', async () => {
  const set = ['training.rate={ schedule: constant, start: 0.1 }'];
  const whole = await train('five', { set: [...set, 'training.epochs=5'] });
  await train('more', { set: [...set, 'training.epochs=2'] });
  const more = await train('more', { set: [...set, 'training.epochs=5'], resume: true });
  expect(more.model.equals(whole.model)).toBe(true);
  for (const file of ['metrics.jsonl', 'checkpoint.safetensors'])
    expect(readFileSync(at('more', file)).equals(readFileSync(at('five', file)))).toBe(true);
  expect(readFileSync(at('more', 'config.yaml'), 'utf8')).toContain('epochs: 5');
  await expect(train('more', { set: [...set, 'training.epochs=4'], resume: true })).rejects.toThrow(
    'training.epochs is 4, but the checkpoint has completed 5 epochs',
  );
});

test('a refusal to resume names the settings and files that differ', async () => {
  await train('named', {});
  const resume = (...set: string[]) => train('named', { set, resume: true });
  await expect(resume('training.batch=2', 'model.hidden=6')).rejects.toThrow(
    /different config, corpus or vectors: model\.hidden is 6, and was 5; training\.batch is 2, and was 1$/,
  );
  await expect(resume('corpus.train=b.conll')).rejects.toThrow(
    /: corpus\.train has other content in b\.conll$/,
  );
});

test('too little memory for the SIMD kernel is said as such, in a new run and in a resumed one', async () => {
  const set = ['kernel=simd'];
  await train('memory', { set }, 3);
  const memory = vi.spyOn(WebAssembly, 'Memory').mockImplementation(noMemory);
  try {
    for (const [name, options] of [
      ['memory-new', { set }],
      ['memory', { set, resume: true }],
    ] as const)
      await expect(train(name, options)).rejects.toThrow(
        /^cannot allocate \d+ MiB of memory for the SIMD kernel$/,
      );
  } finally {
    memory.mockRestore();
  }
});

function noMemory(): never {
  throw new RangeError('out of memory');
}
