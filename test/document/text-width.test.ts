import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { printable, textWidth } from '../../src/document/text-width.js';

test('wide characters take two columns, marks none', () => {
  expect(textWidth('Paris')).toBe(5);
  expect(textWidth('東京')).toBe(4);
  expect(textWidth('한국')).toBe(4);
  expect(textWidth('Zu\u0308rich')).toBe(6);
  expect(textWidth('🇫🇷')).toBe(2);
  expect(textWidth('👩‍👩‍👧')).toBe(2);
  expect(textWidth('❤️')).toBe(2);
  expect(textWidth('1️⃣')).toBe(2);
  expect(textWidth('\u200b')).toBe(0);
  expect(textWidth('Ｎｉｃｅ')).toBe(8);
  expect(textWidth('ﾊﾞ')).toBe(2);
  expect(textWidth('தமிழ்')).toBe(4);
});

test('every character is as wide as string-width says, which is too slow to load for ourselves', () => {
  const differ: string[] = [];
  const ranges = [
    [0xa0, 0x33ff],
    [0x4d00, 0x4eff],
    [0xa000, 0xacff],
    [0xd700, 0xffff],
    [0x16f00, 0x19000],
    [0x1f000, 0x1fbff],
  ] as const;
  for (const [first, last] of ranges)
    for (let code = first; code <= last; code++) {
      const character = String.fromCodePoint(code);
      if (/[\p{C}]/u.test(character) && !/\p{Cf}/u.test(character)) continue;
      if (textWidth(character) !== stringWidth(character)) differ.push(code.toString(16));
    }
  expect(differ).toEqual([]);
});

test('whole texts are as wide as string-width says', () => {
  const parts = [
    'a',
    'é',
    'e\u0301',
    '東',
    'ｶﾞ',
    '각',
    'नि',
    'ไทย',
    '👍🏽',
    '🏳️‍🌈',
    '🇩🇪',
    '#️⃣',
    '☎️',
    '☎',
    '©',
    ' ',
    '–',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts)), (texts) => {
      const text = texts.join('');
      expect(textWidth(text)).toBe(stringWidth(text));
    }),
  );
});

test('printable text stays on its line and cannot move the cursor', () => {
  expect(printable('a\tb\r\nc\x1b[31md')).toBe('a b c\ufffd[31md');
});
