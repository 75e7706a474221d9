import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FeatureSet, fitFeatures } from '../../src/features/feature-set.js';
import { FeatureSpace } from '../../src/features/feature-space.js';
import { Gazetteer, matchesIn, namesOf } from '../../src/features/gazetteer.js';
import { usesIn } from '../../src/features/leave-one-out.js';
import { insideLocations, LocationRate } from '../../src/features/location-rate.js';
import { hashOfToken } from '../../src/features/token-hash.js';
import { tokenize } from '../../src/text/tokenize.js';
import { tokenTexts } from '../../src/text/tokens.js';
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
    gazetteer.match(text.split(' ').map(hashOfToken), (i, feature) => found.push(`${i} ${feature}`));
    return found;
  };

  test('longest first, from left to right', () => {
    expect(marks('in New York City')).toEqual(['1 geo=city:first', '2 geo=city:later', '3 geo=city:later']);
    expect(marks('New York Cities')).toEqual(['0 geo=name:first', '1 geo=name:later']);
    expect(marks('New old York')).toEqual(['2 geo=city:whole']);
    expect(marks('new york')).toEqual([]);
  });

  test('a list may have spaces around names and classes, empty lines and comments; the class is name if none is given', () => {
    const list = ['  Hong   Kong  ', '#Rome\tcity', '', ' \tcity', 'Oslo\t', 'Bern\t city ', 'A #\tcity'];
    expect([...namesOf(list)].map(({ tokens, type }) => `${tokens.join(' ')}\t${type}`).sort()).toEqual([
      'A #\tcity',
      'Bern\tcity',
      'Hong Kong\tname',
      'Oslo\tname',
    ]);
  });

  test('tokens after a match, or after a name that only began, are matched anew', () => {
    expect(marks('York York')).toEqual(['0 geo=city:whole', '1 geo=city:whole']);
    expect(marks('New York New York City')).toEqual([
      ...['0 geo=name:first', '1 geo=name:later'],
      ...['2 geo=city:first', '3 geo=city:later', '4 geo=city:later'],
    ]);
    expect(marks('New New York')).toEqual(['1 geo=name:first', '2 geo=name:later']);
  });

  test('it finds, from left to right, the longest name that begins at a token', () => {
    const word = fc.constantFrom('a', 'b', 'c');
    const names = fc.array(
      fc.tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.constantFrom('x', 'y')),
    );
    fc.assert(
      fc.property(names, fc.array(word), (list, tokens) => {
        const one = Gazetteer.of(
          'g',
          list.map(([name, type]) => ({ tokens: name, type })),
        );
        const found: string[] = [];
        one.match(tokens.map(hashOfToken), (i, feature) => found.push(`${i} ${feature}`));
        expect(found).toEqual(longestNames(list, tokens));
      }),
    );
  });

  test('more than 127 classes need wider values', () => {
    const list = Array.from({ length: 130 }, (_, k) => `name${k}\tclass${k}`);
    const many = Gazetteer.from('g', list);
    expect(many.entries.values).toBeInstanceOf(Int32Array);
    expect(Gazetteer.from('g', list.slice(0, 127)).entries.values).toBeInstanceOf(Uint8Array);
    expect(many.featureOf(hashOfToken('name129'))).toBe('g=class129:whole');
    expect(many.featureOf(hashOfToken('name130'))).toBeUndefined();
  });
});

/** The features of all matches by brute force: every name is compared at every token. */
function longestNames(list: readonly (readonly [string[], string])[], tokens: readonly string[]): string[] {
  const found: string[] = [];
  for (let start = 0; start < tokens.length; ) {
    const here = list.filter(([name]) => name.every((token, k) => tokens[start + k] === token));
    const longest = here.reduce<readonly [string[], string] | undefined>(
      (best, name) => (best && best[0].length >= name[0].length ? best : name),
      undefined,
    );
    const length = longest?.[0].length ?? 0;
    for (let k = 0; k < length; k++)
      found.push(`${start + k} g=${longest?.[1]}:${length === 1 ? 'whole' : k === 0 ? 'first' : 'later'}`);
    start += Math.max(1, length);
  }
  return found;
}

