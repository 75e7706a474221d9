import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lossKinds } from '../../../src/config/training-sections.js';
import { problemsOf } from '../../../src/lessons/gradcheck/cases.js';
import { bounds, checksOf } from '../../../src/lessons/gradcheck/check.js';
import { arrayOf, lengthOf, placeOf } from '../../../src/lessons/gradcheck/gradient-block.js';
import { gradientCheck } from '../../../src/lessons/gradcheck/gradient-check.js';
import { situationsOf } from '../../../src/lessons/gradcheck/situations.js';
import { type SyntheticOptions, syntheticProblem } from '../../../src/lessons/gradcheck/synthetic.js';
import { Trial } from '../../../src/lessons/gradcheck/trial.js';
import { activations } from '../../../src/network/activation.js';

const toy = { size: 'toy', H: 8, D: 20 } as const;
const trialOf = (options: Partial<SyntheticOptions>): Trial =>
  new Trial(
    syntheticProblem({ ...toy, activation: 'tanh', loss: 'margin', kind: 'all', seed: 1, ...options }),
    options.seed ?? 1,
  );

describe('hand ↔ page 1e-12, hand ↔ graph 1e-10, hand ↔ numeric 1e-7, hand ↔ fast 1e-5, kept pairs exactly 0', () => {
  const cases = activations.flatMap((activation) =>
    (['margin', 'anchored'] as const).flatMap((loss) =>
      (['words', 'all'] as const).map((kind) => [activation, loss, kind] as const),
    ),
  );
  test.each(cases)('%s, %s, %s', (activation, loss, kind) => {
    const trial = trialOf({ activation, loss, kind });
    const { checks } = checksOf(trial, 1);
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    const names = [
      'W',
      'b',
      'u',
      ...(kind === 'all' ? ['S'] : []),
      'x',
      ...(loss === 'anchored' ? ['a'] : []),
    ];
    expect([...new Set(checks.map(({ parameter }) => parameter))]).toEqual(names);
    const byPage = checks.filter(({ between }) => between[1] === 'page');
    const onPage = names.filter((name) => loss === 'margin' && name !== 'x');
    expect(byPage.map(({ parameter }) => parameter)).toEqual(onPage);
    expect(checks).toHaveLength(4 * names.length + onPage.length);
    const kept = checks.filter(({ between }) => between[1] === 'zero');
    expect(kept.map(({ error }) => error)).toEqual(names.map(() => 0));
    for (const { between, error, bound } of checks) {
      expect(bound).toBe(bounds[between[1]].norm);
      expect(error).toBeLessThanOrEqual(bound);
    }
  });

  test.each(['words', 'all'] as const)('softmax, %s', (kind) => {
    const { checks } = checksOf(trialOf({ activation: 'identity', loss: 'cross-entropy', kind }), 1);
    expect(checks.every(({ ok, model }) => ok && model === 'softmax')).toBe(true);
    expect(checks.map(({ parameter }) => parameter)).toContain('x');
    expect(checks.map(({ parameter }) => parameter)).not.toContain('u');
    expect(checks.map(({ between }) => between[1])).not.toContain('page');
  });

  test('softsign with 100 hidden units, where some z is close to the bend at 0', () => {
    const { checks } = checksOf(
      trialOf({ size: 'medium', H: 100, D: 250, activation: 'softsign', kind: 'words' }),
      1,
    );
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('for any seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(...activations), (seed, activation) => {
        const { checks } = checksOf(trialOf({ seed, activation }), seed);
        expect(checks.filter(({ ok }) => !ok)).toEqual([]);
      }),
      { numRuns: 8, seed: 3 },
    );
  });
});

describe('what a batch meets', () => {
  test('with words alone: repeated words, shared contexts, several corrupt windows, kept and violated pairs', () => {
    const met = situationsOf(trialOf({ kind: 'words' }), 0);
    expect(met).toMatchObject({
      pairs: 16,
      windows: 20,
      severalCorrupt: 4,
      sparse: 0,
      sentence: 0,
      dropout: 0,
    });
    expect(met.repeatedWord).toBeGreaterThan(0);
    expect(met.sharedContext).toBeGreaterThan(0);
    expect(met.insideMargin).toBeGreaterThan(0);
    expect(met.insideMargin).toBeLessThan(met.pairs);
  });

  test('with everything: sparse features, sentence and document slots, dropout; every corrupt window shares its contexts', () => {
    const met = situationsOf(trialOf({ kind: 'all' }), 0);
    expect(met).toMatchObject({ sharedContext: 16, sparse: 20, sentence: 20, dropout: 20 });
  });

  test('no pair is within 0.01 of its kink, and skipped pairs are counted', () => {
    const trials = Array.from({ length: 12 }, (_, seed) => trialOf({ seed, kind: 'words' }));
    for (const { head, batch } of trials) {
      for (const { value } of head.hinges(batch.kernel, new Map())) {
        expect(Math.abs(value)).toBeGreaterThanOrEqual(0.01);
      }
    }
    expect(trials.reduce((sum, { batch }) => sum + batch.aside, 0)).toBeGreaterThan(0);
  });
});

