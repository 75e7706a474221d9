import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { everything, writeToyModel } from '../tagging/toy-model.js';
import { nerwin } from './binary.js';

/** What `tag` says of lines if the model has document features. */
const documentWarning =
  'warning: the model uses the mean of the word vectors of a document, and each line counts as a document: put whole documents on a line\n';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-slow-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('an engine without WebAssembly gives the same tags, after a warning that it is slow', async () => {
  const model = join(folder, 'model.safetensors');
  writeToyModel(model, { features: everything });
  const args = ['tag', '-', '--json', '--model', model];
  const input = 'We are in Paris .\nThe museum of Zürich is amazing !\n';
  const fast = await nerwin(args, { input });
  const slow = await nerwin(args, {
    input,
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '--jitless' },
  });
  expect(fast.err).toBe(documentWarning);
  expect(slow.err).toContain('warning: this JavaScript engine has no WebAssembly');
  expect(slow.out).toBe(fast.out);
  expect(slow.code).toBe(0);
});
