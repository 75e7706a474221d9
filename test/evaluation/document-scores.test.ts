import { describe, expect, test } from 'vitest';
import { agreeInDocuments, DocumentScores } from '../../src/evaluation/document-scores.js';
import type { EncodedCorpus } from '../../src/windows/encoded-corpus.js';

describe('mentions of the same form agree', () => {
  const document = new DocumentScores();
  const tokens: [form: string, s: number][] = [
    ['Paris', 5],
    ['the', 1],
    ['Paris', 2],
    ['Élancourt', 1],
    ['the', 3],
    ['PARIS', 4],
    ['Paris', -1],
    ['Élancourt', 2],
  ];
  for (const [form, s] of tokens) document.add(form, s);

  test('s′ = 0.6 s + 0.4 m, with the mean m over the document', () => {
    // the mean of 5, 2 and −1 is 2: 0.6 · 5 + 0.8, 0.6 · 2 + 0.8, −0.6 + 0.8
    expect(document.agreed('Paris', 5)).toBeCloseTo(3.8, 12);
    expect(document.agreed('Paris', 2)).toBeCloseTo(2, 12);
    expect(document.agreed('Paris', -1)).toBeCloseTo(0.2, 12);
    expect(document.agreed('Élancourt', 1)).toBeCloseTo(1.2, 12); // 0.6 + 0.4 · 1.5
  });

  test('a form that occurs once, or does not begin with an uppercase letter, keeps its score', () => {
    expect(document.agreed('PARIS', 4)).toBe(4);
    expect(document.agreed('the', 1)).toBe(1);
    expect(document.agreed('Rome', 7)).toBe(7);
  });

  test('the mean of the scores of a form stays, so no form gains on the whole', () => {
    const sum = [5, 2, -1].reduce((t, s) => t + document.agreed('Paris', s), 0);
    expect(sum).toBeCloseTo(5 + 2 - 1, 12);
  });
});

test('documents of a corpus do not see each other, and padding keeps −∞', () => {
  const padding = Number.NEGATIVE_INFINITY;
  // two sentences, then one of another document; radius 1: one row of padding around each
  const forms = ['', 'Rome', 'in', '', 'Rome', '', 'Rome', ''];
  const s = Float32Array.of(padding, 4, 1, padding, 2, padding, 0, padding);
  const corpus = { radius: 1, starts: Int32Array.of(1, 4, 6, 8), documentEnds: Int32Array.of(2, 3) };
  const agreed = agreeInDocuments(s, corpus as unknown as EncodedCorpus, (position) => forms[position]);
  // m = 3 in the first document: 0.6 · 4 + 1.2 and 0.6 · 2 + 1.2
  expect([...agreed]).toEqual([padding, Math.fround(3.6), 1, padding, Math.fround(2.4), padding, 0, padding]);
  expect(s[1]).toBe(4);
});
