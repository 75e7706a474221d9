import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../src/text/sentences.js';
import { tokenize } from '../../src/text/tokenize.js';
import { splitOnSpaces, TokenBuffer, type Tokens } from '../../src/text/tokens.js';

/** What a tokenizer may leave between tokens, and what it may not leave inside one. */
const laws = {
  tokenize: {
    between:
      /^[\s\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{1d173}-\u{1d17a}\u{1bca0}-\u{1bca3}\u{e0001}]*$/u,
    inside: /[\p{White_Space}\p{Cc}]/u,
  },
  splitOnSpaces: { between: /^ *$/, inside: / / },
};
const separators = laws.tokenize.between;

// Texts that hit the rules: pieces of every kind, glued or apart, and any characters at all.
const piece = fc.constantFrom(
  ...[
    "'",
    '’',
    '.',
    '..',
    '-',
    '--',
    ',',
    ':',
    ')',
    '(',
    '/',
    '@',
    '#',
    '$',
    '%',
    '&',
    '!',
    '?',
    '"',
    '_',
    '+',
    '<',
    '^',
  ],
  ...[
    'a',
    'S',
    't',
    'n',
    'Mr',
    'U.S',
    'etc',
    'cannot',
    'com',
    'www',
    'http://',
    'x.y',
    '5',
    '10',
    'é',
    '\u0301',
    '東',
    '𝒫',
  ],
  ...[
    '😀',
    '👍🏽',
    '\u200d',
    '\ufe0f',
    '🇫',
    '\ud83d',
    '\udc00',
    ' ',
    '\u00a0',
    '\n',
    '\u200b',
    '\u00ad',
    '\u2060',
    '‘',
  ],
);
const texts = fc.oneof(
  fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe.each([
  ['tokenize', tokenize, laws.tokenize],
  ['splitOnSpaces', splitOnSpaces, laws.splitOnSpaces],
])('%s', (_, tokensOf: (text: string) => Tokens, { between, inside }) => {
  test('tokens are in order and not empty, with only spaces between them and no spaces inside', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { count, starts, ends } = tokensOf(text);
        let at = 0;
        for (let t = 0; t < count; t += 1) {
          const start = starts[t];
          const end = ends[t];
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(at, start)).toMatch(between);
          expect(text.slice(start, end)).not.toMatch(inside);
          at = end;
        }
        expect(text.slice(at)).toMatch(between);
      }),
      { numRuns: 2000 },
    );
  });

  test('no surrogate pair is split, and no mark is separated from its character', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { count, starts } = tokensOf(text);
        for (let t = 0; t < count; t += 1) {
          const start = starts[t];
          expect(
            /[\ud800-\udbff]$/.test(text.slice(0, start)) && /^[\udc00-\udfff]/.test(text.slice(start)),
          ).toBe(false);
          if (/^\p{M}/u.test(text.slice(start))) expect(text.slice(start - 1, start)).toMatch(separators);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

// A rule that looks ahead without bound from every position would need 10¹⁰ steps a pattern here.
test('any repeated pattern of 250,000 code units is fast: no rule is quadratic', () => {
  const buffer = new TokenBuffer(1 << 20);
  const patterns = [
    ...[
      "'",
      '.',
      '-',
      ':',
      '@',
      '#',
      '1',
      'a',
      '(',
      ')',
      '"',
      '😀',
      '\u0301',
      '\u200d',
      ' ',
      '🇫',
      '<',
      '&',
      '/',
      '_',
    ],
    ...[
      'a.',
      'ab.',
      'a@',
      'a-',
      "a'",
      "n't",
      'J. ',
      'etc.)',
      ':)',
      ':(x',
      '#1',
      '@_',
      'a/',
      'http://',
      'www.a',
      'www.a(',
      '=)',
    ],
    ...['a.b@', 'ab.cd/', '(ab.c', "'1", '&a', '1,', '1:', 'U.S.-', 'a😀\u200d', '(a.', 'x;', '"a@b'],
  ];
  for (const pattern of patterns) {
    const text = pattern.repeat(Math.ceil(250_000 / pattern.length));
    const tokens = tokenize(text, buffer);
    const last = tokens.count === 0 ? 0 : tokens.ends[tokens.count - 1];
    expect(last, pattern).toBe(pattern === ' ' ? 0 : text.trimEnd().length);
    expect(sentences(text, tokens).count, pattern).toBeLessThanOrEqual(tokens.count);
  }
}, 60_000);

test('sentences are consecutive runs of tokens that cover all of them', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const tokens = tokenize(text);
      const { count, starts, ends } = sentences(text, tokens);
      let last = 0;
      for (let k = 0; k < count; k++) {
        expect(starts[k]).toBe(last);
        expect(ends[k]).toBeGreaterThan(last);
        last = ends[k];
      }
      expect(last).toBe(tokens.count);
    }),
    { numRuns: 1000 },
  );
});
