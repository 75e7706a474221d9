import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened } from '../../src/document/shortened.js';
import { textWidth } from '../../src/document/text-width.js';

test('a short text stays; of a long one both ends stay', () => {
  expect(shortened('runs/first', 10)).toBe('runs/first');
  expect(shortened('runs/first-of-many/metrics.jsonl', 11)).toBe('runs/…jsonl');
  expect(shortened('東京都千代田区', 7)).toBe('東京…区');
});

test('the result is never wider than asked, and nothing is added but the ellipsis', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.integer({ min: 1, max: 30 }),
      (text, columns) => {
        const short = shortened(text, columns);
        expect(textWidth(short)).toBeLessThanOrEqual(columns);
        if (short === text) return;
        const [start, end] = [short.slice(0, short.indexOf('…')), short.slice(short.lastIndexOf('…') + 1)];
        expect(text.startsWith(start) && text.endsWith(end)).toBe(true);
      },
    ),
  );
});
