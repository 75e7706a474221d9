import { describe, expect, test } from 'vitest';
import { entityF1, sentencesOf, spanAt, spansOf, textOf } from './entity-counts.js';

describe('entities of any tagger', () => {
  test('are read from tags, an I without a B starting one', () => {
    expect(spansOf(['B-LOC', 'I-LOC', 'O', 'I-LOC', 'B-LOC', 'B-PER', 'I-PER'])).toEqual([
      [0, 2],
      [3, 4],
      [4, 5],
    ]);
  });

  test('are found in the text by characters, without the punctuation around', () => {
    const tokens = ['I', 'love', 'New', 'York', ',', '(', 'Paris', ')', '.'];
    const text = textOf(tokens);
    expect(text).toBe('I love New York, (Paris).');
    expect(spanAt(tokens, text, 7, 16)).toEqual([2, 4]); // "New York,"
    expect(spanAt(tokens, text, 17, 24)).toEqual([6, 7]); // "(Paris)"
    expect(spanAt(tokens, text, 15, 16)).toBeUndefined(); // ","
  });

  test('count as right if both borders are', () => {
    const [{ gold }] = sentencesOf('New\tB-LOC\nYork\tI-LOC\nand\tO\nRome\tB-LOC\n\n\n');
    expect(gold).toEqual([
      [0, 2],
      [3, 4],
    ]);
    // one of two found is right, and there are two: P = R = 1/2
    expect(
      entityF1(
        [gold],
        [
          [
            [0, 1],
            [3, 4],
          ],
        ],
      ),
    ).toBe(0.5);
    expect(entityF1([[]], [[]])).toBe(0);
  });
});
