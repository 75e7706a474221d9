/** @file What a table has no memory for, its type does not offer: a wrong call must not compile. */
import { describe, expect, test } from 'vitest';
import { CorpusScorer } from '../../src/evaluation/corpus-scorer.js';
import { LoopsContextTable } from '../../src/kernels/context-table.js';
import { LoopsTable } from '../../src/kernels/table.js';
import { zeroParameters } from '../../src/network/parameters.js';
import { makeContextTable, makeScreeningTable, makeTable } from '../../src/simd/choose.js';
import { loadModule } from '../../src/simd/module.js';
import { SimdContextTable } from '../../src/simd/simd-context-table.js';
import { SimdScreeningTable } from '../../src/simd/simd-screening-table.js';
import { SimdTable } from '../../src/simd/simd-table.js';
import { encode } from '../windows/sample.js';
import { layoutFor } from './table-sample.js';

const layout = layoutFor({ d: 2, H: 3, radius: 0, wordFeatures: 0, contexts: 1 });
const built = typeof loadModule() !== 'string';

describe('a table without the memory for a method does not have the method', () => {
  test('plain loops', () => {
    // @ts-expect-error: no vectors are kept
    expect(new LoopsTable(layout, 'tanh', 4).addVectors).toBeUndefined();
    // @ts-expect-error: no sum is kept
    expect(new LoopsTable(layout, 'tanh', 4).placeMeans).toBeUndefined();
    expect(new LoopsContextTable(layout, 'tanh', 4).placeMeans).toBeTypeOf('function');
  });

  test.skipIf(!built)('SIMD', () => {
    // @ts-expect-error: no rounded P is kept
    expect(new SimdTable(layout, 'tanh', 4).screenRun).toBeUndefined();
    // @ts-expect-error: no vectors are kept
    expect(new SimdScreeningTable(layout, 'tanh', 4).addVectors).toBeUndefined();
    expect(new SimdContextTable(layout, 'tanh', 4).addVectors).toBeTypeOf('function');
  });

  test.each(['loops', 'auto'] as const)('chosen by %s', (choice) => {
    const plain = makeTable(choice, layout, 'tanh', 4);
    const screening = makeScreeningTable(choice, layout, 'tanh', 4);
    const context = makeContextTable(choice, layout, 'tanh', 4);
    // @ts-expect-error: a table for scores does not promise to screen
    expect(plain.screenRun === undefined).toBe(plain.name === 'simd');
    // @ts-expect-error: a table for scores keeps no vectors
    expect(plain.clearSum).toBeUndefined();
    // @ts-expect-error: a table that screens keeps no vectors
    expect(screening.clearSum).toBeUndefined();
    expect([context.clearSum, context.screenRun]).toEqual([expect.any(Function), expect.any(Function)]);
    for (const table of [plain, screening, context]) table.close();
  });

  test('a corpus is scored above a threshold only with a table that screens', () => {
    const { corpus, encoder } = encode('a b', ['a', 'b'], 0);
    const words = layoutFor({ d: 2, H: 3, radius: 0, wordFeatures: 0, contexts: 0 });
    const parameters = zeroParameters(words);
    const inputs = encoder.rows.inputs();
    const scorer = new CorpusScorer(makeTable('loops', words, 'tanh', 9), inputs, corpus);
    // @ts-expect-error: this table does not promise to screen
    const wrong = (): Float32Array => scorer.scoreAbove(parameters, 0);
    const right = new CorpusScorer(makeScreeningTable('loops', words, 'tanh', 9), inputs, corpus);
    expect(right.scoreAbove(parameters, -1)).toEqual(scorer.score(parameters));
    expect(wrong).toBeTypeOf('function');
  });
});
