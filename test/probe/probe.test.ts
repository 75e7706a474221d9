import { expect, test } from 'vitest';
import { loadModel } from '../../src/model/model-file.js';
import { shippedModelPath } from '../../src/model/shipped.js';
import { percentOfSentences, probe } from './probe.js';

test('the shipped model finds known places anywhere in a sentence, and marks few traps', () => {
  const { places, traps } = probe(loadModel(shippedModelPath()));
  const [found, marked] = [percentOfSentences(places), percentOfSentences(traps)];
  console.log(`known places found ${found.toFixed(1)} %, traps marked ${marked.toFixed(1)} %`);
  expect(found).toBeGreaterThanOrEqual(95);
  expect(marked).toBeLessThanOrEqual(9);
});
