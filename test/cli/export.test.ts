import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadModel } from '../../src/model/model-file.js';
import { readVectors } from '../../src/vectors/read.js';
import { plain, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const model = join(folder, 'model.safetensors');
beforeAll(() => writeToyModel(model, { features: { ...plain, shape: true } }));

test('export writes the lexicon as a word2vec file, which is read back with the same numbers', async () => {
  const path = join(folder, 'lexicon.bin');
  const { code, notes } = await captured(['export', '--model', model, '--word2vec', path]);
  expect(code).toBe(0);
  expect(notes).toContain('no rows for unknown words');
  const { words, d, vectors } = loadModel(model).lexicon;
  const read = await readVectors(path);
  expect([read.format, read.words, read.d]).toEqual(['word2vec-binary', words, d]);
  expect(read.vectors).toEqual(vectors);
});

test('export writes several files at once, the same bytes each time, and leaves the model alone', async () => {
  const before = readFileSync(model);
  const write = async (name: string): Promise<Buffer[]> => {
    const [onnx, npz] = [`${name}.onnx`, `${name}.npz`].map((file) => join(folder, file));
    expect((await captured(['export', '-m', model, '--onnx', onnx, '--npz', npz])).code).toBe(0);
    return [readFileSync(onnx), readFileSync(npz)];
  };
  expect(await write('one')).toEqual(await write('two'));
  expect(readFileSync(model).equals(before)).toBe(true);
});

test.each([
  [[], 'nothing to write', 'give --onnx FILE, --npz FILE or --word2vec FILE'],
  [['--onnx', model], `--onnx ${model}: would overwrite an input file`, 'choose another output file'],
  [
    ['--npz', 'a', '--word2vec', 'a'],
    '--npz and --word2vec are the same file: a',
    'choose two different files',
  ],
  [['--onnx', 'a', '--opset', '7'], 'operator set 7 is not supported', 'use one of 13 to 22'],
  [['--onnx', 'a', '--opset', 'x'], "argument 'x' is invalid. Expected a whole number.", ''],
  [['--npz', 'a', '--input', 'words'], '--input applies to ONNX only', 'add --onnx FILE'],
  [['--word2vec', 'a', '--opset', '17'], '--opset applies to ONNX only', 'add --onnx FILE'],
  [['--onnx', 'a', '--input', 'text'], 'Allowed choices are rows, words', ''],
])('export %j is refused', async (args, what, hint) => {
  const { code, notes } = await captured(['export', '-m', model, ...args]);
  expect(code).toBe(2);
  expect(notes).toContain(what);
  expect(notes).toContain(hint);
});

test('export says which features of the model the ONNX graph cannot hold', async () => {
  const listed = join(folder, 'listed.safetensors');
  writeToyModel(listed, { features: { ...plain, shape: true, lexicon: true }, gazetteers: true });
  const { notes } = await captured(['export', '--model', listed, '--onnx', join(folder, 'listed.onnx')]);
  expect(notes).toBe(
    'the graph cannot hold shapes of words (shape), rates of words (lexicon), lists of names (gazetteers): ' +
      'the caller computes them for its input "features"\n',
  );
  writeToyModel(listed, { features: plain });
  const none = await captured(['export', '--model', listed, '--onnx', join(folder, 'listed.onnx')]);
  expect(none.notes).toBe('');
});
