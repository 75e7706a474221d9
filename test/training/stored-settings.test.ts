import { expect, test } from 'vitest';
import { trainingSchema } from '../../src/config/settings.js';
import { storedSettings } from '../../src/training/stored-settings.js';

test('a model trained with replace-centre, as earlier versions spelled it, has the strategy replace-center', () => {
  const stored = { ...trainingSchema.parse({}), corruption: { strategy: 'replace-centre', perTrue: 3 } };
  expect(storedSettings('old.safetensors', stored).corruption).toMatchObject({
    strategy: 'replace-center',
    perTrue: 3,
  });
});
