import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode } from '../../src/evaluation/decoding.js';
import { goldOf } from '../../src/evaluation/gold.js';
import { rankByScore } from '../../src/evaluation/ranking.js';
import { TokenRuns } from '../../src/evaluation/token-runs.js';
import { scored } from './sample.js';

test('after any number of positions, the runs equal those of decoding, in order of falling best score', () => {
  fc.assert(
    fc.property(scored, ({ corpus, scores }) => {
      const gold = goldOf(corpus);
      const ranked = rankByScore(scores, gold.positions);
      const runs = new TokenRuns(scores, gold);
      for (let k = 0; k < ranked.length; k++) {
        runs.add(ranked[k]);
        const next = scores[ranked[k + 1] ?? -1] ?? Number.NEGATIVE_INFINITY;
        if (next === scores[ranked[k]]) continue; // there is no threshold between equal scores
        const expected: { best: number; isHit: boolean }[] = [];
        const isSmall = (): boolean => false;
        const decoding = { thresholds: { start: next, extend: next }, isSmall };
        decode(scores, 0, scores.length, decoding, (start, end) => {
          expected.push({
            best: Math.max(...scores.subarray(start, end)),
            isHit: gold.endOf[start] === end,
          });
        });
        const found: typeof expected = [];
        for (let run = runs.after(-1); run >= 0; run = runs.after(run))
          found.push({ best: runs.bestOf(run), isHit: runs.isHit(run) });
        expect(runs.count).toBe(expected.length);
        expect(runs.hits).toBe(expected.filter(({ isHit }) => isHit).length);
        const isIn = (position: number): boolean => scores[position] > next;
        const isOpen = (end: number, start: number): boolean => end > 0 && !isIn(start - 1) && !isIn(end);
        expect(runs.open).toBe(gold.endOf.filter(isOpen).length);
        expect(found.map(({ best }) => best)).toEqual(found.map(({ best }) => best).sort((a, b) => b - a));
        const sorted = (list: typeof expected): string[] =>
          list.map(({ best, isHit }) => `${best} ${isHit}`).sort();
        expect(sorted(found)).toEqual(sorted(expected));
      }
    }),
  );
});