describe('a planted error of 0.01 %', () => {
  test('in any entry of any parameter is found and named', () => {
    const trial = trialOf({ loss: 'anchored' });
    const entries = trial.blocks.flatMap((block) =>
      Array.from({ length: lengthOf(block) }, (_, k) => ({ block, k })).filter(
        ({ k }) => Math.abs(arrayOf(trial.hand, block.name)[k]) > 1e-6,
      ),
    );
    expect(entries.length).toBeGreaterThan(200);
    fc.assert(
      fc.property(fc.constantFrom(...entries), ({ block, k }) => {
        const place = placeOf(block, k);
        const { checks, planted } = checksOf(trial, 1, place);
        expect(planted).toBe(arrayOf(trial.hand, block.name)[k]);
        const [found] = checks.filter(
          ({ between, parameter }) => between[1] === 'graph' && parameter === block.name,
        );
        expect(found).toMatchObject({ ok: false, worst: place });
        const others = checks.filter(({ parameter, ok }) => parameter !== block.name && !ok);
        expect(others).toEqual([]);
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  test('in W[3,7] is found by the page, by the graph and by the differences', () => {
    const { checks } = checksOf(trialOf({}), 1, 'W[3,7]');
    const wrong = checks.filter(({ ok }) => !ok);
    expect(new Set(wrong.map(({ worst }) => worst))).toEqual(new Set(['W[3,7]']));
    expect(wrong.slice(0, 3).map(({ between }) => between[1])).toEqual(['page', 'graph', 'numeric']);
  });

  test('is found at the medium size, where one entry is 1 of 25,000', () => {
    const trial = trialOf({ size: 'medium', H: 100, D: 250, kind: 'words' });
    const { checks } = checksOf(trial, 1, 'W[3,7]');
    expect(checks.find(({ ok }) => !ok)).toMatchObject({ worst: 'W[3,7]', between: ['hand', 'page'] });
  });

  test('at an entry that does not exist or is 0 is a usage error', () => {
    const one = () => [
      syntheticProblem({ ...toy, activation: 'relu', loss: 'margin', kind: 'words', seed: 1 }),
    ];
    expect(() => gradientCheck(one(), 1, 'W[8,0]')).toThrow('W[8,0]: no gradient has this entry');
    const dead = arrayOf(trialOf({ activation: 'relu', kind: 'words' }).hand, 'W').indexOf(0);
    const place = `W[${Math.floor(dead / 20)},${dead % 20}]`;
    expect(() => gradientCheck(one(), 1, place)).toThrow('the gradient is 0 there in every problem');
  });
});

test('a hand gradient without the sum over a repeated word is found', () => {
  const trial = trialOf({ kind: 'words' });
  const { vectors, windows } = trial.touched;
  const often = vectors.map((_, v) =>
    Math.max(...windows.map((slots) => slots.filter(({ vector }) => vector === v).length)),
  );
  const repeated = often.findIndex((times) => times > 1);
  const x = arrayOf(trial.hand, 'x');
  for (let j = 0; j < 4; j++) x[repeated * 4 + j] /= 2; // as if only one of two places counted
  const wrong = checksOf(trial, 1).checks.filter(({ ok }) => !ok);
  expect(new Set(wrong.map(({ parameter }) => parameter))).toEqual(new Set(['x']));
});

test('the problems cover each activation, loss and model at both sizes', () => {
  const problems = [...problemsOf(1)];
  const kinds = (size: string) =>
    new Set(
      problems
        .filter((problem) => problem.size === size)
        .map(({ classes, activation, settings }) =>
          classes ? 'softmax' : `${activation} ${settings.loss.kind}`,
        ),
    );
  const network = activations.flatMap((name) => lossKinds.map((loss) => `${name} ${loss}`));
  expect(kinds('toy')).toEqual(new Set([...network, 'softmax']));
  expect(kinds('medium')).toEqual(kinds('toy'));
  expect([...kinds('default')]).toEqual(['tanh margin', 'softmax']);
  expect(problems[0].layout).toMatchObject({ H: 8, D: 20 });
});
