import { afterAll, assert, describe, expect, test } from 'vitest';
import { type ScoredText, scoreText } from '../../../src/lessons/explain/explained-text.js';
import { type Explanation, explain } from '../../../src/lessons/explain/explanation.js';
import { scoreGraph } from '../../../src/lessons/explain/score-graph.js';
import { selectTokens } from '../../../src/lessons/explain/selection.js';
import { drawGraph } from '../../../src/lessons/graph/drawing.js';
import { pictureOf } from '../../../src/lessons/graph/picture.js';
import { activations } from '../../../src/network/activation.js';
import { Tagger } from '../../../src/tagging/tagger.js';
import { removeFolder, sampleModel } from './fixtures.js';

afterAll(removeFolder);

const sentence = 'Not all museums in Paris are amazing .';
const scored = (model: ReturnType<typeof sampleModel>['model'], text = sentence): ScoredText =>
  scoreText(model, text, model.header.thresholds);

const shapes = [
  ...activations.map((activation) => [activation, { activation }] as const),
  ['tanh with features and contexts', { features: true }] as const,
  ['softmax of two classes', { classes: ['O', 'LOC'] }] as const,
  ['softmax of four classes with features', { classes: ['O', 'PER', 'LOC', 'ORG'], features: true }] as const,
];

describe.each(shapes)('%s', (name, shape) => {
  const { model } = sampleModel(name.replaceAll(' ', '-'), shape);

  test('scores are those of the tagger, to float32', () => {
    const text = scored(model, `${sentence} Paris Hilton is in Paris.`);
    const tagged = new Tagger(model).tag(`${sentence} Paris Hilton is in Paris.`);
    expect(text.words).toHaveLength(tagged.tokens.count);
    text.scores.forEach((score, t) => void expect(score).toBeCloseTo(tagged.scores[t], 5));
    expect(text.locations.length).toBe(tagged.locations.count);
  });

  test('the graph computes the same score, and its gradients are those of gradient × input', () => {
    const text = scored(model);
    const { slots, score } = explain(text, 4);
    const s = scoreGraph(text, 4);
    expect(s.scalar).toBeCloseTo(score, 12);
    const nodes = s.graph.nodes();
    const dense = slots.map(({ gradient, features }) =>
      features.reduce((rest, feature) => rest - feature.gradient, gradient),
    );
    const shareOf = (label: string): number => {
      const node = nodes.find((candidate) => candidate.name === label);
      assert(node);
      return node.value.reduce((sum, value, j) => sum + value * node.gradient[j], 0);
    };
    expect(shareOf('Paris')).toBeCloseTo(dense[2], 10);
    expect(shareOf('amazing')).toBeCloseTo(dense[4], 10);
  });

  test('the drawing of the graph fits a page, and its gates have names', () => {
    const svg = drawGraph(pictureOf(scoreGraph(scored(model), 4), 'score'));
    expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeLessThanOrEqual(1200);
    expect(svg).not.toMatch(/>(?:add|mul|dot|matvec|call) \d+ = |= (?:add|mul|dot|matvec) \d+/);
  });

  test('shares to first order add up to δᵀ(z − b)', () => {
    const text = scored(model);
    const { slots, bias } = explain(text, 4);
    const { H, stride } = model.layout;
    const z = text.z.subarray(4 * stride, 4 * stride + H);
    const { delta } = text.head.score(z);
    const whole = delta.reduce((sum, value, i) => sum + value * z[i], 0);
    expect(slots.reduce((sum, { gradient }) => sum + gradient, bias)).toBeCloseTo(whole, 10);
  });

  test('δ is the derivative of the score', () => {
    const { z, head } = scored(model);
    const at = z.slice(0, model.layout.H);
    const { delta } = head.score(at);
    at.forEach((_, i) => {
      const moved = (step: number): number => head.score(at.map((zi, k) => (k === i ? zi + step : zi))).s;
      expect((moved(1e-6) - moved(-1e-6)) / 2e-6).toBeCloseTo(delta[i], 6);
    });
  });
});

test('leave-one-out is the score minus the score of the sentence with an unknown word there', () => {
  const { model } = sampleModel('leave');
  const whole = scored(model);
  const { slots, score } = explain(whole, 4);
  for (const [p, t] of [2, 3, 4, 5, 6].entries()) {
    const words = sentence.split(' ');
    words[t] = 'zzz';
    const without = scored(model, words.join(' '));
    expect(slots[p].leaveOneOut).toBeCloseTo(score - without.scores[4], 10);
  }
});

test('with the linear f a first-order share is exact', () => {
  const { model } = sampleModel('linear', { activation: 'identity', features: true });
  const { slots } = explain(scored(model), 4);
  const features = slots.flatMap((slot) => slot.features);
  expect(features.length).toBeGreaterThan(5);
  for (const { gradient, leaveOneOut } of features) expect(leaveOneOut).toBeCloseTo(gradient, 10);
});

