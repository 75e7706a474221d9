import { afterAll, describe, expect, test } from 'vitest';
import { scoreText } from '../../../src/lessons/explain/explained-text.js';
import { explain } from '../../../src/lessons/explain/explanation.js';
import { describeFeature } from '../../../src/lessons/explain/feature-name.js';
import { fixed, labelOf, signed, verdictOf } from '../../../src/lessons/explain/labels.js';
import { shareChart } from '../../../src/lessons/explain/share-chart.js';
import { removeFolder, sampleModel } from './fixtures.js';

afterAll(removeFolder);

test('numbers carry the minus sign of print, and nothing is −0.000', () => {
  expect([fixed(-1.5), fixed(2, 1), signed(0.4121), signed(-1.03), signed(-0.0001), signed(0)]).toEqual([
    '−1.500',
    '2.0',
    '+0.412',
    '−1.030',
    '+0.000',
    '+0.000',
  ]);
});

describe('a verdict', () => {
  const { model } = sampleModel('verdict');
  const verdictAt = async (start: number, extend: number): Promise<string> => {
    const text = scoreText(model, 'museums in Paris .', { start, extend });
    return verdictOf(explain(text, best), text).replaceAll(/s = \S+/g, 's');
  };
  let [best, least] = [0, 0];
  let scores: Float64Array = new Float64Array(0);
  const prepare = async (): Promise<void> => {
    ({ scores } = scoreText(model, 'museums in Paris .', { start: 0, extend: 0 }));
    best = scores.indexOf(Math.max(...scores));
    least = scores.indexOf(Math.min(...scores));
  };

  test('with one threshold is on one side of it', async () => {
    await prepare();
    expect(await verdictAt(scores[best] - 1, scores[best] - 1)).toMatch(/^s > \S+, a location$/);
    expect(await verdictAt(scores[best], scores[best])).toMatch(/^s ≤ \S+, not a location$/);
  });

  test('with two thresholds it names scores between them', async () => {
    await prepare();
    const between = scores[best] - 0.01;
    expect(await verdictAt(scores[best] + 1, between)).toMatch(
      /^s > \S+, but no adjacent word is above \S+: not a location$/,
    );
    const text = scoreText(model, 'museums in Paris .', { start: between, extend: scores[least] - 1 });
    expect(verdictOf(explain(text, least), text)).toMatch(/> \S+, part of a location with a word above \S+$/);
  });
});

test('the verdict on a lowercase word says if it was cut off at the end of a location', async () => {
  const { model } = sampleModel('edge');
  const words = 'museums in Paris .';
  const { scores } = await scoreText(model, words, { start: 0, extend: 0 });
  const extend = Math.min(...scores) - 1;
  const start = Math.max(...scores) - 0.01;
  const best = scores.indexOf(Math.max(...scores));
  const text = await scoreText(model, words, { start, extend, edge: 100 });
  // every word continues a location, and only Paris can be at an end
  expect(text.locations).toEqual([{ start: 2, end: 3 }]);
  const small = best === 0 ? 1 : 0;
  expect(verdictOf(explain(text, small), text)).toMatch(
    /^s = \S+ ≤ 100\.000, too low for a lowercase word at the edge of a location$/,
  );
  const apart = { ...text, starts: [0, 2, 4] }; // Paris in another sentence
  expect(verdictOf(explain(apart, small), apart)).toMatch(/no adjacent word is above \S+: not a location$/);
  // a score above `start` does not help where `edge` is higher
  const none = { ...text, locations: [], thresholds: { start: extend, extend, edge: 100 } };
  expect(verdictOf(explain(none, small), none)).toMatch(
    /≤ 100\.000, too low for a lowercase word at the edge of a location/,
  );
});

test('a bucket of affixes is told by the affixes of the word that fall into it', () => {
  const options = { affixes: 2, affixBuckets: 1 } as Parameters<typeof describeFeature>[2];
  expect(describeFeature('affix=0', 'Rom', options)).toBe('affix=0 (r- -m ro- -om)');
  expect(describeFeature('shape=Initial', 'Rom', options)).toBe('shape=Initial');
  expect(describeFeature('case=plain', undefined, options)).toBe('case=plain');
});

test('the chart has two bars and two numbers for each slot, and takes any word for text', () => {
  const { model } = sampleModel('chart', { features: true });
  const text = scoreText(model, 'in <b> & Paris .', model.header.thresholds);
  const explanation = explain(text, 2);
  const svg = shareChart(explanation);
  expect(explanation.slots.map(labelOf)).toEqual(['in', '<', 'b', '>', '&', 'sentence', 'document']);
  expect(svg.match(/<rect class="nw-dot/g)).toHaveLength(2 * 7 + 2);
  for (const { gradient, leaveOneOut } of explanation.slots) {
    expect(svg).toContain(`>${signed(gradient)}</text>`);
    expect(svg).toContain(`>${signed(leaveOneOut)}</text>`);
  }
  expect(svg).toContain('>&lt;</text>');
  expect(svg).toContain('>&amp;</text>');
});
