import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  defaultEntities,
  detectScheme,
  type StrictScheme,
  scoreEntities,
  strictEntities,
  type TaggedEntity,
} from '../../src/evaluation/seqeval.js';

const tagsOf = (letters: string) =>
  fc.array(
    fc
      .tuple(fc.constantFrom(...letters, 'O'), fc.constantFrom('LOC', 'ORG', 'geo-loc'))
      .map(([letter, type]) => (letter === 'O' ? 'O' : `${letter}-${type}`)),
    { maxLength: 9 },
  );
const letter = (tag: string | undefined): string => tag?.[0] ?? 'O';
const type = (tag: string | undefined): string => tag?.slice(2) ?? '';

/** All spans of a sentence. */
const spans = (length: number): [number, number][] =>
  [...Array(length).keys()].flatMap((start) =>
    Array.from({ length: length - start }, (_, k): [number, number] => [start, start + k + 1]),
  );

/** Default mode, from the sentences that define it: every span is tried. */
function tried(tags: readonly string[]): TaggedEntity[] {
  const begins = (i: number): boolean => {
    const [before, now] = [letter(tags[i - 1]), letter(tags[i])];
    if (now === 'O') return false;
    return 'BS'.includes(now) || 'OES'.includes(before) || type(tags[i]) !== type(tags[i - 1]);
  };
  return spans(tags.length).flatMap(([start, end]) => {
    const inner = tags.slice(start, end).map((_, k) => start + k);
    const isOne = begins(start) && inner.slice(1).every((i) => letter(tags[i]) !== 'O' && !begins(i));
    const isWhole = end === tags.length || letter(tags[end]) === 'O' || begins(end);
    return isOne && isWhole ? [{ type: type(tags[start]), start, end }] : [];
  });
}

test('default mode finds the spans that its rules define', () => {
  fc.assert(
    fc.property(tagsOf('BIES'), (tags) => {
      expect(defaultEntities(tags)).toEqual(tried(tags));
    }),
    { numRuns: 2000 },
  );
});

test('the type is what follows the letter up to the first hyphen', () => {
  const types = ['B-geo-loc', 'O', 'BX-LOC', 'O', 'BLOC', 'O', 'B'].map(
    (tag) => defaultEntities([tag])[0]?.type,
  );
  expect(types).toEqual(['geo-loc', undefined, 'LOC', undefined, 'LOC', undefined, '_']);
});

const shapes: Readonly<Record<StrictScheme, RegExp>> = {
  IOB2: /^BI*$/,
  IOE2: /^I*E$/,
  IOBES: /^(S|BI*E)$/,
  BILOU: /^(U|BI*L)$/,
};

/** Strict mode: every span of one type whose letters have the shape, and that no neighbor continues. */
function shaped(tags: readonly string[], scheme: StrictScheme): TaggedEntity[] {
  return spans(tags.length).flatMap(([start, end]) => {
    const own = tags.slice(start, end);
    const isShape =
      shapes[scheme].test(own.map(letter).join('')) && own.every((tag) => type(tag) === type(own[0]));
    const goesOn = scheme === 'IOB2' && letter(tags[end]) === 'I' && type(tags[end]) === type(own[0]);
    const beganEarlier =
      scheme === 'IOE2' && letter(tags[start - 1]) === 'I' && type(tags[start - 1]) === type(own[0]);
    return isShape && !goesOn && !beganEarlier ? [{ type: type(own[0]), start, end }] : [];
  });
}

test.each([
  ['IOB2', 'BI'],
  ['IOE2', 'IE'],
  ['IOBES', 'BIES'],
  ['BILOU', 'BILU'],
] as const)('strict mode of %s finds the well-formed spans', (scheme, letters) => {
  fc.assert(
    fc.property(tagsOf(letters), (tags) => {
      expect(strictEntities(tags, scheme)).toEqual(shaped(tags, scheme));
    }),
    { numRuns: 1000 },
  );
});

describe('by hand', () => {
  const found = (text: string) =>
    defaultEntities(text.split(' ')).map(({ type: name, start, end }) => `${name} ${start}-${end}`);

  test.each([
    ['O I-LOC I-LOC', ['LOC 1-3']], // I after O opens
    ['B-LOC I-ORG', ['LOC 0-1', 'ORG 1-2']], // another type is another entity
    ['B-LOC B-LOC', ['LOC 0-1', 'LOC 1-2']],
    ['S-LOC I-LOC', ['LOC 0-1', 'LOC 1-2']],
    ['B-LOC E-LOC E-LOC', ['LOC 0-2', 'LOC 2-3']],
    ['B I', ['_ 0-2']],
    ['B-geo-loc', ['geo-loc 0-1']],
    ['U-LOC U-LOC', ['LOC 0-2']], // seqeval does not know BILOU in default mode
    ['', []],
  ])('%s', (tags, entities) => {
    expect(tags === '' ? defaultEntities([]) : found(tags)).toEqual(entities);
  });

  test('strict mode drops what is malformed, and refuses other letters', () => {
    expect(strictEntities(['I-LOC', 'B-LOC', 'I-ORG'], 'IOB2')).toEqual([{ type: 'LOC', start: 1, end: 2 }]);
    expect(strictEntities(['B-LOC', 'I-LOC', 'O'], 'IOBES')).toEqual([]);
    expect(() => strictEntities(['S-LOC'], 'IOB2')).toThrow('"S-LOC" does not belong to IOB2');
  });

  test.each([
    [['B-LOC', 'I-LOC', 'O'], 'IOB2'],
    [['B-LOC'], 'IOB2'],
    [['I-LOC', 'E-LOC'], 'IOE2'],
    [['B-LOC', 'E-LOC'], 'IOBES'],
    [['S-LOC'], 'IOBES'],
    [['U-LOC', 'O'], 'BILOU'],
    [['B-LOC', 'L-LOC'], 'BILOU'],
  ])('%j is %s', (tags, scheme) => {
    if (tags[0] === 'U-LOC') expect(detectScheme([[...tags, 'B-LOC', 'L-LOC']])).toBe(scheme);
    else expect(detectScheme([tags])).toBe(scheme);
  });

  test.each([[['I-LOC', 'O']], [['O']], [['S-LOC', 'L-LOC']]])('%j shows no scheme', (tags) => {
    expect(() => detectScheme([tags])).toThrow('do not show their scheme');
  });

  test('micro, macro and weighted scores; nothing on either side is 0', () => {
    const entity = (name: string, start: number): TaggedEntity => ({ type: name, start, end: start + 1 });
    const scores = scoreEntities(
      [[entity('LOC', 0), entity('LOC', 1), entity('ORG', 2)]],
      [[entity('LOC', 0), entity('PER', 1)]],
    );
    expect(scores.micro).toMatchObject({ tp: 1, fp: 1, fn: 2, f1: 0.4 });
    expect(scores.types.LOC).toMatchObject({ precision: 1, recall: 0.5 });
    expect(scores.macro.precision).toBeCloseTo(1 / 3, 12);
    expect(scores.weighted.recall).toBeCloseTo((2 * 0.5 + 0) / 3, 12);
    expect(scoreEntities([[]], [[]])).toMatchObject({
      micro: { f1: 0 },
      macro: { f1: 0 },
      weighted: { f1: 0 },
      types: {},
    });
  });
});