describe('a window', () => {
  test('says which word stands where, how it was found, and which features it has', () => {
    const { model } = sampleModel('window', { features: true });
    const text = scored(model);
    const { slots, word } = explain(text, 7);
    expect(word).toBe('.');
    expect(slots.map(({ slot, word: other, rung, isPadding }) => [slot, other, rung, isPadding])).toEqual([
      ['word−2', 'are', 'exact', false],
      ['word−1', 'amazing', 'unknown', false],
      ['center', '.', 'exact', false],
      ['word+1', undefined, undefined, true],
      ['word+2', undefined, undefined, true],
      ['sentence', undefined, undefined, false],
      ['document', undefined, undefined, false],
    ]);
    const names = explain(text, 4).slots[2].features.map(({ name }) => name);
    expect(names).toContain('shape=Initial');
    expect(names).toContain('word=paris');
    expect(names.filter((name) => /^affix=\d+ \(.*(p-|pa-|-s|-is)/.test(name)).length).toBeGreaterThan(0);
    expect(
      explain(text, 4)
        .slots[5].features.map(({ name }) => name)
        .sort(),
    ).toEqual(['case=plain', 'length=medium']);
  });

  test('units come by the size of their share, and the shares sum to s', () => {
    const { units, score } = explain(scored(sampleModel('units').model), 4);
    expect(units.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(score, 12);
    const sizes = units.map(({ share }) => Math.abs(share));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  test('ends with its sentence: the second sentence does not see the first', () => {
    const { model } = sampleModel('ends');
    const both = scored(model, 'Paris is in Paris. Paris are.');
    const alone = scored(model, 'Paris are.');
    expect(both.scores[5]).toBe(alone.scores[0]);
  });
});

describe('which word', () => {
  const select = async (text: string, asked?: string, threshold = 0): Promise<string[]> => {
    const found = scored(sampleModel('select', { threshold }).model, text);
    return selectTokens(found, asked).map((t) => `${t} ${found.words[t]}`);
  };

  test('one that is asked for, or one of several by its number', async () => {
    expect(await select(sentence, 'Paris')).toEqual(['4 Paris']);
    expect(await select('Paris Hilton is in Paris .', 'Paris:2')).toEqual(['4 Paris']);
  });

  test.each([
    ['I left King’s Lynn .', "King's Lynn", ['2 King', '3 ’s', '4 Lynn']],
    ["I left King's Lynn .", 'King’s Lynn', ['2 King', "3 's", '4 Lynn']],
    ['from Paris, Texas .', 'Paris, Texas', ['1 Paris', '2 ,', '3 Texas']],
    ['New York or New York', 'New York:2', ['3 New', '4 York']],
    ['in Sa\u0303o Paulo', 'S\u00e3o', ['1 Sa\u0303o']],
    ['in S\u00e3o Paulo', 'Sa\u0303o Paulo', ['1 S\u00e3o', '2 Paulo']],
    ['in Lon\u00addon', 'London', ['1 Lon\u00addon']],
    ['in London', ' Lon\u2060don ', ['1 London']],
    ['It’s Rome', "'s", ['1 ’s']],
  ])('%j: the name %j, as the tokenizer splits it', async (text, name, words) => {
    expect(await select(text, name)).toEqual(words);
  });

  test('none: those of every location and the best of the others; without a location the best', async () => {
    const text = scored(sampleModel('select').model);
    const best = text.scores.indexOf(Math.max(...text.scores));
    expect(await select(sentence, undefined, 100)).toEqual([`${best} ${text.words[best]}`]);
    const locations = text.words.flatMap((_, t) => (text.scores[t] > 0 ? [t] : []));
    const chosen = selectTokens(text, undefined);
    expect(locations.length).toBeGreaterThan(0);
    expect(chosen).toHaveLength(locations.length + 1);
    expect(chosen).toEqual(expect.arrayContaining(locations));
  });

  test.each([
    ['Rome', "'Rome' is not in the sentence"],
    ['Paris', "'Paris' occurs 2 times in the sentence"],
    ['Paris:3', 'occurs 2 times in the sentence, so there is no number 3'],
    ['Hilton:2', 'occurs once in the sentence, so there is no number 2'],
    ['Rome:1', "'Rome' is not in the sentence"],
    ['Hilton Paris', "'Hilton Paris' is not in the sentence"],
    ['', "'' is not in the sentence"],
  ])('%s is refused', async (asked, message) => {
    await expect(select('Paris Hilton is in Paris .', asked)).rejects.toThrow(message);
  });
});

test('a text without words is refused', () => {
  expect(() => scored(sampleModel('empty').model, '  ')).toThrow('the sentence has no words');
});

test('occurrences are counted', () => {
  const text = scored(sampleModel('twice').model, 'Paris Hilton is in Paris .');
  const { occurrence, occurrences }: Explanation = explain(text, 4);
  expect([occurrence, occurrences]).toEqual([2, 2]);
});