describe('a list goes through the tokenizer and the normal form, as text does', () => {
  /** The words of `text` that are in a match, with their parts. */
  const marked = (names: string[], text: string): string[] => {
    const words = tokenTexts(text, tokenize(text));
    const matches = matchesIn(words, [Gazetteer.from('g', names)]);
    return [...(matches ?? [])].map(([i, [feature]]) => `${words[i]} ${feature.split(':')[1]}`);
  };

  test.each([
    ["King's Lynn", "in King's Lynn.", 'King first', "'s later", 'Lynn later'],
    ["King's Lynn", 'in King’s Lynn.', 'King first', '’s later', 'Lynn later'],
    ['King’s Lynn', "in King's Lynn.", 'King first', "'s later", 'Lynn later'],
    ["King 's Lynn", "in King's Lynn.", 'King first', "'s later", 'Lynn later'],
    ['Paris, Texas', 'to Paris, Texas, today', 'Paris first', ', later', 'Texas later'],
    ["St. John's", "near St. John's .", 'St. first', 'John later', "'s later"],
    ['Washington, D.C.', 'Washington, D.C. is', 'Washington first', ', later', 'D.C. later'],
    ['Rochester, Minn.', 'from Rochester, Minn.', 'Rochester first', ', later', 'Minn later'],
    ['Rochester, Minn.', 'in Rochester, Minn. for', 'Rochester first', ', later', 'Minn. later'],
    ['Baden-Baden', 'to Baden‑Baden', 'Baden‑Baden whole'],
    ['Baden–Baden', 'to Baden-Baden', 'Baden-Baden whole'],
    ['S\u00e3o Paulo', 'in Sa\u0303o Paulo', 'Sa\u0303o first', 'Paulo later'],
    ['Sa\u0303o Paulo', 'in S\u00e3o Paulo', 'S\u00e3o first', 'Paulo later'],
    ['London', 'in Lon\u00addon', 'Lon\u00addon whole'],
    ['\u2060London\ufeff', 'in London', 'London whole'],
    ['東京\u3000', '東京 ', '東京 whole'],
  ])('%j in %j', (name, text, ...words) => {
    expect(marked([name], text)).toEqual(words);
  });

  test('the period of a sentence is no part of a name', () => {
    expect(marked(['Rochester, Minn.'], 'Rochester, Minn.')).toHaveLength(3);
    expect(tokenTexts('Rochester, Minn.', tokenize('Rochester, Minn.'))).toHaveLength(4);
  });

  test('lines of a model of version 0.1 are not tokenized again', () => {
    const stored = Gazetteer.stored('g', ["a,b c's\tx"]);
    const found: string[] = [];
    stored.match(['a,b', "c's"].map(hashOfToken), (i, feature) => found.push(`${i} ${feature}`));
    expect(found).toEqual(['0 g=x:first', '1 g=x:later']);
  });
});

test('features.words, affixes, pattern and lexicon see a word in its normal form', () => {
  const options = { ...noFeatures, words: true, affixes: 3, shape2: true, shape: true, lexicon: true };
  const composed = ['Évian', "O'Neill", 'London', 'x'];
  const others = ['E\u0301vian', 'O’Neill', 'Lon\u00addon', 'x\u200b'];
  const set = fitFeatures(corpusOf(sentencesOf(composed.join(' '))), options, locations, []);
  expect(others.map((form) => set.ofForm(form))).toEqual(composed.map((form) => set.ofForm(form)));
  expect(set.ofForm('Évian').length).toBeGreaterThan(5);
  const rate = new LocationRate();
  rate.add([...composed, ...others], new Array(8).fill(true));
  expect(rate.entries.get('évian')).toEqual({ uses: 2, inside: 2 });
  expect(rate.entries.get("o'neill")).toEqual({ uses: 2, inside: 2 });
  expect(rate.feature('E\u0301vian')).toBe(rate.feature('\u00c9vian'));
});

