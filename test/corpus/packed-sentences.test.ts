import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GrowingBytes, GrowingInts } from '../../src/corpus/growable-array.js';
import { PackedSentences } from '../../src/corpus/packed-sentences.js';
import type { Sentence } from '../../src/corpus/sentence.js';
import { corpusOf } from '../windows/sample.js';

const span = fc.record({ type: fc.constantFrom('LOC', 'PER', 'B'), start: fc.nat(9), end: fc.nat(9) });
const sentence = fc.record({
  tokens: fc.array(fc.constantFrom('a', 'Paris', 'ß', '1 2'), { minLength: 1, maxLength: 5 }),
  spans: fc.array(span, { maxLength: 3 }),
  document: fc.nat(),
  line: fc.nat(),
});

test('sentences come out as they went in, any number of times, each with its file', () => {
  fc.assert(
    fc.property(fc.array(fc.array(sentence, { maxLength: 4 }), { maxLength: 3 }), (files) => {
      const packed = new PackedSentences();
      const expected: Sentence[] = [];
      files.forEach((sentences, k) => {
        packed.openFile(`${k}.conll`);
        for (const each of sentences) {
          packed.add(each);
          expected.push({ ...each, file: `${k}.conll` });
        }
      });
      expect([...packed.sentences()]).toEqual(expected);
      expect([...packed.sentences()]).toEqual(expected);
      expect([...packed.forms()]).toEqual([...corpusOf(expected).forms()]);
    }),
  );
});

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
  'a growable array of %d numbers, across chunks',
  (length) => {
    const [ints, bytes] = [new GrowingInts(), new GrowingBytes()];
    for (let k = 0; k < length; k++) {
      ints.push(-k);
      bytes.push(k & 255);
    }
    expect(ints.values()).toEqual(Int32Array.from({ length }, (_, k) => -k));
    expect(bytes.values()).toEqual(Uint8Array.from({ length }, (_, k) => k & 255));
    if (length === 0) return;
    ints.set(length - 1, 7);
    expect(ints.at(length - 1)).toBe(7);
    expect(bytes.at(length - 1)).toBe((length - 1) & 255);
  },
);
