import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitFeatures } from '../../src/features/feature-set.js';
import { FeatureSpace } from '../../src/features/feature-space.js';
import { Gazetteer } from '../../src/features/gazetteer.js';
import { usesIn } from '../../src/features/leave-one-out.js';
import { LocationRate } from '../../src/features/location-rate.js';
import { corpusOf, locations, noFeatures, sentencesOf } from '../windows/sample.js';

test('ids are ascending, each once, unknown names left out', () => {
  expect(new FeatureSpace(['a', 'b', 'c']).idsOf(['c', 'x', 'a', 'c'])).toEqual([0, 2]);
});

describe('gazetteer', () => {
  const gazetteer = Gazetteer.from('geo', [
    '# comment',
    'New York',
    'York\tcity',
    'New York City\tcity',
    '',
    'York\tother',
  ]);
  const marks = (text: string): string[] => {
    const found: string[] = [];
    gazetteer.match(text.split(' '), (i, feature) => found.push(`${i} ${feature}`));
    return found;
  };

  test('longest first, from left to right', () => {
    expect(marks('in New York City')).toEqual(['1 geo=city:first', '2 geo=city:later', '3 geo=city:later']);
    expect(marks('New York Cities')).toEqual(['0 geo=name:first', '1 geo=name:later']);
    expect(marks('New old York')).toEqual(['2 geo=city:whole']);
    expect(marks('new york')).toEqual([]);
  });

  test('its lines give the same gazetteer', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const names = fc.array(
      fc.tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom('x', 'y')),
    );
    fc.assert(
      fc.property(names, fc.array(word), (list, tokens) => {
        const one = new Gazetteer(
          'g',
          list.map(([name, type]) => ({ tokens: name, type })),
        );
        const other = Gazetteer.from('g', [...one.lines()]);
        const matches = (of: Gazetteer): string[] => {
          const found: string[] = [];
          of.match(tokens, (i, feature) => found.push(`${i} ${feature}`));
          return found;
        };
        expect(matches(other)).toEqual(matches(one));
        expect([...other.lines()]).toEqual([...one.lines()]);
      }),
    );
  });
});

describe('location rate', () => {
  const rate = new LocationRate();
  rate.add(['Paris', 'PARIS', 'paris', 'Reading', 'Paris'], [true, true, true, false, false]);

  test('counts capitalised uses, and how many of them are inside', () => {
    expect(rate.entries.get('paris')).toEqual({ uses: 3, inside: 2 });
    expect(rate.feature('Paris')).toBe('rate=3+');
    expect(rate.feature('Reading')).toBe('rate=0');
    expect(rate.feature('Rome')).toBe('rate=new');
    expect(rate.feature('paris')).toBeUndefined();
  });

  test('own uses are left out', () => {
    const own = new LocationRate([['paris', { uses: 1, inside: 0 }]]);
    expect(rate.feature('Paris', own)).toBe('rate=4');
    expect(rate.feature('Paris', rate)).toBe('rate=new');
  });
});

test('a name that occurs in only one document is new there; names from other documents are known', () => {
  const sentences = sentencesOf('[Paris] [Paris]\n\n[Rome] x\n\n[Rome] y');
  const options = { ...noFeatures, lexicon: true };
  const features = fitFeatures(corpusOf(sentences), options, locations, []);
  expect([...features.words.names].sort()).toEqual(['rate=4', 'rate=new']);
  const own = usesIn([sentences[0]], locations);
  const names = ['Paris', 'Rome'].map((form) =>
    features.ofToken(form, undefined, own).map((id) => features.words.names[id]),
  );
  expect(names).toEqual([['rate=new'], ['rate=4']]);
});

test('words count in lower case, rare ones are left out', () => {
  const sentences = sentencesOf('The cat\nthe dog Cat');
  const options = { ...noFeatures, words: true, minimumCount: 2 };
  const features = fitFeatures(corpusOf(sentences), options, locations, []);
  expect(features.words.names).toEqual(['word=the', 'word=cat']);
  expect(features.ofForm('CAT')).toEqual([1]);
  expect(features.ofForm('dog')).toEqual([]);
});

test('rare feature names are dropped; a form counts once per use', () => {
  const sentences = sentencesOf('a a B\nc 12');
  const learned = (minimumCount: number) =>
    fitFeatures(corpusOf(sentences), { ...noFeatures, shape: true, minimumCount }, locations, []);
  expect(learned(1).words.names).toEqual(['shape=lower', 'shape=A', 'shape=number']);
  expect(learned(2).words.names).toEqual(['shape=lower']);
  expect(learned(2).ofForm('B')).toEqual([]);
});