describe('location rate', () => {
  const rate = new LocationRate();
  rate.add(['Paris', 'PARIS', 'paris', 'Reading', 'Paris'], [true, true, true, false, false]);

  test('counts capitalized uses, and how many of them are inside', () => {
    expect(rate.entries.get('paris')).toEqual({ uses: 3, inside: 2 });
    expect(rate.feature('Paris')).toBe('rate=3+');
    expect(rate.feature('Reading')).toBe('rate=0');
    expect(rate.feature('Rome')).toBe('rate=new');
    expect(rate.feature('paris')).toBeUndefined();
  });

  test.each([
    [1, 5, 'rate=1+'],
    [1, 6, 'rate=0+'],
    [3, 5, 'rate=3+'],
    [4, 5, 'rate=4+'],
    [5, 5, 'rate=4+'],
    [2, 3, 'rate=3+'],
    [2, 2, 'rate=4'],
    [0, 1, 'rate=0'],
  ])(
    '%d of %d uses inside a location give %s: fifths rounded down, + from three uses on',
    (hits, uses, name) => {
      expect(new LocationRate([['rome', { uses, inside: hits }]]).feature('Rome')).toBe(name);
    },
  );

  test.each([
    ['Rome', true],
    ['ROME', true],
    ['McRome', true],
    ['R', true],
    ['rome', false],
    ['R2', false],
    ['12', false],
    ['…', false],
    ['東京', false],
  ])('%s is a capitalized use: %s', (token, isUse) => {
    const one = new LocationRate();
    one.add([token], [true]);
    expect(one.entries.size).toBe(isUse ? 1 : 0);
    expect(new LocationRate().feature(token)).toBe(isUse ? 'rate=new' : undefined);
  });

  test('only spans of the given types count, each token from its start up to its end', () => {
    const spans = [
      { type: 'LOC', start: 1, end: 3 },
      { type: 'PER', start: 3, end: 4 },
    ];
    const sentence = { tokens: ['a', 'b', 'c', 'd'], spans, document: 0, file: '', line: 1 };
    expect(insideLocations(sentence, new Set(['LOC']))).toEqual([false, true, true, false]);
    expect(insideLocations(sentence, new Set(['PER']))).toEqual([false, false, false, true]);
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

/** The names behind ids of word features. */
const named = ({ words }: FeatureSet, ids: readonly number[] = []): string[] =>
  ids.map((id) => words.names[id]).sort();

test('each family of form features adds its own names, and none if it is off', () => {
  const learned = (more: Partial<typeof noFeatures>) =>
    fitFeatures(corpusOf(sentencesOf('Rome2')), { ...noFeatures, ...more }, locations, []);
  const all = learned({ shape: true, shape2: true, words: true, affixes: 1, affixBuckets: 1 });
  expect(named(all, all.ofForm('Rome2'))).toEqual(['affix=0', 'pattern=Aaa0', 'shape=digit', 'word=rome2']);
  expect(learned({}).words.names).toEqual([]);
  expect(learned({ affixes: 1, affixBuckets: 1 }).words.names).toEqual(['affix=0']);
});

test('a gazetteer gives features to the tokens of its names, with and without the location rate', () => {
  const gazetteer = Gazetteer.from('geo', ['New York', 'Rome']);
  const corpus = corpusOf(sentencesOf('Rome [New York]'));
  const plain = fitFeatures(corpus, noFeatures, locations, [gazetteer]);
  const tokens = ['New', 'York', 'or', 'Rome'];
  const of = (set: FeatureSet) => {
    const matches = set.matchesIn(tokens);
    return tokens.map((token, i) => named(set, set.ofToken(token, matches?.get(i))));
  };
  expect(of(plain)).toEqual([['geo=name:first'], ['geo=name:later'], [], ['geo=name:whole']]);
  const both = fitFeatures(corpus, { ...noFeatures, lexicon: true }, locations, [gazetteer]);
  expect(of(both)[3]).toEqual(['geo=name:whole']); // every name here is new, so no rate was learned
  const none = fitFeatures(corpus, noFeatures, locations, []);
  expect([none.matchesIn(tokens), of(none)]).toEqual([undefined, [[], [], [], []]]);
});

test('a token has its location rate besides its gazetteer features', () => {
  const gazetteer = Gazetteer.from('geo', ['Rome']);
  const sentences = sentencesOf('[Rome] a\n\n[Rome] b');
  const set = fitFeatures(corpusOf(sentences), { ...noFeatures, lexicon: true }, locations, [gazetteer]);
  expect(named(set, set.ofToken('Rome', ['geo=name:whole']))).toEqual(['geo=name:whole', 'rate=4']);
  expect(named(set, set.ofToken('Rome'))).toEqual(['rate=4']);
  expect(set.ofToken('rome')).toEqual([]);
});

test('rare sentence features are dropped, but never `first`', () => {
  const sentences = sentencesOf('the cat sat\nthe dog sat\nROME BURNS');
  const learned = (sentence: boolean, minimumCount: number) =>
    fitFeatures(corpusOf(sentences), { ...noFeatures, sentence, minimumCount }, locations, []).sentences
      .names;
  expect(learned(true, 1)).toEqual(['case=small', 'length=short', 'case=capitals', 'first']);
  expect(learned(true, 2)).toEqual(['case=small', 'length=short', 'first']);
  expect(learned(true, 9)).toEqual(['first']);
  expect(learned(false, 1)).toEqual([]);
});

test('sentence features of the first word are those of the other words and `first`', () => {
  const set = fitFeatures(corpusOf(sentencesOf('the cat')), { ...noFeatures, sentence: true }, locations, []);
  const { first, other } = set.ofContext(['case=small', 'length=short', 'case=title']);
  const names = (ids: readonly number[]): string[] => ids.map((id) => set.sentences.names[id]);
  expect(names(other)).toEqual(['case=small', 'length=short']);
  expect(names(first)).toEqual(['case=small', 'length=short', 'first']);
});
