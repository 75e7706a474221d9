import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { evaluate } from '../../src/api/evaluate.js';
import { type Run, type TrainConfig, train } from '../../src/api/train.js';
import { encodeWith } from '../../src/dataset/encode-with.js';
import { evaluateScored, mistakesIn, samplesIn } from '../../src/dataset/model-evaluation.js';
import { predictionsOf } from '../../src/dataset/predictions.js';
import { goldOf } from '../../src/evaluation/gold.js';
import { scoreText } from '../../src/lessons/explain/explained-text.js';
import { bytesSource } from '../../src/model/byte-source.js';
import { merge } from '../../src/model/merge.js';
import { loadModel } from '../../src/model/model-file.js';
import { readModel } from '../../src/model/read-model.js';
import { shippedModelPath } from '../../src/model/shipped.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { errorOf } from '../api/error-of.js';

const model = loadModel(shippedModelPath());
const tokens = 'They flew from Lima Peru to Tokyo Japan .'.split(' ');
const tags = ['O', 'O', 'O', 'B-LOC', 'B-LOC', 'O', 'B-LOC', 'B-LOC', 'O'];
const apart = [
  [3, 4],
  [4, 5],
  [6, 7],
  [7, 8],
];

test('neighbors that are listed are apart in a text, in its explanation, and in an evaluation', async () => {
  const { locations } = new Tagger(model, { tokenized: true }).tag(tokens.join(' '));
  expect(Array.from({ length: locations.count }, (_, k) => [locations.starts[k], locations.ends[k]])).toEqual(
    apart,
  );
  const explained = scoreText(model, tokens.join(' '), model.header.thresholds);
  expect(explained.locations.map(({ start, end }) => [start, end])).toEqual(apart);
  const { entity, token, standards } = await evaluate({ corpus: [{ tokens, tags }] });
  expect([entity.tp, entity.fp, entity.fn]).toEqual([4, 0, 0]);
  expect([token.tp, token.fp, token.fn]).toEqual([4, 0, 0]);
  expect(standards.nervaluate.strict.f1).toBe(1);
});

test('predictions, samples and mistakes show the parts', () => {
  const spans = [
    { type: 'LOC', start: 3, end: 5 }, // Lima Peru as one
    { type: 'LOC', start: 6, end: 7 },
    { type: 'LOC', start: 7, end: 8 },
  ];
  const corpus = { sentences: () => [{ tokens, spans, document: 0, file: '', line: 1 }] };
  const { thresholds } = model.header;
  const { corpus: encoded, rows } = encodeWith(model, corpus, ['LOC']);
  const { scores: of } = new Tagger(model, { tokenized: true }).tag(tokens.join(' '));
  const scores = new Float32Array(encoded.rows.length).fill(Number.NEGATIVE_INFINITY);
  scores.set(of.subarray(0, tokens.length), encoded.starts[0]);
  const wordAt = (position: number): string => rows.forms[encoded.rows[position]];
  const gold = goldOf(encoded);
  const none = { types: undefined, rungs: new Map(), warnings: [], others: [] };
  const scored = { ...none, encoded, gold, scores, wordAt, isUnknownAt: () => false };
  const columns = [...predictionsOf(scored, thresholds)].join('').trim().split('\n');
  expect(columns.map((line) => line.split(' ')[2])).toEqual(tags);
  const kinds = mistakesIn(scored, thresholds, 10).map(({ kind }) => kind);
  expect(kinds).toEqual(['boundary', 'boundary']); // Lima, Peru
  const { entity, sweep } = evaluateScored(scored, thresholds, model.header);
  expect([entity.tp, entity.fp, entity.fn]).toEqual([2, 2, 1]);
  expect(Math.max(...sweep.map(({ recall }) => recall))).toBeCloseTo(2 / 3, 12);
  const marked = samplesIn(scored, thresholds)[0].parts.flatMap(({ text, mark }) => (mark ? [text] : []));
  expect(marked).toContain('Tokyo');
});

test('models that divide in different ways cannot be merged, in either order', () => {
  const { divide: _divide, ...header } = model.header;
  const [one, two] = [
    { name: 'one', model },
    { name: 'two', model: { ...model, header } },
  ];
  expect(() => merge([one, two])).toThrow("one and two can't be merged: decision.divide differs");
  expect(() => merge([two, one])).toThrow("two and one can't be merged: decision.divide differs");
});

test('a merged model divides as its models do', () => {
  const named = [
    { name: 'one', model },
    { name: 'two', model },
  ];
  expect(merge(named).header.divide).toEqual(model.header.divide);
});

describe('decision.divide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-divide-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'names.txt'), 'Lima\ttown\nPeru\tcountry\n');
  writeFileSync(join(folder, 'vectors.txt'), 'he 1 0\nleft 0 1\nlima 1 1\nperu 1 1\nin 0 -1\n. -1 0\n');
  const corpus = [
    { tokens: ['He', 'left', 'Lima', 'Peru', '.'], tags: ['O', 'O', 'B-LOC', 'B-LOC', 'O'] },
    { tokens: ['He', 'left', 'Lima', '.'], tags: ['O', 'O', 'B-LOC', 'O'] },
  ];
  const gazetteers = [{ file: join(folder, 'names.txt'), name: 'names' }];
  const divide = { levels: [['town'], ['country']], except: [] };
  const run = (decision: TrainConfig['decision'], lists = gazetteers): Run =>
    train({
      config: {
        corpus: { train: corpus, dev: corpus },
        vectors: { file: join(folder, 'vectors.txt') },
        features: { gazetteers: lists },
        model: { hidden: 4 },
        training: { epochs: 1 },
        decision,
      },
      output: null,
    });
  const headerOf = async (decision: TrainConfig['decision']) =>
    readModel(bytesSource(await run(decision).model(), 'model')).header;

  test('is part of the model, and leaves everything else as it is', async () => {
    const plain = await headerOf({});
    expect(plain.divide).toBeUndefined();
    expect(plain.config.decision).not.toHaveProperty('divide');
    const { divide: rule, config, ...rest } = await headerOf({ divide });
    expect(rule).toEqual(divide);
    expect(config).toEqual({ ...plain.config, decision: { ...Object(plain.config.decision), divide } });
    const { config: _config, ...others } = plain;
    expect(rest).toEqual(others);
  });

  test('needs a list with its classes', async () => {
    const decision = { divide: { levels: [['town', 'hamlet'], ['land']] } };
    expect(await errorOf(run(decision).result)).toMatchObject({
      code: 'config',
      message: 'decision.divide.levels: no list in features.gazetteers has the class hamlet, land',
      hint: 'the classes are town, country',
    });
    const { hint } = await errorOf(run(decision, []).result);
    expect(hint).toContain('features.gazetteers: [{ file: shipped }]');
  });
});
