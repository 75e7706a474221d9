import { expect, test } from 'vitest';
import { loadModel } from '../../src/model/model-file.js';
import { at, train } from './sample.js';

test('training from a model begins with its words, features and weights, in its form', async () => {
  await train('start', { set: ['features.shape=true', 'model.hidden=7', 'windows.radius=1'] });
  const old = loadModel(at('start', 'model.safetensors'));
  await train('next', {
    set: [...from('start'), 'features.shape2=true', 'training.rate.start=0.000001', 'training.epochs=1'],
  });
  const next = loadModel(at('next', 'model.safetensors'));
  const { header, layout } = next;
  expect([header.hidden, header.radius, header.activation]).toEqual([7, 1, old.header.activation]);
  expect(header.features.shape && header.features.shape2).toBe(true);
  expect(header.from?.name).toBe('model.safetensors');
  expect(header.from?.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(next.lexicon.words.slice(0, old.lexicon.words.length)).toEqual(old.lexicon.words);
  const names = old.features.words.names;
  expect(next.features.words.names.slice(0, names.length)).toEqual(names);
  expect(next.features.words.names.length).toBeGreaterThan(names.length);
  // After a few steps at a rate near 0, the copied weights are still the old ones, slot by slot.
  const { stride } = layout;
  for (const [k, slot] of layout.slots.entries()) {
    const before = old.layout.slots[k];
    const block = (values: ArrayLike<number>, row: number, rows: number): number[] =>
      Array.from(values).slice(row * stride, (row + rows) * stride);
    const dense = block(next.parameters.W, slot.column, layout.d);
    block(old.parameters.W, before.column, layout.d).forEach((weight, i) => {
      expect(Math.abs(dense[i] - weight)).toBeLessThan(1e-4);
    });
    const sparse = block(next.parameters.S, slot.sparse, before.features);
    block(old.parameters.S, before.sparse, before.features).forEach((weight, i) => {
      expect(Math.abs(sparse[i] - weight)).toBeLessThan(1e-4);
    });
  }
});

test('the same start gives the same bytes, resumed or not; another start is another run', async () => {
  await train('start', { overwrite: true });
  const whole = await train('whole-start', { set: from('start') });
  const random = await train('random-start', {});
  expect(whole.model.equals(random.model)).toBe(false);
  await train('parts-start', { set: from('start') }, 3);
  const resumed = await train('parts-start', { set: from('start'), resume: true });
  expect(resumed.model.equals(whole.model)).toBe(true);
  await train('other-start', { seed: 9 });
  await train('parts-start', { set: from('start'), overwrite: true }, 3);
  await expect(train('parts-start', { set: from('other-start'), resume: true })).rejects.toThrow(
    'the model in model.from or a list of names has changed',
  );
});

test('decision.from: model keeps the thresholds and operating points of the start', async () => {
  await train('start', { overwrite: true });
  const { header } = loadModel(at('start', 'model.safetensors'));
  const own = async (which: string) => {
    await train(`from-${which}`, {
      set: [...from('start'), 'loss.margin=5', `decision.from=${which}`],
    });
    return loadModel(at(`from-${which}`, 'model.safetensors')).header;
  };
  const [model, dev] = [await own('model'), await own('dev')];
  expect([model.thresholds, model.operatingPoints]).toEqual([header.thresholds, header.operatingPoints]);
  expect(dev.thresholds).not.toEqual(header.thresholds);
  await expect(train('no-start', { set: ['decision.from=model'] })).rejects.toThrow(
    'model.from names no model',
  );
});

test('a softmax classifier is no starting point for a network, nor the other way round', async () => {
  await train('start', { overwrite: true });
  await expect(train('soft', { set: [...from('start'), 'model.kind=softmax'] })).rejects.toThrow(
    'only a window network can start from another',
  );
});

function from(run: string): string[] {
  return [`model.from=${at(run, 'model.safetensors')}`];
}
