import { expect, test } from 'vitest';
import { NamePool } from '../../src/corpus/name-pool.js';
import type { Sentence } from '../../src/corpus/sentence.js';
import { type SwapSettings, swapped } from '../../src/corpus/swapping.js';
import { Random } from '../../src/random.js';

const listed = [
  ...['Sweden', 'Peru', 'New Zealand', 'US'].map((name) => ({ tokens: name.split(' '), type: 'country' })),
  ...['Paris', 'Rome', 'Sweden'].map((name) => ({ tokens: [name], type: 'city' })),
];
const names = new NamePool(listed);
const off: SwapSettings = { share: 0, copies: 1, persons: 0, organizations: 0 };

/** A sentence from `[LOC New York] is big`. */
function sentenceOf(text: string): Sentence {
  const tokens: string[] = [];
  const spans: { type: string; start: number; end: number }[] = [];
  for (const [part, type, name] of text.matchAll(/\[(\w+) ([^\]]+)\]|\S+/g)) {
    const start = tokens.length;
    tokens.push(...(name ?? part).split(' '));
    if (name !== undefined) spans.push({ type, start, end: tokens.length });
  }
  return { tokens, spans, document: 3, file: 'f', line: 7 };
}

/** A sentence as `[LOC New York] is big`. */
function textOf({ tokens, spans }: Sentence): string {
  const words = [...tokens];
  for (const { type, start, end } of spans) {
    words[start] = `[${type} ${words[start]}`;
    words[end - 1] += ']';
  }
  return words.join(' ');
}

const run = (texts: readonly string[], settings: Partial<SwapSettings>, seed = 1, pool = names): string[] => {
  const swap = { ...off, ...settings, names: pool, locations: new Set(['LOC']) };
  return [...swapped(texts.map(sentenceOf), swap, seed, 0)].map(textOf);
};

test('a known location is replaced by a name of its class, the spans follow', () => {
  const found = new Set(run(Array(200).fill('in [LOC Peru] , [PER Al] and [LOC Oz]'), { share: 1 }));
  expect(found).toEqual(
    new Set(
      ['Peru', 'Sweden', 'New Zealand', 'US'].map((name) => `in [LOC ${name}] , [PER Al] and [LOC Oz]`),
    ),
  );
});

test('a name that is listed twice has its first class', () => {
  expect(names.classOf(['Sweden'])).toBe('country');
  expect(run(Array(50).fill('[LOC Paris] x'), { share: 1 }).some((text) => text.includes('Sweden'))).toBe(
    false,
  );
});

test('the case of the mention is kept, for abbreviations that of the list', () => {
  const pool = new NamePool([listed[0], listed[2]]);
  const others = (text: string): Set<string> => new Set(run(Array(50).fill(text), { share: 1 }, 1, pool));
  expect(others('[LOC SWEDEN] WINS')).toEqual(new Set(['[LOC SWEDEN] WINS', '[LOC NEW ZEALAND] WINS']));
  expect(others('in [LOC sweden]')).toEqual(new Set(['in [LOC sweden]', 'in [LOC new zealand]']));
  const short = new NamePool([listed[0], listed[3]]);
  expect(new Set(run(Array(50).fill('[LOC US] x'), { share: 1 }, 1, short))).toEqual(
    new Set(['[LOC US] x', '[LOC Sweden] x']),
  );
});

test('copies come after their sentence and belong to its document; others have none', () => {
  const swap = { ...off, share: 1, copies: 3, names, locations: new Set(['LOC']) };
  const texts = ['no name', '[LOC Rome] x', '[LOC Nowhere] x', '[PER Paris] x'];
  const all = [...swapped(texts.map(sentenceOf), swap, 1, 0)];
  expect(all.map(({ tokens }) => tokens.at(-1))).toEqual(['name', 'x', 'x', 'x', 'x', 'x', 'x']);
  for (const one of all) expect([one.document, one.file, one.line]).toEqual([3, 'f', 7]);
});

test('about the given share of the sentences has a copy, decided by the seed', () => {
  const texts = Array(2000).fill('[LOC Rome] x');
  const copies = run(texts, { share: 0.3, copies: 2 }).length - 2000;
  expect(Math.abs(copies / 4000 - 0.3)).toBeLessThan(0.03);
  expect(run(texts, { share: 0.3 })).toEqual(run(texts, { share: 0.3 }));
  expect(run(texts, { share: 0.3 }, 2)).not.toEqual(run(texts, { share: 0.3 }));
});

test('a place becomes a part of the name of a person or an organization, which stays one', () => {
  const pool = new NamePool([{ tokens: ['Rome'], type: 'city' }]);
  const copies = (text: string, settings: Partial<SwapSettings>): string[] =>
    [...new Set(run(Array(50).fill(text), settings, 1, pool))].filter((other) => other !== text).sort();
  const one: Partial<SwapSettings> = { persons: 1, organizations: 1 };
  expect(copies('[PER Al Fox] ran', one)).toEqual(['[PER Al Rome] ran', '[PER Rome Fox] ran']);
  expect(copies('[person FOX] RAN', one)).toEqual(['[person Rome] RAN']);
  expect(copies('[PER FOXES] RAN', one)).toEqual(['[PER ROME] RAN']);
  expect(copies('the [ORG Daily Post] says', one)).toEqual(['the [ORG Rome Post] says']);
  expect(copies('[ORG The Daily Post] says', one)).toEqual(['[ORG The Rome Post] says']);
  expect(copies('[ORG Bank of New England] fell', one)).toEqual(['[ORG Bank of Rome] fell']);
  expect(copies('[ORG Shell] fell', one)).toEqual([]);
  expect(copies('[PER Al Fox] ran', { organizations: 1 })).toEqual([]);
});

test('kinds choose the classes; a pool without names of one word keeps the old word', () => {
  const pool = new NamePool(listed, ['city']);
  expect(pool.classes).toEqual(['city']);
  expect(pool.classOf(['Sweden'])).toBeUndefined();
  const long = new NamePool([listed[2]]);
  expect(long.word(Random.seeded(1), 'Al')).toEqual(['Al']);
});
