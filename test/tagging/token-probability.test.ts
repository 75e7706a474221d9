import { expect, test } from 'vitest';
import { probability } from '../../src/model/calibration.js';
import { Random } from '../../src/random.js';
import { TokenProbability } from '../../src/tagging/token-probability.js';

test.each([
  { a: 2.011141406902609, b: -6.073538984134583 },
  { a: 0.3, b: 1 },
  { a: -1, b: 0 },
  { a: 0, b: -2 },
])(
  'with $a and $b, ten-thousandths are those of computing and rounding, before and after the table',
  (calibration) => {
    const random = Random.seeded(1);
    const fast = new TokenProbability(calibration);
    for (let k = 0; k < 200_000; k++) {
      const score = 30 * random.uniform() - 15;
      const exact = 1 / (1 + Math.exp(-(calibration.a * score + calibration.b)));
      const found = fast.tenThousandths(score);
      if (found !== Math.round(1e4 * probability(score, calibration))) expect.fail(`${score}: ${found}`);
      if (Math.abs(found / 1e4 - exact) > 0.5000001e-4) expect.fail(`${score}: ${found}, not ${exact}`);
    }
  },
);

test('near every border between two decimals', () => {
  const fast = new TokenProbability({ a: 1, b: 0 });
  for (let k = 0; k < 3000; k++) fast.tenThousandths(0);
  for (let k = 0; k < 10_000; k++) {
    const p = (k + 0.5) / 1e4;
    for (const s of [-1e-7, -1e-12, 0, 1e-12, 1e-7].map((shift) => Math.log(p / (1 - p)) + shift))
      if (fast.tenThousandths(s) !== Math.round(1e4 * probability(s, fast.calibration))) expect.fail(`${s}`);
  }
});

test('the ends, and scores that are no numbers', () => {
  const fast = new TokenProbability({ a: 1, b: 0 });
  const found = [-1e30, Number.NEGATIVE_INFINITY, 1e30, Number.POSITIVE_INFINITY, 0, Number.NaN];
  for (let round = 0; round < 1000; round++)
    expect(found.map((s) => fast.tenThousandths(s))).toEqual([0, 0, 10_000, 10_000, 5000, Number.NaN]);
});
